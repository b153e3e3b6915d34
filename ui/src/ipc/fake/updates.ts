// Newer versions of Paylink, as far as the page can tell them from the real ones. A test says what comes of a look and of
// a download, and when.

import type { UpdateSource, UpdateTrouble, UpdatesView, UpdateView } from "../bindings";

export class FakeUpdates {
  source: UpdateSource = "paylink";
  /** What there is to be found. */
  newer: UpdateView | null = null;
  /** What the next look, and the next download, come to. */
  trouble: UpdateTrouble | null = null;
  /** How far a download comes before it waits for `finish`; it goes through at once if this is absent. */
  stallsAt: number | undefined;
  /** What was installed. */
  readonly installed: string[] = [];

  #view: UpdatesView;
  #listeners = new Set<(view: UpdatesView) => void>();
  #finish: (() => void) | undefined;
  #stopped = false;
  #found: (version: string | null) => void;

  /** `found` hears what the desk is to tell of. */
  constructor(found: (version: string | null) => void, newer?: UpdateView) {
    this.#found = found;
    this.newer = newer ?? null;
    this.#view = {
      version: "1.1.0",
      source: this.source,
      doing: null,
      found: newer ?? null,
      lookedAt: newer ? new Date().toISOString() : null,
      trouble: null,
    };
  }

  get view(): UpdatesView {
    return { ...this.#view, source: this.source };
  }

  async look(): Promise<UpdatesView> {
    this.#set({ doing: { step: "looking" }, trouble: null });
    await Promise.resolve();
    if (this.trouble) return this.#set({ doing: null, trouble: this.trouble });
    this.#found(this.newer?.version ?? null);
    return this.#set({ doing: null, found: this.newer, lookedAt: new Date().toISOString() });
  }

  async install(version: string): Promise<UpdatesView> {
    this.#stopped = false;
    this.#set({ doing: { step: "downloading", percent: null }, trouble: null });
    if (this.stallsAt !== undefined) {
      this.#set({ doing: { step: "downloading", percent: this.stallsAt } });
      await new Promise<void>((resolve) => (this.#finish = resolve));
    }
    if (this.#stopped) return this.#set({ doing: null });
    if (this.trouble) return this.#set({ doing: null, trouble: this.trouble });
    this.installed.push(version);
    // The real one is gone a moment after this.
    return this.#set({ doing: { step: "installing" } });
  }

  stop(): UpdatesView {
    this.#stopped = true;
    this.#finish?.();
    return this.view;
  }

  /** Lets a download that stalls go through. */
  finish(): void {
    this.#finish?.();
  }

  listen(listener: (view: UpdatesView) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #set(change: Partial<UpdatesView>): UpdatesView {
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener(this.view);
    return this.view;
  }
}
