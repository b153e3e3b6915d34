// Everything about the link on the screen: what this computer remembers at once, then what the gateway says.

import { untrack } from "svelte";
import type { Api, Fault, LinkDetails } from "../ipc/api";
import { asFault } from "../ipc/faults";

export class OneLink {
  readonly paymentLinkId: string;

  #api: Api;
  #details = $state.raw<LinkDetails | undefined>();
  #unread = $state.raw<Fault | undefined>();
  #fault = $state.raw<Fault | undefined>();
  #asking = $state(false);
  #question = 0;
  #taken = 0;

  /** `known` is what this computer has already told. */
  constructor(api: Api, paymentLinkId: string, known?: LinkDetails) {
    this.#api = api;
    this.paymentLinkId = paymentLinkId;
    this.#details = known;
  }

  /** Undefined until this computer has told what it remembers. */
  get details(): LinkDetails | undefined {
    return this.#details;
  }

  /** Why this computer knows nothing of the link. */
  get unread(): Fault | undefined {
    return this.#details ? undefined : this.#unread;
  }

  /** Why the last look at the gateway failed: what is shown is what this computer remembers. */
  get fault(): Fault | undefined {
    return this.#fault;
  }

  get asking(): boolean {
    return this.#asking;
  }

  /** Reads it, asks the gateway, and reads it again whenever links change. What it returns stops that. */
  start(): () => void {
    const stopped = this.#api.onLinksStateChanged(() => void this.read());
    // Whoever starts it in an effect does not start it again for each answer.
    const isKnown = untrack(() => this.#details !== undefined);
    void (isKnown ? Promise.resolve() : this.read()).then(() => this.check());
    return () => void stopped.then((stop) => stop());
  }

  /** What this computer remembers. */
  async read(): Promise<void> {
    const question = ++this.#question;
    try {
      this.#take(question, await this.#api.getLink(this.paymentLinkId));
    } catch (reason) {
      this.#unread = asFault(reason);
    }
  }

  /** What the gateway says. A second press while it is asked does nothing. */
  async check(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    const question = ++this.#question;
    try {
      const details = await this.#api.checkLinkDetails(this.paymentLinkId);
      this.#fault = undefined;
      // What was read meanwhile may be of before or after this answer; what is kept by now holds both.
      if (question < this.#taken) await this.read();
      else this.#take(question, details);
    } catch (reason) {
      this.#fault = asFault(reason);
      await this.read();
    } finally {
      this.#asking = false;
    }
  }

  /** An answer that a later one has overtaken is dropped. */
  #take(question: number, details: LinkDetails): void {
    if (question < this.#taken) return;
    const before = this.#details?.link.status;
    this.#taken = question;
    this.#details = details;
    // What turned its status may be a payment, and of that this computer knows nothing yet.
    if (before !== undefined && before !== details.link.status) void this.check();
  }
}
