// Says every change of what is on its way once, for those who do not see it. A repeat that changes nothing is no news.

import type { IntentView, StepView } from "../ipc/api";
import { news as words, openingOf, stepTitle } from "../text/outbox";

/** More changes at once than this are told in one sentence. */
const TOLD_MAX = 3;
/** As many lines stay as a screen reader may still be reading. */
const KEPT = 4;

export type NewsLine = { id: number; text: string };

export class News {
  #what: (intent: IntentView) => string;
  #told = new Map<string, string>();
  #begun = false;
  #count = 0;
  #lines = $state.raw<readonly NewsLine[]>([]);

  constructor(what: (intent: IntentView) => string) {
    this.#what = what;
  }

  get lines(): readonly NewsLine[] {
    return this.#lines;
  }

  hear(intents: readonly IntentView[]): void {
    const changes = intents.flatMap((intent) =>
      stepsOf(intent)
        .filter((step) => this.#isNews(intent, step))
        .map((step) => stepTitle(intent, step, this.#what(intent))),
    );
    this.#begun = true;
    if (changes.length > TOLD_MAX) this.#say(words.changes(changes.length));
    else for (const change of changes) this.#say(change);
  }

  /** What was said goes with the profile it was said in; it is not said again. */
  clear(): void {
    this.#lines = [];
  }

  #isNews(intent: IntentView, step: StepView): boolean {
    const before = this.#told.get(step.id);
    // A further try of what has been told to wait is none; how that ends may be.
    if (step.state === "sending" && before !== undefined) return false;
    const now = `${step.state} ${step.fault?.code ?? ""}`;
    this.#told.set(step.id, now);
    // When the page opens, only what was left unfinished is told.
    return now !== before && (this.#begun || intent.recovered);
  }

  #say(text: string): void {
    this.#lines = [...this.#lines.slice(1 - KEPT), { id: ++this.#count, text }];
  }
}

/** Emails of a link that is not made or changed yet have nothing to tell of their own. */
function stepsOf(intent: IntentView): StepView[] {
  const opening = openingOf(intent);
  if (!opening) return intent.emails;
  return opening.state === "done" ? [opening, ...intent.emails] : [opening];
}
