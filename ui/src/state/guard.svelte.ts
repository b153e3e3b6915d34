// Is there an open link like the one that is about to be made? Asked quietly while somebody types. Whoever types faster
// than that is told at the press; an answer that takes too long, or none, holds nothing up.

import type { AlikeView, Api, FindAlike } from "../ipc/api";
import { soon } from "./patience";

/** How long nothing is typed before it is asked. */
const PAUSE_MS = 250;

export class Guard {
  #api: Api;
  #alike = $state.raw<readonly AlikeView[]>([]);
  #considered = "";
  /** Whether what was found is what there is to be told of the form as it is. */
  #answered = false;
  /** The question about the form as it is, once it was put. */
  #asked: Promise<void> | undefined;
  #question = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(api: Api) {
    this.#api = api;
  }

  /** Newest first. */
  get alike(): readonly AlikeView[] {
    return this.#alike;
  }

  /** What the form says by now; null while there is nothing to ask. What was found for another form is gone at once. */
  consider(form: FindAlike | null): void {
    const considered = form === null ? "" : JSON.stringify(form);
    if (considered === this.#considered) return;
    this.forget();
    this.#considered = considered;
    if (form === null) return;
    this.#timer = setTimeout(() => (this.#asked = this.#ask(form)), PAUSE_MS);
  }

  /** Asked at the press. True if something is found that was not told yet. */
  async findNow(form: FindAlike): Promise<boolean> {
    this.consider(form);
    if (this.#answered) return false;
    clearTimeout(this.#timer);
    await soon((this.#asked ??= this.#ask(form)));
    return this.#alike.length > 0;
  }

  /** The next form is asked about afresh. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#question++;
    this.#considered = "";
    this.#answered = false;
    this.#asked = undefined;
    this.#alike = [];
  }

  /** A guard is a comfort: a failure finds nothing, and is told elsewhere if it matters. */
  async #ask(form: FindAlike): Promise<void> {
    const question = this.#question;
    const alike = await this.#api.findAlike(form).catch(() => []);
    if (question !== this.#question) return;
    this.#answered = true;
    this.#alike = alike;
  }
}
