// Which rows are marked: some by their ids, wherever they are by now; or all that were found, by the question itself.

/** So many can be marked one by one, and copied at once; files take any number. */
export const SELECTED_MAX = 1000;

export class Selection {
  #ids = $state.raw<ReadonlyMap<string, number>>(new Map());
  #all = $state(false);
  #anchor: number | undefined;
  /** What was marked before the range that is being drawn. */
  #before: ReadonlyMap<string, number> = new Map();

  get all(): boolean {
    return this.#all;
  }

  /** In the order of the list. */
  get ids(): readonly string[] {
    return [...this.#ids].sort(([, one], [, other]) => one - other).map(([id]) => id);
  }

  get size(): number {
    return this.#ids.size;
  }

  get some(): boolean {
    return this.#all || this.#ids.size > 0;
  }

  has(paymentLinkId: string): boolean {
    return this.#all || this.#ids.has(paymentLinkId);
  }

  /** Where a range begins. */
  get anchor(): number | undefined {
    return this.#anchor;
  }

  toggle(index: number, paymentLinkId: string): void {
    const ids = new Map(this.#ids);
    if (!ids.delete(paymentLinkId)) ids.set(paymentLinkId, index);
    this.#take(ids);
    this.begin(index);
  }

  /** A range begins here. */
  begin(index: number): void {
    this.#anchor = index;
    this.#before = this.#ids;
  }

  /** The range has become these, from that place on; what it was before is not marked by it any more. */
  range(first: number, paymentLinkIds: readonly string[]): void {
    const ids = new Map(this.#before);
    paymentLinkIds.forEach((id, nth) => ids.set(id, first + nth));
    this.#take(ids);
  }

  everything(): void {
    this.clear();
    this.#all = true;
  }

  /** Of all that were found, only what was marked one by one stays. */
  notEverything(): void {
    this.#all = false;
    this.#anchor = undefined;
  }

  /** What is marked, to be marked again. */
  kept(): () => void {
    const [ids, all] = [this.#ids, this.#all];
    return () => {
      this.#ids = ids;
      this.#all = all;
    };
  }

  clear(): void {
    this.#ids = new Map();
    this.#all = false;
    this.#anchor = undefined;
    this.#before = new Map();
  }

  #take(ids: Map<string, number>): void {
    this.#all = false;
    this.#ids = new Map([...ids].slice(0, SELECTED_MAX));
  }
}
