// The New link form: what was typed, what is wrong with it, and what became of the request.

import { parseAmount, type ParsedAmount } from "../format/amount";
import {
  isLine,
  readLine,
  replaceIn,
  type KnownPerson,
  type LineContext,
  type LineReading,
} from "../format/line";
import { isDay } from "../format/day";
import { editableAmount } from "../format/money";
import { dayAfter, daysBetween } from "../format/time";
import type {
  Agreement,
  AlikeView,
  AuthType,
  CreatePaymentLink,
  Fault,
  Field,
  FieldComplaint,
  FindAlike,
  IntentView,
  LinkType,
  NewLinkStart,
  PaymentMethod,
  TemplateValues,
} from "../ipc/api";
import { asFault, effectWords } from "../ipc/faults";
import { amountSentence, complaintSentence } from "../text/complaints";
import { line as lineWords } from "../text/line";
import { createAnotherLabel, createLabel, newLink, suggestedMessage } from "../text/new-link";
import { link as linkWords } from "../text/link";
import { links } from "../text/links";
import { whatFor, whatOpen } from "../text/outbox";
import { linkTypeWord, methodWord } from "../text/words";
import { Guard } from "./guard.svelte";
import { isSettled } from "./outbox.svelte";
import type { Paylink } from "./paylink.svelte";
import { Recipients } from "./recipients.svelte";
import type { Like } from "./route.svelte";
import { Sending } from "./sending.svelte";

export type Values = {
  amount: string;
  customerEnters: boolean;
  currency: string;
  description: string;
  linkType: LinkType;
  authType: AuthType;
  card: boolean;
  bankTransfer: boolean;
  /** A day, nothing, or what was typed while that is none. */
  expiresOn: string;
  reference: string;
  orderId: string;
  buttonLabel: string;
  saveDetails: boolean;
  agreement: Agreement;
  /** Null while the suggested message stands. */
  message: string | null;
  copyToMe: boolean;
};

const FIELD_OF: Record<keyof Values, Field> = {
  amount: "amount",
  customerEnters: "amount",
  currency: "currency",
  description: "description",
  linkType: "expiresOn",
  authType: "authType",
  card: "paymentMethods",
  bankTransfer: "paymentMethods",
  expiresOn: "expiresOn",
  reference: "reference",
  orderId: "orderId",
  buttonLabel: "buttonLabel",
  saveDetails: "saveDetails",
  agreement: "saveDetails",
  message: "message",
  copyToMe: "form",
};

/** Fields that are seen only when More options are open. */
const BEHIND_MORE: readonly Field[] = [
  "currency",
  "authType",
  "paymentMethods",
  "expiresOn",
  "reference",
  "orderId",
  "buttonLabel",
  "saveDetails",
  "message",
];

/** How long a plain link can be paid. */
const PLAIN_DAYS = 30;

export class NewLinkForm {
  moreOpen = $state(false);
  readonly start: NewLinkStart;
  readonly profileId: string;
  readonly recipients: Recipients;
  readonly guard: Guard;

  #paylink: Paylink;
  #sending: Sending;
  #values: Values;
  #requestId: string;
  #refusedBefore = false;
  #complaints = $state.raw<readonly FieldComplaint[]>([]);
  /** In words of the language by now. */
  #amountError = $state.raw<(() => string) | undefined>();
  #fault = $state.raw<Fault | undefined>();
  #stage = $state<"form" | "sending" | "result">("form");
  #copied = $state(false);
  #refusals = $state(0);
  #parsed: ParsedAmount;
  #reading: LineReading | undefined;
  /** What the line says besides stands in the fields; the amount itself is all that is left in its own. */
  #shown: Readonly<Values>;
  #isSettled = $state(false);
  /** The fields hold what the line says besides its amount: from then on they are the user's. */
  #isPoured = $state(false);
  #plainWords = $state.raw<readonly string[]>([]);
  #confirmations = $state(0);

