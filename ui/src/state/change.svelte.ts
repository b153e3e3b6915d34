// Changing a link: what may be changed of its kind, whom it breaks the link for, and what became of the request.

import { parseAmount, type ParsedAmount } from "../format/amount";
import { editableAmount } from "../format/money";
import type {
  Agreement,
  AuthType,
  Fault,
  Field,
  FieldComplaint,
  IntentView,
  LinkDetails,
  LinkValues,
  ShareView,
} from "../ipc/api";
import { changeEffectWords } from "../ipc/faults";
import { changedMessage, changeLabel, changeLink, savedWords } from "../text/change-link";
import { amountSentence, complaintSentence } from "../text/complaints";
import { links } from "../text/links";
import { isSettled, stepsOf } from "./outbox.svelte";
import type { Paylink } from "./paylink.svelte";
import { Sending } from "./sending.svelte";
import { newUuid } from "./uuid";

export type ChangeInput = {
  amount: string;
  currency: string;
  description: string;
  authType: AuthType;
  /** A day, nothing, or what was typed while that is none. */
  expiresOn: string;
  buttonLabel: string;
  saveDetails: boolean;
  agreement: Agreement;
};

/** Which of the values that can be changed a field of the form stands for. */
const FIELDS = {
  amount: "amount",
  currency: "currency",
  description: "description",
  authType: "authType",
  expiresOn: "expiresOn",
  buttonLabel: "buttonLabel",
  saveDetails: "saveDetails",
  agreement: "saveDetails",
} as const satisfies Record<keyof ChangeInput, Field>;

/** All that can be changed: the form and the link call it the same. */
const KEYS: readonly (keyof ChangeInput & keyof LinkValues)[] = [
  "amount",
  "currency",
  "description",
  "authType",
  "expiresOn",
  "buttonLabel",
  "saveDetails",
  "agreement",
];

/** The link as it turned out to be, beside what was typed over an older state of it. */
export type Conflict = { now: LinkValues; typed: LinkValues };

export class ChangeForm {
  copyToMe = $state(false);

  #paylink: Paylink;
  #over: (what: "saved" | "left") => void;
  #sending: Sending;
  #requestId = newUuid();
  #details: LinkDetails;
  #before: LinkValues;
  #input: ChangeInput;
  #without = $state.raw<ReadonlySet<string>>(new Set());
  #message = $state<string | null>(null);
  #complaints = $state.raw<readonly FieldComplaint[]>([]);
  #amountError = $state<string | undefined>();
  #nothing = $state(false);
  #fault = $state.raw<Fault | undefined>();
  #conflict = $state.raw<Conflict | undefined>();
  #stage = $state<"form" | "sending" | "result">("form");
  #refusals = $state(0);
  #touched = false;
  /** Once the form was left: keeps it for whoever comes back. */
  #keep: (() => void) | undefined;
  #parsed: ParsedAmount;

