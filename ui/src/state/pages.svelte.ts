// The part of what was found that is near the view, a page at a time. One question is on its way at most: what was
// asked for meanwhile is asked next, and what was overtaken is dropped, so that nothing stale waits in line.

import type { Fault, FindLinks, LinkRow, LinksPage } from "../ipc/api";
import { asFault } from "../ipc/faults";

/** Rows of a page: more than a tall window shows, and small as a message. */
export const PAGE_ROWS = 50;
/** Rows of a message that is not for the view. */
const BULK_ROWS = 100;
/** Pages that are kept; the farthest from the view goes first. */
const PAGES_MAX = 10;

export type Finding = Omit<FindLinks, "offset" | "limit">;
type Kept = { rows: readonly LinkRow[]; revision: number };

export class Pages {
  #find: (request: FindLinks) => Promise<LinksPage>;
  #finding: Finding | undefined;
  #number = $state(0);
  #answered = $state(0);
  #revision = 0;
  #first = 0;
  #last = 0;
  #running = false;
  #head = $state.raw<LinksPage | undefined>();
  #kept = $state.raw<ReadonlyMap<number, Kept>>(new Map());
  #fault = $state.raw<Fault | undefined>();

  constructor(find: (request: FindLinks) => Promise<LinksPage>) {
    this.#find = find;
  }

  /** How many were found, what they come to, and the counts by status; undefined until there is an answer. */
  get head(): Pick<LinksPage, "count" | "totals" | "counts"> | undefined {
    return this.#head;
  }

  get count(): number {
    return this.#head?.count ?? 0;
  }

  /** Grows with every question that was answered; a further page of it is no new one. */
  get answered(): number {
    return this.#answered;
  }

  /** The question is not answered yet: the rows are those of the one before. */
  get pending(): boolean {
    return this.#answered !== this.#number;
  }

  get fault(): Fault | undefined {
    return this.#fault;
  }

  get finding(): Finding | undefined {
    return this.#finding;
  }

  /** The rows that are here, with their places. */
  get rows(): readonly [number, LinkRow][] {
    return [...this.#kept].flatMap(([page, { rows }]) =>
      rows.map((row, nth): [number, LinkRow] => [page * PAGE_ROWS + nth, row]),
    );
  }

  /** Undefined while its page is not here. */
  rowAt(index: number): LinkRow | undefined {
    return this.#kept.get(Math.floor(index / PAGE_ROWS))?.rows[index % PAGE_ROWS];
  }

  /** A new question. Its rows take the place of those that are shown, once they are here. */
  ask(finding: Finding): void {
    this.#finding = finding;
    this.#number++;
    this.#fault = undefined;
    this.#first = 0;
    this.#last = 0;
    void this.#run();
  }

  /** These rows are in view, the last one not included. */
  see(first: number, last: number): void {
    this.#first = first;
    this.#last = last;
    void this.#run();
  }

  /** The links have changed: what is in view is read afresh, and what is not when it comes into view. */
  renew(revision: number): void {
    this.#revision = Math.max(this.#revision, revision);
    void this.#run();
  }

  clear(): void {
    this.#number++;
    this.#answered = this.#number;
    this.#finding = undefined;
    this.#revision = 0;
    this.#head = undefined;
    this.#kept = new Map();
    this.#fault = undefined;
  }

  /** The rows from one place to another, both included, wherever they are. Rejects with a fault. */
  async between(first: number, last: number): Promise<LinkRow[]> {
    const finding = this.#finding;
    const found: LinkRow[] = [];
    let index = first;
    while (finding && index <= last) {
      const here = this.rowAt(index);
      if (here) {
        found.push(here);
        index++;
        continue;
      }
      const answer = await this.#find({ ...finding, offset: index, limit: BULK_ROWS });
      if (finding !== this.#finding || answer.rows.length === 0) break;
      const rows = answer.rows.slice(0, last - index + 1);
      found.push(...rows);
      index += rows.length;
    }
    return found;
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      let page = this.#next();
      while (page !== undefined && (await this.#read(page))) page = this.#next();
    } finally {
      this.#running = false;
    }
  }

  /** False when there is no use in going on. */
  async #read(page: number): Promise<boolean> {
    const finding = this.#finding;
    const number = this.#number;
    const revision = this.#revision;
    if (!finding) return false;
    try {
      const offset = page * PAGE_ROWS;
      const answer = await this.#find({ ...finding, offset, limit: PAGE_ROWS });
      if (number === this.#number) this.#take(page, answer, Math.max(revision, answer.revision));
    } catch (reason) {
      if (number !== this.#number) return true;
      this.#fault = asFault(reason);
      return false;
    }
    return true;
  }

  /** The page to be read next: of a new question the first one, else what is in view and not here or not fresh. */
  #next(): number | undefined {
    if (!this.#finding) return undefined;
    if (this.pending) return 0;
    const end = Math.min(this.#last, this.count);
    const first = Math.floor(Math.min(this.#first, Math.max(end - 1, 0)) / PAGE_ROWS);
    const last = Math.floor(Math.max(end - 1, 0) / PAGE_ROWS);
    const inView = Array.from({ length: last - first + 1 }, (_, nth) => first + nth);
    return (
      inView.find((page) => !this.#kept.has(page) && page * PAGE_ROWS < this.count) ??
      inView.find((page) => (this.#kept.get(page)?.revision ?? Infinity) < this.#revision) ??
      (this.#head && this.#head.revision < this.#revision ? first : undefined)
    );
  }

  #take(page: number, answer: LinksPage, revision: number): void {
    const isNew = this.pending;
    this.#revision = Math.max(this.#revision, revision);
    this.#fault = undefined;
    this.#head = { ...answer, rows: [], revision };
    const kept = new Map(isNew ? [] : this.#kept);
    kept.set(page, { rows: answer.rows, revision });
    if (kept.size > PAGES_MAX) {
      const middle = (this.#first + this.#last) / 2 / PAGE_ROWS;
      const far = (one: number) => Math.abs(one + 0.5 - middle);
      const farthest = [...kept.keys()].reduce((a, b) => (far(b) > far(a) ? b : a));
      kept.delete(farthest);
    }
    this.#kept = kept;
    this.#answered = this.#number;
  }
}