  constructor(paylink: Paylink, start: NewLinkStart, like: Like | null) {
    this.#paylink = paylink;
    this.start = start;
    this.profileId = paylink.desk.active?.id ?? "";
    this.#requestId = start.requestId;
    this.recipients = new Recipients(paylink.people, like?.people, () =>
      this.#isPoured ? [] : (this.#reading?.people ?? []),
    );
    this.guard = new Guard(paylink.api);
    this.#sending = new Sending(
      paylink.outbox,
      (intent) => this.#follow(intent),
      (fault) => this.#tellUnseen(fault),
    );
    this.#values = $state(startValues(paylink, start, like));
    this.#reading = $derived.by(() => {
      const { amount, customerEnters } = this.#values;
      if (this.#isSettled || customerEnters || !isLine(amount, this.#lineContext)) return undefined;
      return readLine(amount, this.#lineContext);
    });
    this.#parsed = $derived(
      this.#reading?.parsed ??
        parseAmount(
          this.#values.amount,
          this.#values.currency,
          this.#exponent,
          paylink.desk.locale,
        ),
    );
    this.#shown = $derived(
      this.#reading?.description && !this.#isPoured
        ? { ...this.#values, description: this.#reading.description }
        : this.#values,
    );
  }

  get values(): Readonly<Values> {
    return this.#shown;
  }

  /** How the whole link reads that was typed in the place of the amount; undefined where an amount was. */
  get reading(): LineReading | undefined {
    return this.#reading;
  }

  /** Rises when one press more is asked for, so that the screen can lead the focus to what is pressed. */
  get confirmations(): number {
    return this.#confirmations;
  }

  /** The typed line is left: what reads in one way goes into the fields. */
  leaveLine(): void {
    const reading = this.#reading;
    if (!reading) return;
    this.#pour(reading);
    if (!openQuestion(reading)) this.#settle(reading.amount);
  }

  /** One of several who may be meant. */
  choosePerson({ email }: KnownPerson): void {
    const words = this.#reading?.maybe?.words;
    if (words !== undefined) this.#rewriteLine(replaceIn(this.#values.amount, words, email));
  }

  /** One of several numbers that may be the amount: the line that says so. */
  chooseAmount(line: string): void {
    this.#rewriteLine(line);
  }

  /** These words are nobody's name. */
  callPlain(words: string): void {
    this.#plainWords = [...this.#plainWords, words];
  }

  get stage() {
    return this.#stage;
  }

  /** What was pressed is under way. */
  get busy(): boolean {
    return this.#isPressed || this.#stage === "sending";
  }

  get intent(): IntentView | undefined {
    return this.#sending.intent;
  }

  get copied(): boolean {
    return this.#copied;
  }

  /** What is wrong and belongs to no field. */
  get fault(): Fault | undefined {
    return this.#fault;
  }

  /** Rises with every refusal, so that the screen can lead the focus to what is wrong. */
  get refusals(): number {
    return this.#refusals;
  }

  /** The amount in words of money, while it can be read. */
  get amountShown(): string | null {
    const { customerEnters, currency } = this.#values;
    if (customerEnters || !this.#parsed.ok || !this.#paylink.desk.knows(currency)) return null;
    return this.#paylink.money(this.#parsed.minor, currency);
  }

  get methods(): PaymentMethod[] {
    const { card, bankTransfer } = this.#values;
    return [
      ...(card ? ["card" as const] : []),
      ...(bankTransfer && !this.holds ? ["bankTransfer" as const] : []),
    ];
  }

  get holds(): boolean {
    return this.#values.authType === "preAuthorization";
  }

  get message(): string {
    return this.#values.message ?? this.#suggested;
  }

  /** While the line leaves a question open, nobody is named: nobody is emailed by a press before it is answered. */
  get label(): string {
    const label = this.guard.alike.length > 0 ? createAnotherLabel : createLabel;
    const isOpen = this.#reading !== undefined && openQuestion(this.#reading) !== undefined;
    const people = isOpen ? [] : this.recipients.filled;
    return label(
      this.amountShown,
      people.map((recipient) => recipient.email || recipient.name),
      `${this.holds ? "hold" : "charge"}${this.#values.linkType === "multiUse" ? "s" : ""}`,
    );
  }

  /** Whatever under More options is otherwise than on a plain link, in words; empty where nothing is. */
  get unusual(): string {
    const { linkType, authType, card, expiresOn, buttonLabel, saveDetails, copyToMe } =
      this.#values;
    const isPlainDay = expiresOn === dayAfter(this.start.today, PLAIN_DAYS);
    const methods = this.methods.map((method) => methodWord[method]);
    return [
      linkType === "multiUse" && linkTypeWord.multiUse,
      authType === "preAuthorization" && newLink.hold,
      (!card || methods.length > 1) && methods.join(" · "),
      !isPlainDay &&
        (isDay(expiresOn)
          ? links.until(this.#paylink.day(expiresOn))
          : expiresOn || linkWords.never),
      buttonLabel.trim() && links.of(newLink.buttonLabel, buttonLabel.trim()),
      saveDetails && newLink.save,
      copyToMe && newLink.copyToMe,
    ]
      .filter(Boolean)
      .join(" · ");
  }

  /** What a link like this one would be like; null while that cannot be said. */
  get question(): FindAlike | null {
    const { customerEnters, currency } = this.#values;
    if (customerEnters || !this.#parsed.ok || !this.#paylink.desk.knows(currency)) return null;
    const emails = this.recipients.filled.map(({ email }) => email).filter(looksWhole);
    if (emails.length === 0) return null;
    return { profileId: this.profileId, amount: this.#parsed.minor, currency, emails };
  }

  /** The link that is there already goes to whoever has it once more, and this one is not made. */
  async shareAgain({ row, share }: AlikeView): Promise<void> {
    const { route } = this.#paylink;
    await this.#paylink.withLink(row.paymentLinkId, (link) => {
      const after = () => {
        this.discard();
        route.toLinks();
      };
      route.lay({ name: "share", link: { ...link, shares: [share] }, after });
    });
  }

  set<K extends keyof Values>(key: K, value: Values[K]): void {
    if (key === "amount") this.#isSettled = this.#isPoured = false;
    else if (this.#reading) this.#pour(this.#reading);
    this.#values[key] = value;
    this.#touched = true;
    const field = FIELD_OF[key];
    this.#complaints = this.#complaints.filter((complaint) => complaint.field !== field);
    if (field === "amount" || field === "currency") this.#amountError = undefined;
    // A line may name other people.
    if (key === "amount" && this.#reading) this.recipientsEdited();
  }

  recipientsEdited(): void {
    this.#touched = true;
    this.#complaints = this.#complaints.filter(
      ({ field }) => field !== "recipientEmail" && field !== "recipientName",
    );
  }

  error(field: Field, line?: number): string | undefined {
    if (field === "amount" && this.#amountError) return this.#amountError();
    const found = this.#complaints.find(
      (complaint) =>
        complaint.field === field &&
        (line === undefined || this.recipients.lineOf(complaint.index ?? 0) === line),
    );
    return found && complaintSentence(found);
  }

  /** The second press while the first is under way does nothing. */
  async submit(): Promise<void> {
    if (this.busy || this.#sending.busy || this.#stage !== "form") return;
    this.#fault = undefined;
    this.#complaints = [];
    this.#isLeft = false;
    this.#isPressed = true;
    const request = (await this.#lineIsTaken()) ? this.#request() : undefined;
    const isAnswered = request !== undefined && (await this.#isNothingToAsk());
    this.#isPressed = false;
    if (!isAnswered) return;
    // An amount that cannot be read is left out: the desk refuses that, and tells whatever else is wrong with it.
    this.#readAmount();
    this.#stage = "sending";
    const fault = await this.#send(request);
    if (fault && this.#isLeft) this.#tellUnseen(fault);
    else if (fault) this.#returnToForm(fault);
  }

  /** Fills in what a template says. Whom to email stays, and so does an amount that the template leaves open. */
  use(values: TemplateValues): void {
    if (this.#reading) this.leaveLine();
    const { amount, currency, customerEntersAmount, expiresInDays, paymentMethods, ...same } =
      values;
    const { desk } = this.#paylink;
    const exponent = desk.exponentOf(currency) ?? 2;
    Object.assign(this.#values, same, {
      currency,
      customerEnters: customerEntersAmount,
      card: paymentMethods.includes("card"),
      bankTransfer: paymentMethods.includes("bankTransfer"),
      agreement: values.agreement ?? "unscheduled",
      expiresOn: expiresInDays === null ? "" : dayAfter(this.start.today, expiresInDays),
    });
    if (amount !== null) this.#values.amount = editableAmount(amount, exponent, desk.locale);
    this.#complaints = [];
    this.#amountError = undefined;
    this.#touched = true;
  }

  /** What is filled in, to start another link from. */
  asTemplate(withAmount: boolean, withMessage: boolean): TemplateValues {
    const values = this.#shown;
    const isSet = !values.customerEnters && this.#parsed.ok && withAmount;
    return {
      amount: isSet && this.#parsed.ok ? this.#parsed.minor : null,
      customerEntersAmount: values.customerEnters,
      currency: values.currency,
      description: values.description,
      linkType: values.linkType,
      authType: values.authType,
      paymentMethods: this.methods,
      expiresInDays: isDay(values.expiresOn)
        ? daysBetween(this.start.today, values.expiresOn)
        : null,
      buttonLabel: values.buttonLabel,
      saveDetails: values.saveDetails,
      agreement: values.saveDetails ? values.agreement : null,
      message: withMessage ? values.message : null,
      copyToMe: values.copyToMe,
    };
  }

  /** What was typed is thrown away. False when nothing was. */
  discard(): boolean {
    const touched = this.#touched;
    this.#touched = false;
    return touched;
  }

  /** It is kept after all, for another visit. */
  keep(): void {
    this.#touched = true;
    this.#paylink.drafts.keep(this);
  }

  /** The screen is left: what was typed is kept for another visit, what was seen to its end leaves the outbox. */
  leave(): void {
    this.#isLeft = true;
    this.guard.forget();
    const intent = this.intent;
    if (this.#stage === "form" && this.#touched) {
      this.#paylink.drafts.keep(this);
      this.#paylink.spoken.say(newLink.kept);
    }
    this.#sending.forget(intent !== undefined && this.#stage === "result" && isSettled(intent));
  }

  async copyAgain(): Promise<void> {
    const link = this.intent?.link;
    if (link && (await this.#paylink.copy(link.paymentLinkId))) this.#copied = true;
  }

  /** What stood in the form at the press, whatever was typed since. */
  async #send(pressed: CreatePaymentLink): Promise<Fault | undefined> {
    try {
      if (this.#refusedBefore) {
        this.#requestId = (await this.#paylink.api.startNewLink()).requestId;
        this.#refusedBefore = false;
      }
    } catch (reason) {
      return asFault(reason);
    }
    const request = { ...pressed, requestId: this.#requestId };
    const sent = this.#sending.send(request.requestId, () =>
      this.#paylink.api.createPaymentLink(request),
    );
    if (this.#isLeft) this.#sending.forget(false);
    return sent;
  }

  #request(): CreatePaymentLink {
    const values = this.#shown;
    const recipients = [...this.recipients.filled];
    return {
      requestId: this.#requestId,
      profileId: this.profileId,
      linkType: values.linkType,
      amount: !values.customerEnters && this.#parsed.ok ? this.#parsed.minor : null,
      customerEntersAmount: values.customerEnters,
      currency: values.currency,
      description: values.description,
      reference: values.reference,
      orderId: values.linkType === "singleUse" ? values.orderId : "",
      authType: values.authType,
      paymentMethods: this.methods,
      expiresOn: values.expiresOn || null,
      buttonLabel: values.buttonLabel,
      saveDetails: values.saveDetails,
      agreement: values.saveDetails ? values.agreement : null,
      recipients,
      message: recipients.length > 0 ? this.message : "",
      copyToMe: recipients.length > 0 && values.copyToMe,
    };
  }

  /** Puts the line into the fields. False if it leaves a question open, one press more is asked for, or it was left. */
  async #lineIsTaken(): Promise<boolean> {
    if (!this.#reading) return true;
    // Whom a word means depends on all who are known.
    await this.#paylink.people.ready;
    if (this.#isLeft) return false;
    const reading = this.#reading;
    if (!reading) return true;
    const question = openQuestion(reading);
    if (question) {
      this.#amountError = () => openQuestion(reading) ?? question;
      this.#refuse([]);
      return false;
    }
    this.leaveLine();
    if (reading.sure) return true;
    this.#confirmations++;
    return false;
  }

  /**
   * What would be asked if somebody typed more slowly is asked before anything is made: once, and one press more is the
   * answer.
   */
  async #isNothingToAsk(): Promise<boolean> {
    if (this.recipients.askAll()) return false;
    const { question } = this;
    const isNews = question !== null && (await this.guard.findNow(question));
    return !isNews && !this.#isLeft;
  }

  #pour(reading: LineReading): void {
    if (this.#isPoured) return;
    this.recipients.settle();
    if (reading.description) this.#values.description = reading.description;
    this.#isPoured = true;
  }

  /** The amount is all that stays in its field. */
  #settle(amount: string): void {
    if (amount) this.#values.amount = amount;
    this.#isSettled = true;
  }

  #rewriteLine(line: string): void {
    this.#values.amount = line;
    this.#amountError = undefined;
    this.#isPoured = false;
    this.leaveLine();
  }

  get #lineContext(): LineContext {
    const { desk, people } = this.#paylink;
    return {
      currency: this.#values.currency,
      exponent: this.#exponent,
      locale: desk.locale,
      codes: desk.currencies.map(({ code }) => code),
      people: people.all,
      plainWords: this.#plainWords,
    };
  }

  #readAmount(): void {
    if (this.#values.customerEnters || this.#parsed.ok) return;
    const { currency } = this.#values;
    const { problem } = this.#parsed;
    this.#amountError = () =>
      amountSentence(problem, currency, (minor) => this.#paylink.money(minor, currency));
  }

  #follow(intent: IntentView): void {
    const create = intent.create;
    if (create?.state === "refused") {
      const fault = create.fault;
      this.#sending.forget(true);
      this.#returnToForm(fault);
    } else if (create?.state === "takenBack") {
      this.#sending.forget(true);
      this.#returnToForm(null);
      this.#paylink.spoken.show(newLink.takenBack);
    } else if (create?.state === "dropped") {
      this.#sending.forget(true);
      this.discard();
      this.#paylink.spoken.show(intent.link ? newLink.leftWrong : newLink.leftOpen);
      this.#paylink.route.toLinks();
    } else if (intent.link && create?.state === "done") {
      const { paymentLinkId } = intent.link;
      if (this.#stage !== "result" || !this.#hadLink) void this.#copyOnce(paymentLinkId);
      if (!this.#hadLink) this.#paylink.links.walkToMade(paymentLinkId);
      this.#hadLink = true;
      this.#stage = "result";
    } else {
      // A further try does not lead back to the form.
      if (create?.state === "sending" && this.#stage !== "result") this.#showIfSlow();
      else this.#stage = "result";
    }
  }

  /** The form is held only for a moment: what takes longer goes on in sight, and leaves the user free. */
  #showIfSlow(): void {
    this.#sending.whenSlow(() => {
      if (this.#stage === "sending") this.#stage = "result";
    });
  }

  /** From a press until it is known whether something is asked first. */
  #isPressed = $state(false);
  #hadLink = false;
  #touched = false;
  /** Since the last press. */
  #isLeft = false;

  async #copyOnce(paymentLinkId: string): Promise<void> {
    if (this.#copied || !this.#paylink.desk.preferences.copyNewLinks) return;
    try {
      await this.#paylink.api.copyLink(paymentLinkId, "url");
      this.#copied = true;
    } catch {
      this.#copied = false;
    }
  }

  #returnToForm(fault: Fault | null): void {
    this.#stage = "form";
    this.#refusedBefore = true;
    if (!fault) return;
    this.#fault = fault.fields.length > 0 && fault.code === "checkFields" ? undefined : fault;
    this.#refuse(fault.fields);
  }

  /** Refused while nobody is at the form: it is kept for whoever comes back. */
  #tellUnseen(fault: Fault): void {
    this.#returnToForm(fault);
    if (this.#touched) this.keep();
    this.#paylink.complainOf(this.#what, fault, effectWords);
  }

  /** What tells it from others. */
  get summary(): string {
    const people = this.recipients.filled.map(({ email, name }) => email || name);
    return [this.#what, ...people].join(" · ");
  }

  get #what(): string {
    const { amount, customerEnters, description } = this.#shown;
    if (customerEnters) return whatOpen(description);
    const shown = this.amountShown ?? amount;
    return shown ? whatFor(shown, description) : description || newLink.title;
  }

  #refuse(complaints: readonly FieldComplaint[]): void {
    this.#complaints = complaints;
    if (complaints.some((complaint) => BEHIND_MORE.includes(complaint.field))) this.moreOpen = true;
    this.#refusals++;
  }

  get #exponent(): number {
    return this.#paylink.desk.exponentOf(this.#values.currency) ?? 2;
  }

  get #suggested(): string {
    const { expiresOn, description } = this.#shown;
    return suggestedMessage({
      business: this.#paylink.desk.profile(this.profileId)?.name ?? "",
      amount: this.amountShown,
      description,
      until: isDay(expiresOn) ? this.#paylink.day(expiresOn) : null,
      holds: this.holds,
    });
  }
}

/** What the line leaves open, as a question. */
function openQuestion({ amounts, maybe, nobody }: LineReading): string | undefined {
  if (amounts.length > 0) return lineWords.whichAmount;
  if (maybe) return lineWords.whichPerson(maybe.words);
  return nobody === null ? undefined : lineWords.nobody(nobody);
}

/** Whether an address has been typed to its end, as far as that can be seen. */
function looksWhole(email: string): boolean {
  return /@[^@\s]+\.[^@\s.]{2,}$/.test(email);
}

function startValues(paylink: Paylink, start: NewLinkStart, like: Like | null): Values {
  const { desk } = paylink;
  const from = like?.link ?? start.defaults;
  const currency = like?.currency ?? start.currency;
  const exponent = desk.exponentOf(currency) ?? 2;
  const amount = like?.amount ?? null;
  return {
    amount: amount === null ? "" : editableAmount(amount, exponent, desk.locale),
    customerEnters: like?.link != null && amount === null,
    currency,
    description: like?.description ?? "",
    linkType: from.linkType,
    authType: from.authType,
    card: from.paymentMethods.includes("card"),
    bankTransfer: from.paymentMethods.includes("bankTransfer"),
    expiresOn: start.expiresOn,
    reference: start.reference,
    orderId: start.orderId,
    buttonLabel: from.buttonLabel,
    saveDetails: false,
    agreement: "unscheduled",
    message: null,
    copyToMe: start.defaults.copyToMe,
  };
}