  /** `over` is called when nothing is left to do here. */
  constructor(paylink: Paylink, details: LinkDetails, over: (what: "saved" | "left") => void) {
    this.#paylink = paylink;
    this.#over = over;
    this.#sending = new Sending(
      paylink.outbox,
      (intent) => void this.#follow(intent),
      (fault) => void this.#returnToForm(fault),
    );
    this.#details = $state.raw(details);
    this.#before = $state.raw(details.values);
    this.#input = $state(inputOf(paylink, details.values));
    this.copyToMe = paylink.desk.active?.defaults.copyToMe ?? false;
    this.#parsed = $derived(
      parseAmount(this.#input.amount, this.#input.currency, this.#exponent, paylink.desk.locale),
    );
  }

  get details(): LinkDetails {
    return this.#details;
  }

  /** What the user saw when the form was opened, or chose to go on from. */
  get before(): LinkValues {
    return this.#before;
  }

  get values(): Readonly<ChangeInput> & { customerEnters: boolean } {
    return { ...this.#input, customerEnters: this.#before.amount === null };
  }

  get stage() {
    return this.#stage;
  }

  get busy(): boolean {
    return this.#stage === "sending";
  }

  get intent(): IntentView | undefined {
    return this.#sending.intent;
  }

  get fault(): Fault | undefined {
    return this.#fault;
  }

  get conflict(): Conflict | undefined {
    return this.#conflict;
  }

  get refusals(): number {
    return this.#refusals;
  }

  get touched(): boolean {
    return this.#touched;
  }

  /** Any change gives a link for one payment a new address; one for many payments keeps its own. */
  get renewsAddress(): boolean {
    return this.details.link.linkType === "singleUse";
  }

  can(field: Field): boolean {
    return this.details.canChange.includes(field);
  }

  get amountShown(): string | null {
    const { currency } = this.#input;
    // What was typed in the place of a currency may be none.
    const known = this.#paylink.desk.knows(currency);
    if (this.#before.amount === null || !this.#parsed.ok || !known) return null;
    return this.#paylink.money(this.#parsed.minor, currency);
  }

  /** The link as it will be; an amount that cannot be read yet stays as it was. */
  get after(): LinkValues {
    const input = this.#input;
    const before = this.#before;
    const amount = this.#parsed.ok ? this.#parsed.minor : before.amount;
    return {
      amount: this.can("amount") && before.amount !== null ? amount : before.amount,
      currency: this.can("currency") ? input.currency : before.currency,
      description: this.can("description") ? input.description : before.description,
      authType: this.can("authType") ? input.authType : before.authType,
      expiresOn: this.can("expiresOn") ? input.expiresOn || null : before.expiresOn,
      buttonLabel: this.can("buttonLabel") ? input.buttonLabel : before.buttonLabel,
      saveDetails: this.can("saveDetails") ? input.saveDetails : before.saveDetails,
      agreement: !this.can("saveDetails")
        ? before.agreement
        : input.saveDetails
          ? input.agreement
          : null,
    };
  }

  get isDifferent(): boolean {
    return !isSame(this.#before, this.after) || !this.#parsedOrFixed;
  }

  /** Each person who was emailed the present address, newest first. */
  get holders(): readonly ShareView[] {
    if (!this.renewsAddress) return [];
    const { holders } = this.details;
    return holders.filter(
      ({ email }, at) => holders.findIndex((other) => isSameEmail(other.email, email)) === at,
    );
  }

  isEmailed(holder: ShareView): boolean {
    return !this.#without.has(holder.email);
  }

  pick(holder: ShareView, on: boolean): void {
    const without = new Set(this.#without);
    if (on) without.delete(holder.email);
    else without.add(holder.email);
    this.#without = without;
    this.#complaints = this.#complaints.filter(
      ({ field }) => field !== "recipientEmail" && field !== "recipientName",
    );
  }

  get recipients(): readonly ShareView[] {
    return this.holders.filter((holder) => this.isEmailed(holder));
  }

  get message(): string {
    return this.#message ?? this.#suggested;
  }

  get messageIsTheirs(): boolean {
    return this.#message !== null;
  }

  writeMessage(message: string | null): void {
    this.#message = message;
    this.#touched = true;
    this.#complaints = this.#complaints.filter(({ field }) => field !== "message");
  }

  /** The present address is with somebody, as far as is known. */
  get isOut(): boolean {
    return this.renewsAddress && (this.holders.length > 0 || this.details.handedOver > 0);
  }

  /** By name, whom a change breaks the link for. */
  get names(): readonly string[] {
    return this.holders.map(({ name, email }) => name || email);
  }

  get label(): string {
    if (!this.isDifferent) return changeLabel([], false);
    return changeLabel(
      this.recipients.map(({ email }) => email),
      this.holders.length > 0,
    );
  }

  set<K extends keyof ChangeInput>(key: K, value: ChangeInput[K]): void {
    this.#input[key] = value;
    this.#touched = true;
    this.#nothing = false;
    const field = FIELDS[key];
    this.#complaints = this.#complaints.filter((complaint) => complaint.field !== field);
    if (field === "amount" || field === "currency") this.#amountError = undefined;
  }

  error(field: Field): string | undefined {
    if (field === "amount" && this.#amountError) return this.#amountError;
    if (field === "form" && this.#nothing) return changeLink.nothing;
    const found = this.#complaints.find((complaint) => complaint.field === field);
    return found && complaintSentence(found);
  }

  recipientError(holder: ShareView): string | undefined {
    const at = this.recipients.indexOf(holder);
    const found = this.#complaints.find(
      ({ field, index }) =>
        (field === "recipientEmail" || field === "recipientName") && (index ?? 0) === at,
    );
    return found && complaintSentence(found);
  }

  /** The second press while the first is under way does nothing. */
  async submit(): Promise<void> {
    if (this.#sending.busy || this.#stage !== "form" || this.#conflict) return;
    this.#fault = undefined;
    this.#complaints = [];
    if (!this.#amountIsReadable()) return this.#refuse([]);
    this.#nothing = isSame(this.#before, this.after);
    if (this.#nothing) return this.#refuse([]);
    this.#stage = "sending";
    this.#keep = undefined;
    const recipients = this.recipients.map(({ name, email }) => ({ name, email }));
    const request = {
      requestId: this.#requestId,
      profileId: this.details.link.profileId,
      paymentLinkId: this.details.link.paymentLinkId,
      before: this.#before,
      after: this.after,
      recipients,
      message: recipients.length > 0 ? this.message : "",
      copyToMe: recipients.length > 0 && this.copyToMe,
    };
    const fault = await this.#sending.send(request.requestId, () =>
      this.#paylink.api.changePaymentLink(request),
    );
    if (fault) await this.#returnToForm(fault);
  }

  /** On from how the link is by now: what was typed stays, the rest is taken as it is. */
  keepTyped(): void {
    const conflict = this.#conflict;
    if (!conflict) return;
    const before = inputOf(this.#paylink, this.#before);
    const now = inputOf(this.#paylink, conflict.now);
    for (const key of KEYS) if (this.#input[key] === before[key]) this.#put(key, now[key]);
    this.#goOnFrom(conflict.now);
  }

  /** On from how the link is by now, without what was typed. */
  takeNow(): void {
    const conflict = this.#conflict;
    if (!conflict) return;
    Object.assign(this.#input, inputOf(this.#paylink, conflict.now));
    this.#goOnFrom(conflict.now);
  }

  /** What was typed is thrown away. */
  discard(): void {
    this.#touched = false;
  }

  /**
   * The form is left. What goes on goes on by itself; what came to a good end was seen. `keep` is called if it is refused
   * after that.
   */
  leave(keep: () => void = () => {}): void {
    this.#keep = keep;
    const intent = this.intent;
    this.#sending.forget(intent !== undefined && isSettled(intent) && intent.state === "done");
  }

  async #follow(intent: IntentView): Promise<void> {
    const { change } = intent;
    if (change?.state === "refused") {
      this.#sending.forget(true);
      await this.#returnToForm(change.fault);
    } else if (change?.state === "takenBack") {
      this.#sending.forget(true);
      await this.#returnToForm(null);
      this.#paylink.spoken.show(changeLink.takenBack);
    } else if (change?.state === "dropped") {
      this.#finish("left", changeLink.leftOpen);
    } else if (change?.state === "done" && isSettled(intent) && endedWell(intent)) {
      const emailed = intent.emails.filter(({ state }) => state === "done");
      const renewed = this.renewsAddress && emailed.length === 0;
      if (!renewed) {
        const emails = emailed.map(({ recipient }) => recipient?.email ?? "");
        return this.#finish("saved", savedWords(emails));
      }
      this.#finish("saved");
      await this.#tellOfNew();
    } else if (stepsOf(intent).some(({ state }) => state === "sending")) {
      this.#showIfSlow();
    } else {
      this.#stage = "result";
    }
  }

  /** The link is a new one that nobody was emailed: it is as good as made just now. */
  async #tellOfNew(): Promise<void> {
    const { api, desk, spoken } = this.#paylink;
    const { paymentLinkId } = this.details.link;
    const copied =
      desk.preferences.copyNewLinks &&
      (await api.copyLink(paymentLinkId, "url").then(
        () => true,
        () => false,
      ));
    if (copied) spoken.say(changeLink.savedCopied);
    else {
      const act = () => void this.#paylink.copy(paymentLinkId);
      spoken.offer(changeLink.savedNew, { label: links.copy, act });
    }
  }

  #finish(what: "saved" | "left", told?: string): void {
    this.discard();
    if (told !== undefined) this.#paylink.spoken.show(told);
    this.leave();
    this.#over(what);
  }

  /** The form is held only for a moment: what takes longer goes on in sight, and leaves the user free. */
  #showIfSlow(): void {
    this.#sending.whenSlow(() => {
      if (this.#stage === "sending") this.#stage = "result";
    });
  }

  async #returnToForm(fault: Fault | null): Promise<void> {
    this.#requestId = newUuid();
    const compared = fault?.code === "changedElsewhere" && (await this.#compare());
    this.#stage = "form";
    if (!fault) return;
    if (!compared) {
      this.#fault = fault.code === "checkFields" && fault.fields.length > 0 ? undefined : fault;
      this.#refuse(fault.fields);
    }
    if (this.#keep) this.#tellUnseen(fault, this.#keep);
  }

  /** Nobody is at the form any more. */
  #tellUnseen(fault: Fault, keep: () => void): void {
    if (this.#touched) keep();
    const what = this.#paylink.what(this.#details.link);
    this.#paylink.complainOf(what, fault, changeEffectWords);
  }

  /** What the link is by now. False if that cannot be found out. */
  async #compare(): Promise<boolean> {
    const typed = this.after;
    const fresh = await this.#fresh();
    if (!fresh || fresh.changeBlocked || isSame(fresh.values, this.#before)) return false;
    this.#details = fresh;
    this.#conflict = { now: fresh.values, typed };
    this.#stage = "form";
    this.#refuse([]);
    return true;
  }

  async #fresh(): Promise<LinkDetails | undefined> {
    const { api } = this.#paylink;
    const { paymentLinkId } = this.details.link;
    try {
      return await api.checkLinkDetails(paymentLinkId);
    } catch {
      // Where that is not known either, the fault is told at the form as it came.
      return api.getLink(paymentLinkId).catch(() => undefined);
    }
  }

  #goOnFrom(now: LinkValues): void {
    this.#before = now;
    this.#conflict = undefined;
    this.#amountError = undefined;
    this.#refusals = 0;
  }

  #put<K extends keyof ChangeInput>(key: K, value: ChangeInput[K]): void {
    this.#input[key] = value;
  }

  #refuse(complaints: readonly FieldComplaint[]): void {
    this.#complaints = complaints;
    this.#refusals++;
  }

  get #parsedOrFixed(): boolean {
    return this.#before.amount === null || !this.can("amount") || this.#parsed.ok;
  }

  #amountIsReadable(): boolean {
    if (this.#parsedOrFixed || this.#parsed.ok) return true;
    const { currency } = this.#input;
    this.#amountError = amountSentence(this.#parsed.problem, currency, (minor) =>
      this.#paylink.money(minor, currency),
    );
    return false;
  }

  get #exponent(): number {
    return this.#paylink.desk.exponentOf(this.#input.currency) ?? 2;
  }

  get #suggested(): string {
    const { profileId } = this.details.link;
    return changedMessage(this.#paylink.toTell({ ...this.after, profileId }));
  }
}

/** What can be typed, filled with these values. */
function inputOf(paylink: Paylink, values: LinkValues): ChangeInput {
  const { desk } = paylink;
  const exponent = desk.exponentOf(values.currency) ?? 2;
  return {
    amount: values.amount === null ? "" : editableAmount(values.amount, exponent, desk.locale),
    currency: values.currency,
    description: values.description,
    authType: values.authType,
    expiresOn: values.expiresOn ?? "",
    buttonLabel: values.buttonLabel,
    saveDetails: values.saveDetails,
    agreement: values.agreement ?? "unscheduled",
  };
}

function isSame(one: LinkValues, other: LinkValues): boolean {
  return KEYS.every((key) => one[key] === other[key]);
}

function isSameEmail(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function endedWell(intent: IntentView): boolean {
  return intent.emails.every(({ state }) => state === "done" || state === "takenBack");
}
