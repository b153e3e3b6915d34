// Deactivating a link for good, and what became of the request.

import type { Fault, IntentView, LinkView } from "../ipc/api";
import { complaintSentence } from "../text/complaints";
import { deactivateEffect } from "../text/link";
import type { Paylink } from "./paylink.svelte";
import { Sending } from "./sending.svelte";
import { newUuid } from "./uuid";

export class Deactivation {
  reason = $state("");

  #paylink: Paylink;
  #link: LinkView;
  #sending: Sending;
  #requestId = newUuid();
  #fault = $state.raw<Fault | undefined>();
  #stage = $state<"asking" | "sending" | "underWay" | "done">("asking");
  #over: () => void;

  constructor(paylink: Paylink, link: LinkView, over: () => void) {
    this.#paylink = paylink;
    this.#link = link;
    this.#over = over;
    this.#sending = new Sending(
      paylink.outbox,
      (intent) => this.#follow(intent),
      (fault) => paylink.complainOf(paylink.what(link), fault, deactivateEffect),
    );
  }

  get stage() {
    return this.#stage;
  }

  get fault(): Fault | undefined {
    return this.#fault;
  }

  get intent(): IntentView | undefined {
    return this.#sending.intent;
  }

  /** What is wrong with the reason. */
  get reasonError(): string | undefined {
    const found = this.#fault?.fields[0];
    return found && complaintSentence(found);
  }

  async submit(): Promise<void> {
    if (this.#stage !== "asking") return;
    this.#fault = undefined;
    this.#stage = "sending";
    const request = {
      requestId: this.#requestId,
      profileId: this.#link.profileId,
      paymentLinkId: this.#link.paymentLinkId,
      reason: this.reason.trim(),
    };
    const fault = await this.#sending.send(request.requestId, () =>
      this.#paylink.api.deactivatePaymentLink(request),
    );
    if (fault) this.#askAgain(fault);
  }

  leave(): void {
    this.#sending.forget(this.#stage === "done");
  }

  #follow(intent: IntentView): void {
    const step = intent.deactivate;
    switch (step?.state) {
      case "done":
        this.#stage = "done";
        break;
      case "refused":
        this.#sending.forget(true);
        this.#askAgain(step.fault);
        break;
      case "takenBack":
        this.#sending.forget(true);
        this.#askAgain(null);
        break;
      case "dropped":
        this.#sending.forget(true);
        this.#over();
        break;
      case "sending":
      case undefined:
        break;
      case "waiting":
      case "checking":
      case "held":
      case "needsDecision":
        this.#stage = "underWay";
    }
  }

  #askAgain(fault: Fault | null): void {
    this.#requestId = newUuid();
    this.#fault = fault ?? undefined;
    this.#stage = "asking";
  }
}
