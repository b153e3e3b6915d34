// The one line that tells what just happened, seen for a few seconds and read out by screen readers.

export type Line = {
  id: number;
  text: string;
  tone: "good" | "bad";
  /** Screen readers are told the same by other means. */
  silent: boolean;
};

const SHOWN_MS = 6000;

export class Spoken {
  #line = $state.raw<Line | undefined>();
  #count = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  get line(): Line | undefined {
    return this.#line;
  }

  say(text: string): void {
    this.#show(text, "good");
  }

  /** For the eyes: what becomes of what is on its way is read out as news already. */
  show(text: string): void {
    this.#show(text, "good", true);
  }

  complain(text: string): void {
    this.#show(text, "bad");
  }

  #show(text: string, tone: Line["tone"], silent = false): void {
    clearTimeout(this.#timer);
    this.#line = { id: ++this.#count, text, tone, silent };
    this.#timer = setTimeout(() => (this.#line = undefined), SHOWN_MS);
  }
}
