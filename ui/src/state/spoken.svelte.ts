// The one line that tells what just happened, seen for a few seconds and read out by screen readers.

export type Line = { id: number; text: string; tone: "good" | "bad" };

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

  complain(text: string): void {
    this.#show(text, "bad");
  }

  #show(text: string, tone: Line["tone"]): void {
    clearTimeout(this.#timer);
    this.#line = { id: ++this.#count, text, tone };
    this.#timer = setTimeout(() => (this.#line = undefined), SHOWN_MS);
  }
}
