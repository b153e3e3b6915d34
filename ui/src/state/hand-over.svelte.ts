// Handing a link over by other means than an email of the gateway's, and what came of the last try.

import type { Fault, HandOver, LinkView, QrFormat } from "../ipc/api";
import { asFault } from "../ipc/faults";
import { buttonDialog, messageDialog, messengerText, qrDialog } from "../text/hand-over";
import type { Paylink } from "./paylink.svelte";

export class HandingOver {
  readonly link: LinkView;

  #paylink: Paylink;
  #told = $state("");
  #fault = $state.raw<Fault | undefined>();
  #busy = $state(false);

  constructor(paylink: Paylink, link: LinkView) {
    this.#paylink = paylink;
    this.link = link;
  }

  /** What was done, in words; empty at first and after a failure. */
  get told(): string {
    return this.#told;
  }

  get fault(): Fault | undefined {
    return this.#fault;
  }

  get busy(): boolean {
    return this.#busy;
  }

  get suggestedMessage(): string {
    return messengerText({ ...this.#paylink.toTell(this.link), url: this.link.url });
  }

  /** The link was handed over all the same; only its history may lack that. */
  note(how: HandOver): void {
    const { profileId, paymentLinkId } = this.link;
    void this.#paylink.api.noteHandOver(profileId, paymentLinkId, how).catch(() => {});
  }

  async copyQr(): Promise<void> {
    await this.#do(async () => {
      await this.#paylink.api.copyQr(this.link.paymentLinkId);
      return qrDialog.copied;
    });
  }

  async saveQr(format: QrFormat): Promise<void> {
    await this.#do(async () => {
      const saved = await this.#paylink.api.saveQr(this.link.paymentLinkId, format);
      return qrDialog.saved(saved.folder, saved.fileName);
    });
  }

  async copyMessage(message: string): Promise<void> {
    await this.#do(async () => {
      await this.#paylink.api.copyMessage(message);
      this.note("messageCopied");
      return messageDialog.copied;
    });
  }

  async copyButton(): Promise<void> {
    await this.#do(async () => {
      await this.#paylink.api.copyLink(this.link.paymentLinkId, "buttonHtml");
      return buttonDialog.copied;
    });
  }

  /** Whoever gets the sheet has the QR code. Whether it was printed after all, the system does not tell. */
  async print(): Promise<void> {
    await this.#do(async () => {
      await this.#paylink.api.printWindow();
      this.note("qrShown");
      return "";
    });
  }

  async #do(act: () => Promise<string>): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    this.#told = "";
    this.#fault = undefined;
    try {
      this.#told = await act();
    } catch (reason) {
      this.#fault = asFault(reason);
    }
    this.#busy = false;
  }
}
