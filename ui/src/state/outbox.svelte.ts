// What was sent and is not settled, or settled and not yet seen. The Rust side settles; this passes on what it says.

import type { Api, Decision, IntentView, OutboxView } from "../ipc/api";

export class Outbox {
  #api: Api;
  #view = $state.raw<OutboxView>({ intents: [] });
  #watchers = new Map<string, (intent: IntentView) => void>();

  constructor(api: Api) {
    this.#api = api;
  }

  async start(): Promise<() => void> {
    const stop = await this.#api.onOutboxChanged((view) => this.#take(view));
    this.#take(await this.#api.listOutbox());
    return stop;
  }

  get intents(): readonly IntentView[] {
    return this.#view.intents;
  }

  /** Every change of one request's intent, until stopped. */
  watch(requestId: string, watcher: (intent: IntentView) => void): () => void {
    this.#watchers.set(requestId, watcher);
    return () => {
      if (this.#watchers.get(requestId) === watcher) this.#watchers.delete(requestId);
    };
  }

  async takeBack(stepId: string): Promise<void> {
    this.#take(await this.#api.takeBack(stepId));
  }

  async retryNow(stepId: string): Promise<void> {
    this.#take(await this.#api.retryNow(stepId));
  }

  async decide(stepId: string, decision: Decision): Promise<void> {
    this.#take(await this.#api.decide({ stepId, decision }));
  }

  async dismiss(intentId: string): Promise<void> {
    this.#take(await this.#api.dismiss(intentId));
  }

  #take(view: OutboxView): void {
    this.#view = view;
    for (const intent of view.intents) this.#watchers.get(intent.requestId)?.(intent);
  }
}

/** Whether nothing about it will change by itself or needs the user. */
export function isSettled(intent: IntentView): boolean {
  return [intent.create, ...intent.emails].every(
    (step) => step === null || ["done", "takenBack", "dropped", "refused"].includes(step.state),
  );
}
