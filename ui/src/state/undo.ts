// What was taken away at a press and can be had back: the last few things, the newest first.

const KEPT = 20;

type Step = { back: () => void; owner: object | undefined };

export class Undo {
  /** Plain: it is changed where a component goes, which sees of what is reactive only how it was before. */
  #steps: readonly Step[] = [];

  get possible(): boolean {
    return this.#steps.length > 0;
  }

  /** Keeps how to take something back; `owner` is what it belongs to, and goes with. */
  keep(back: () => void, owner?: object): () => void {
    const step = { back, owner };
    this.#steps = [...this.#steps.slice(1 - KEPT), step];
    return () => this.#take(step);
  }

  /** Takes the last thing back. */
  last(): void {
    const step = this.#steps.at(-1);
    if (step) this.#take(step);
  }

  /** What belongs to that cannot be had back any more. */
  forget(owner: object): void {
    this.#steps = this.#steps.filter((step) => step.owner !== owner);
  }

  forgetAll(): void {
    this.#steps = [];
  }

  #take(step: Step): void {
    if (!this.#steps.includes(step)) return;
    this.#steps = this.#steps.filter((kept) => kept !== step);
    step.back();
  }
}
