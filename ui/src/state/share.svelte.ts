// The Share dialog: whom to email about a link, and what became of it.

import type {
  Fault,
  Field,
  FieldComplaint,
  IntentView,
  LinkView,
  ShareView,
  WhyNot,
} from "../ipc/api";
import { emailEffectWords } from "../ipc/faults";
import { complaintSentence } from "../text/complaints";
import { suggestedMessage } from "../text/new-link";
import { listedFew } from "../text/outbox";
import { reminder, reminderLabel, reminderMessage, share, shareLabel } from "../text/share";
import { isSettled } from "./outbox.svelte";
import type { Paylink } from "./paylink.svelte";
import { Recipients } from "./recipients.svelte";
import { Sending } from "./sending.svelte";
import { newUuid } from "./uuid";

/** Shares this close together were one press. */
const ONE_PRESS_MS = 120_000;

/** A link is emailed, or those who have it are reminded of it. */
export type ShareKind = "link" | "reminder";

export class ShareForm {
  copyToMe = $state(false);
  readonly link: LinkView;
  readonly recipients: Recipients;
  readonly kind: ShareKind;

  #paylink: Paylink;
  #sending: Sending;
  #over: () => void;
  #requestId = newUuid();
  #message = $state<string | null>(null);
  #complaints = $state.raw<readonly FieldComplaint[]>([]);
  #fault = $state.raw<Fault | undefined>();
  #underWay = $state(false);
  #blocked = $state<WhyNot | null>(null);
  #refusals = $state(0);

  /** `over` is called when nothing is left to do here. */
  constructor(paylink: Paylink, link: LinkView, over: () => void, kind: ShareKind = "link") {
    this.#paylink = paylink;
    this.link = link;
    this.kind = kind;
    this.#over = over;
    this.#sending = new Sending(
      paylink.outbox,
      (intent) => this.#follow(intent),
      (fault) => paylink.complainOf(paylink.what(link), fault, emailEffectWords),
    );
    this.recipients = new Recipients(paylink.people, lastRecipients(link.shares));
    this.copyToMe = paylink.desk.active?.defaults.copyToMe ?? false;
  }

  get message(): string {
    return this.#message ?? this.#suggested;
  }

  set message(message: string) {
    this.#message = message;
    this.#complaints = this.#complaints.filter((complaint) => complaint.field !== "message");
  }

  suggestMessage(): void {
    this.#message = null;
  }

  get fault(): Fault | undefined {
    return this.#fault;
  }

  /** Of a refusal because of how the link stands: what became of it. */
  get blocked(): WhyNot | null {
    return this.#blocked;
  }

  get busy(): boolean {
    return this.#underWay;
  }

  get refusals(): number {
    return this.#refusals;
  }

  get label(): string {
    const who = this.recipients.filled.map((recipient) => recipient.email || recipient.name);
    return this.kind === "reminder" ? reminderLabel(who) : shareLabel(who);
  }

  recipientsEdited(): void {
    this.#complaints = this.#complaints.filter((complaint) => complaint.field === "message");
  }

  error(field: Field, line?: number): string | undefined {
    const found = this.#complaints.find(
      (complaint) =>
        complaint.field === field &&
        (line === undefined || this.recipients.lineOf(complaint.index ?? 0) === line),
    );
    return found && complaintSentence(found);
  }

  async submit(): Promise<void> {
    if (this.#underWay) return;
    const recipients = [...this.recipients.filled];
    if (recipients.length === 0) return this.#refuse(NOBODY);
    if (this.recipients.askAll()) return;
    this.#underWay = true;
    this.#fault = undefined;
    this.#complaints = [];
    const request = {
      requestId: this.#requestId,
      profileId: this.link.profileId,
      paymentLinkId: this.link.paymentLinkId,
      recipients,
      message: this.message,
      copyToMe: this.copyToMe,
      reminder: this.kind === "reminder",
    };
    const fault = await this.#sending.send(request.requestId, () =>
      this.#paylink.api.sharePaymentLink(request),
    );
    if (fault) this.#refuseAll(fault);
  }

  leave(): void {
    const intent = this.#sending.intent;
    this.#sending.forget(intent !== undefined && isSettled(intent) && intent.state === "done");
  }

  #follow(intent: IntentView): void {
    const refused = intent.emails.find((step) => step.state === "refused");
    if (refused && intent.emails.every((step) => step.state === "refused")) {
      const { fault } = refused;
      this.#sending.forget(true);
      if (fault) this.#refuseAll(fault);
      return;
    }
    if (intent.state === "sending") return;
    const { spoken } = this.#paylink;
    if (intent.state === "done") {
      const words = this.kind === "reminder" ? reminder : share;
      const emails = intent.emails.map(({ recipient }) => recipient?.email ?? "");
      spoken.show(words.emailed(listedFew(emails)));
    } else if (intent.state === "waiting") spoken.show(share.waiting);
    else if (intent.state === "checking") spoken.show(share.checking);
    else if (intent.state === "takenBack") spoken.show(share.takenBack);
    else if (intent.state === "dropped") spoken.show(share.leftOpen);
    else spoken.show(share.undecided);
    this.leave();
    this.#over();
  }

  #refuseAll(fault: Fault): void {
    // Paid or ended meanwhile: the list is to say so, too.
    if (fault.code === "linkNotUsable") void this.#askWhy();
    this.#fault = fault.code === "checkFields" && fault.fields.length > 0 ? undefined : fault;
    this.#requestId = newUuid();
    this.#refuse(fault.fields);
  }

  /** What became of the link: this computer may know it, or after a look at the gateway's list. */
  async #askWhy(): Promise<void> {
    const looked = this.#paylink.links.refresh();
    this.#blocked = await this.#why();
    await looked;
    this.#blocked ??= await this.#why();
  }

  async #why(): Promise<WhyNot | null> {
    const details = await this.#paylink.api.getLink(this.link.paymentLinkId).catch(() => undefined);
    return details?.link.shareBlocked ?? null;
  }

  #refuse(complaints: readonly FieldComplaint[]): void {
    this.#underWay = false;
    this.#complaints = complaints;
    this.#refusals++;
  }

  get #suggested(): string {
    const message = this.kind === "reminder" ? reminderMessage : suggestedMessage;
    return message(this.#paylink.toTell(this.link));
  }
}

const NOBODY: readonly FieldComplaint[] = [
  { field: "recipientEmail", index: 0, complaint: "missing", limit: null, detail: null },
];

/** The people of the last press, each once. */
export function lastRecipients(shares: readonly ShareView[]): ShareView[] {
  const newest = shares[0];
  if (!newest) return [];
  const since = Date.parse(newest.at) - ONE_PRESS_MS;
  const recent = shares.filter((share) => Date.parse(share.at) >= since);
  return recent.filter(
    (share, at) => recent.findIndex((other) => other.email === share.email) === at,
  );
}
