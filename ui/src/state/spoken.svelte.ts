// What just happened, told in one line for a few seconds and read out by screen readers; and what just failed, which
// stays until it is put away or the next thing works.

export type Line = {
  id: number;
  text: string;
  /** Who is told: the others are told the same by other means. */
  for: "all" | "eyes" | "ears";
  /** Takes it back. */
  undo?: (() => void) | undefined;
  /** What comes next. */
  next?: Next | undefined;
};

export type Next = { label: string; act: () => void };

/** What fails once more is told once more. */
export type Complaint = { id: number; text: string };

/** A line stays at least so long, and as long as the pointer or the focus is on it. */
export const SHOWN_MS = 6000;

export class Spoken {
  #line = $state.raw<Line | undefined>();
  #complaint = $state.raw<Complaint | undefined>();
  #count = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  get line(): Line | undefined {
    return this.#line;
  }

  get complaint(): Complaint | undefined {
    return this.#complaint;
  }

  /** `undo` takes back what is told. */
  say(text: string, undo?: () => void): void {
    this.#show({ text, undo, for: "all" });
  }

  /** With what comes next at one press. */
  offer(text: string, next: Next): void {
    this.#show({ text, next, for: "all" });
  }

  /** For the eyes: what becomes of what is on its way is read out as news already. */
  show(text: string): void {
    this.#show({ text, for: "eyes" });
  }

  /** For the ears: what is to be seen where one is. */
  tell(text: string): void {
    this.#show({ text, for: "ears" });
  }

  complain(text: string): void {
    this.#complaint = { id: ++this.#count, text };
  }

  /** What failed is no matter any more. */
  calm(): void {
    this.#complaint = undefined;
  }

  /** Somebody is at the line: it stays. */
  hold(): void {
    clearTimeout(this.#timer);
  }

  /** They left it: it stays for its time, counted anew. */
  release(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.hide(), SHOWN_MS);
  }

  hide(): void {
    clearTimeout(this.#timer);
    this.#line = undefined;
  }

  #show(line: Omit<Line, "id">): void {
    this.#line = { id: ++this.#count, ...line };
    this.release();
  }
}
