// What was sent and is not settled, or settled and not yet seen. The Rust side settles; this passes on what it says.

import type { Api, Decision, IntentView, OutboxView, StepView } from "../ipc/api";

export class Outbox {
  #api: Api;
  #view = $state.raw<OutboxView>({ intents: [], more: 0 });
  #watchers = new Map<string, (intent: IntentView) => void>();
  #heard = 0;
  #hear: (intents: readonly IntentView[]) => void;

  /** `hear` is told of all that came, whoever watches. */
  constructor(api: Api, hear: (intents: readonly IntentView[]) => void) {
    this.#api = api;
    this.#hear = hear;
  }

  async start(): Promise<() => void> {
    const stop = await this.#api.onOutboxChanged((view) => {
      this.#heard++;
      this.#take(view);
    });
    await this.#ask(() => this.#api.listOutbox());
    return stop;
  }

  get intents(): readonly IntentView[] {
    return this.#view.intents;
  }

  /** How many there are beyond those. */
  get more(): number {
    return this.#view.more;
  }

  /** Every change of one request's intent, until stopped. */
  watch(requestId: string, watcher: (intent: IntentView) => void): () => void {
    this.#watchers.set(requestId, watcher);
    return () => {
      if (this.#watchers.get(requestId) === watcher) this.#watchers.delete(requestId);
    };
  }

  async takeBack(stepId: string): Promise<void> {
    await this.#ask(() => this.#api.takeBack(stepId));
  }

  async retryNow(stepId: string): Promise<void> {
    await this.#ask(() => this.#api.retryNow(stepId));
  }

  async decide(stepId: string, decision: Decision): Promise<void> {
    await this.#ask(() => this.#api.decide({ stepId, decision }));
  }

  async dismiss(intentId: string): Promise<void> {
    await this.#ask(() => this.#api.dismiss(intentId));
  }

  /** Takes the dismissal back. */
  async showAgain(intentId: string): Promise<void> {
    await this.#ask(() => this.#api.showAgain(intentId));
  }

  /** What was announced meanwhile may be newer than the answer; what is newer than both is still to be announced. */
  async #ask(question: () => Promise<OutboxView>): Promise<void> {
    const heard = this.#heard;
    const view = await question();
    if (heard === this.#heard) this.#take(view);
  }

  #take(view: OutboxView): void {
    this.#view = view;
    this.#hear(view.intents);
    for (const intent of view.intents) this.#watchers.get(intent.requestId)?.(intent);
  }
}

/** Everything that is sent for it, in its order. */
export function stepsOf(intent: IntentView): StepView[] {
  const steps = [intent.create, intent.change, intent.deactivate, ...intent.emails];
  return steps.filter((step) => step !== null);
}

/** Whether nothing about it will change by itself or needs the user. */
export function isSettled(intent: IntentView): boolean {
  return stepsOf(intent).every(({ state }) =>
    ["done", "takenBack", "dropped", "refused"].includes(state),
  );
}

/** Whether it goes on only when the user has done something. */
export function needsUser(intent: IntentView): boolean {
  return stepsOf(intent).some(({ state }) => ["held", "refused", "needsDecision"].includes(state));
}
