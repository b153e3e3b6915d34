// A whole desk in memory. It behaves like the real one where the page can tell: durable intents that are settled by
// events, fields that are checked before anything is sent, trouble on request.

import type { Api } from "../api";
import type {
  AlikeView,
  Authenticate,
  ChangePaymentLink,
  CopyWhat,
  CreatePaymentLink,
  DeactivatePaymentLink,
  Decide,
  DeskView,
  DiagnosisView,
  Exported,
  ExportLinks,
  Fault,
  FindAlike,
  FindLinks,
  HandOver,
  IntentView,
  KeptView,
  KeyEntered,
  Language,
  LanguageChoice,
  LinkDetails,
  LinksPage,
  LinksState,
  LinkView,
  MailLink,
  NewLinkStart,
  Notice,
  OpenLink,
  OutboxView,
  PaidView,
  PersonView,
  Preferences,
  ProfileView,
  QrFormat,
  QrView,
  SavedFile,
  SaveProfile,
  SaveTemplate,
  SharePaymentLink,
  ShortcutView,
  StepState,
  StepView,
  TemplateView,
  TimelineEntry,
  UpdatesView,
  UpdateView,
  WatchRests,
  WatchView,
} from "../bindings";
import {
  aFault,
  aLink,
  paidOf,
  currencies,
  daysAhead,
  limits,
  plainDefaults,
  wrong,
  blockedBy,
} from "./builders";
import { changed, isAsSeen } from "./changing";
import { checkChange, checkCreate, checkShare, checkTemplate } from "./checks";
import { anEntry, detailsOf, type Known } from "./details";
import { drawing } from "./drawing";
import { nearest } from "../../text/language";
import { alike, find } from "./list";
import { FakeUpdates } from "./updates";

/** What becomes of the next request, instead of going well. */
export type Trouble = {
  state: Exclude<StepState, "done" | "takenBack" | "dropped">;
  fault?: Fault;
  /** What was made in the place of what was asked for. */
  made?: LinkView;
};

export type FakeStart = {
  profiles?: ProfileView[];
  links?: LinkView[];
  people?: PersonView[];
  templates?: TemplateView[];
  /** Paylink was started to make a link. */
  begun?: boolean;
  intents?: IntentView[];
  more?: number;
  notices?: Notice[];
  preferences?: Preferences;
  locale?: string;
  practiceRunning?: boolean;
  paid?: PaidView[];
  /** A newer Paylink that was found. */
  newer?: UpdateView;
  /** What is known of links beside the links themselves, by id. */
  known?: Record<string, Known>;
};

/** A report as the real one looks, shortened. */
const report = `Paylink diagnostic report
made at: 2026-03-01T12:00:00Z
version: 0.1.0
system: Debian GNU/Linux 12 (bookworm) (linux, x86_64)
web engine: 2.50.6
keychain: open

Profiles
live: key inKeychain, links 3, people 2, list read at 2026-03-01T11:58:00Z, in use

Last trouble with requests, newest first
live: gatewayTrouble, effect none, createPaymentLink, HTTP 503, request 7f3c-11
`;

export class FakeDesk implements Api {
  /** How long the gateway takes; commands themselves answer at once. */
  delayMs = 0;
  offline = false;
  /** What authenticate rejects with, until cleared. */
  refuseAuthentication: Fault | undefined;
  /** What finding links rejects with, until cleared. */
  refuseList: Fault | undefined;
  /** What refresh_links rejects with, until cleared. */
  refuseRefresh: Fault | undefined;
  /** What the next creation, and the next emails, run into. */
  createTrouble: Trouble | undefined;
  emailTrouble: Trouble | undefined;
  /** What the next change or deactivation runs into. */
  changeTrouble: Trouble | undefined;
  /** What check_link_details rejects with, until cleared. */
  refuseDetails: Fault | undefined;
  /** Whether the key window is left with a key. */
  keyWillBeEntered = true;

  readonly created: CreatePaymentLink[] = [];
  readonly shared: SharePaymentLink[] = [];
  readonly changes: ChangePaymentLink[] = [];
  readonly deactivated: DeactivatePaymentLink[] = [];
  readonly copied: { paymentLinkId: string; what: CopyWhat }[] = [];
  readonly opened: string[] = [];
  readonly found: FindLinks[] = [];
  readonly exported: ExportLinks[] = [];
  readonly handedOver: HandOver[] = [];
  readonly saved: { paymentLinkId: string; format: QrFormat }[] = [];
  readonly qrCopied: string[] = [];
  readonly messages: string[] = [];
  printed = 0;
  /** What saving, copying an image and printing reject with, until cleared. */
  refuseSystem: Fault | undefined;
  /** What the gateway gives as the HTML button of links made from then on. */
  buttonHtml: string | undefined;
  readonly mailed: MailLink[] = [];
  readonly alikeAsked: FindAlike[] = [];
  /** Of what was paid: what the user has looked at. */
  readonly seen: string[] = [];
  /** Why the watch rests, if it does. */
  watchRests: WatchRests | undefined;
  hasTray = true;
  /** Profiles whose key may not see payments. */
  withoutPayments: string[] = [];
  /** Whether keys can begin a new link from any program, and which are another program's. */
  shortcutIsPossible = true;
  shortcutsTaken: readonly string[] = [];
  readonly authenticated: Authenticate[] = [];
  connectionsReturned = 0;
  readonly updates: FakeUpdates;

  #desk: DeskView;
  #links: LinkView[];
  #people: PersonView[];
  #templates = new Map<string, TemplateView[]>();
  #begun: boolean;
  #intents: IntentView[];
  #more: number;
  #keyTyped = false;
  #count = 0;
  #deskListeners = new Set<(desk: DeskView) => void>();
  #outboxListeners = new Set<(outbox: OutboxView) => void>();
  #linksStateListeners = new Set<(state: LinksState) => void>();
  #openLinkListeners = new Set<(link: OpenLink) => void>();
  #beginLinkListeners = new Set<() => void>();
  #dismissed: IntentView[] = [];
  #revision = 0;
  #reading: number | null = null;
  #listFault: Fault | null = null;
  #checkedAt: string | undefined;
  #known: Map<string, Known>;

  constructor(start: FakeStart = {}) {
    const profiles = start.profiles ?? [];
    this.#links = start.links ?? [];
    this.#known = new Map(Object.entries(start.known ?? {}));
    this.#people = start.people ?? [];
    this.#templates.set(profiles[0]?.id ?? "", start.templates ?? []);
    this.#begun = start.begun ?? false;
    this.#intents = start.intents ?? [];
    this.#more = start.more ?? 0;
    this.#desk = {
      profiles,
      activeProfile: profiles[0]?.id ?? null,
      practice: {
        running: start.practiceRunning ?? true,
        inboxUrl: "http://127.0.0.1:49152/inbox",
        terminalId: "1234001",
      },
      preferences: start.preferences ?? {
        appearance: "system",
        copyNewLinks: true,
        watch: { notify: true, quiet: null, keepRunning: false },
      },
      ...spoken(start.preferences?.language, nearest(start.locale ?? "en-US")),
      systemLanguage: nearest(start.locale ?? "en-US"),
      ...(start.locale !== undefined && { locale: start.locale }),
      currencies,
      limits,
      notices: start.notices ?? [],
      paid: news(start.paid ?? []),
      update: start.newer?.version ?? null,
    };
    this.updates = new FakeUpdates((update) => this.#setDesk({ update }), start.newer);
  }

  async getDesk() {
    return this.#desk;
  }

  async findLinks(request: FindLinks): Promise<LinksPage> {
    if (this.refuseList) throw this.refuseList;
    this.found.push(request);
    const ours = this.#links.filter((link) => link.profileId === request.profileId);
    return find(ours, request, this.#revision);
  }

  async getLinksState(): Promise<LinksState> {
    return this.#linksState();
  }

  async copyLinks(_profileId: string, paymentLinkIds: string[]) {
    for (const paymentLinkId of paymentLinkIds) this.copied.push({ paymentLinkId, what: "url" });
  }

  async exportLinks(request: ExportLinks): Promise<Exported> {
    this.exported.push(request);
    const count =
      request.paymentLinkIds.length || (await this.findLinks({ ...request.find, limit: 0 })).count;
    return { file: { fileName: "Paylink links.csv", folder: "Downloads" }, count };
  }

  async getLink(paymentLinkId: string): Promise<LinkDetails> {
    return detailsOf(this.#link(paymentLinkId), this.#known.get(paymentLinkId));
  }

  async checkLinkDetails(paymentLinkId: string): Promise<LinkDetails> {
    await this.#gateway();
    if (this.offline) throw aFault("offline");
    this.#keepLink({ ...this.#link(paymentLinkId), checkedAt: new Date().toISOString() });
    if (this.refuseDetails) throw this.refuseDetails;
    return this.getLink(paymentLinkId);
  }

  async noteHandOver(_profileId: string, paymentLinkId: string, how: HandOver) {
    this.handedOver.push(how);
    this.#note(paymentLinkId, anEntry(how, new Date().toISOString()));
  }

  async mailLink(request: MailLink) {
    this.mailed.push(request);
    this.handedOver.push("handedToMail");
  }

  async findAlike(request: FindAlike): Promise<AlikeView[]> {
    this.alikeAsked.push(request);
    return alike(this.#links, request);
  }

  async changePaymentLink(request: ChangePaymentLink): Promise<IntentView> {
    const fields = checkChange(request);
    if (fields.length > 0) throw aFault("checkFields", { fields });
    const link = this.#link(request.paymentLinkId);
    this.changes.push(request);
    const intent = this.#intent(request.requestId, "change", request.recipients, {
      ...link,
      amount: request.after.amount,
    });
    const changed = { before: request.before, after: request.after };
    this.#queue({ ...intent, link, changed }, () => this.#settleChange(intent.id));
    return this.#found(intent.id);
  }

  async deactivatePaymentLink(request: DeactivatePaymentLink): Promise<IntentView> {
    const link = this.#link(request.paymentLinkId);
    this.deactivated.push(request);
    const intent = this.#intent(request.requestId, "deactivate", [], link);
    this.#queue({ ...intent, link }, () => this.#settleDeactivation(intent.id));
    return this.#found(intent.id);
  }

  async getWatch(): Promise<WatchView> {
    const isOn = this.#desk.preferences.watch?.notify ?? true;
    const activeLinks = this.#links.filter((link) => link.status === "active").length;
    const rests = this.watchRests ?? (!isOn ? "off" : activeLinks === 0 ? "nothingActive" : null);
    return {
      activeLinks,
      requestsPerHour: rests ? 0 : 12,
      nextAt: rests ? null : new Date(Date.now() + 180_000).toISOString(),
      rests,
      withoutPayments: this.withoutPayments,
      hasTray: this.hasTray,
    };
  }

  async getKept(): Promise<KeptView> {
    if (this.refuseSystem) throw this.refuseSystem;
    const profiles = this.#desk.profiles.map(({ id }) => ({
      id,
      links: this.#links.filter((link) => link.profileId === id).length,
      people: this.#people.length,
    }));
    return {
      profiles,
      dataBytes: 1_482_752,
      copiesBytes: 262_144,
      setAside: 0,
      settingsBytes: 2_310,
      practiceBytes: 98_304,
      logBytes: 51_200,
      logBytesMax: 4_194_304,
      folder: "/home/owner/.local/share/app.paylink.desktop/desk",
      logFolder: "/home/owner/.local/share/app.paylink.desktop/logs",
    };
  }

  async exportEverything(): Promise<Exported> {
    if (this.refuseSystem) throw this.refuseSystem;
    const file = { fileName: "Paylink data 2026-03-01.json", folder: "Downloads" };
    return { file, count: this.#links.length };
  }

  async deleteEverything(): Promise<DeskView> {
    if (this.refuseSystem) throw this.refuseSystem;
    this.#links = [];
    this.#people = [];
    this.#intents = [];
    return this.#setDesk({ profiles: [], activeProfile: null, paid: news([]), notices: [] });
  }

  async getDiagnosis(): Promise<DiagnosisView> {
    if (this.refuseSystem) throw this.refuseSystem;
    return { text: report };
  }

  async copyDiagnosis() {
    this.messages.push(report);
  }

  async saveDiagnosis(): Promise<SavedFile> {
    if (this.refuseSystem) throw this.refuseSystem;
    return { fileName: "Paylink diagnostic report.txt", folder: "Downloads" };
  }

  async seePaid(ids: string[]): Promise<DeskView> {
    this.seen.push(...ids);
    const left = ids.length === 0 ? [] : this.#paid().filter(({ id }) => !ids.includes(id));
    return this.#setDesk({ paid: news(left) });
  }

  async onBeginLink(listener: () => void) {
    this.#beginLinkListeners.add(listener);
    return () => void this.#beginLinkListeners.delete(listener);
  }

  /** The user chooses "New link" outside of the window. */
  beginLink() {
    this.#begun = true;
    for (const listener of this.#beginLinkListeners) listener();
  }

  /** The user presses a notification. */
  pressNotification(profileId: string, paymentLinkId: string) {
    for (const listener of this.#openLinkListeners) listener({ profileId, paymentLinkId });
  }

  #paid(): PaidView[] {
    return this.#desk.paid.latest;
  }

  async enterApiKey(): Promise<KeyEntered> {
    await this.#gateway();
    this.#keyTyped ||= this.keyWillBeEntered;
    return { entered: this.keyWillBeEntered };
  }

  async leaveApiKey() {
    await this.#gateway();
  }

  async authenticate(request: Authenticate) {
    this.authenticated.push(request);
    await this.#gateway();
    const fields = [
      ...(request.name.trim() === "" ? [wrong("profileName", "missing")] : []),
      ...(request.terminalId.trim() === "" ? [wrong("terminalId", "missing")] : []),
    ];
    const noKey = request.key === "typed" && !this.#keyTyped;
    if (fields.length > 0) {
      const all = noKey ? [...fields, wrong("apiKey", "missing")] : fields;
      throw aFault("checkFields", { fields: all });
    }
    if (noKey) throw aFault("keyNotTyped");
    const aboutKeychain = this.refuseAuthentication?.code.startsWith("keychain") ?? false;
    if (this.refuseAuthentication && !(aboutKeychain && request.thisSessionOnly)) {
      throw this.refuseAuthentication;
    }
    const profile: ProfileView = {
      id: request.profileId ?? `profile-${++this.#count}`,
      name: request.name,
      place: request.place,
      terminalId: request.terminalId,
      currency: request.currency,
      key: request.thisSessionOnly ? "thisSession" : "inKeychain",
      defaults: this.#profile(request.profileId)?.defaults ?? plainDefaults,
    };
    const others = this.#desk.profiles.filter((kept) => kept.id !== profile.id);
    return this.#setDesk({ profiles: [...others, profile], activeProfile: profile.id });
  }

  async switchProfile(profileId: string) {
    return this.#setDesk({ activeProfile: profileId });
  }

  async saveProfile({ profileId, name, currency, defaults }: SaveProfile) {
    if (name.trim() === "") {
      throw aFault("checkFields", { fields: [wrong("profileName", "missing")] });
    }
    return this.#changeProfile(profileId, { name, currency, defaults });
  }

  async removeProfile(profileId: string) {
    const profiles = this.#desk.profiles.filter((profile) => profile.id !== profileId);
    const active = this.#desk.activeProfile;
    const activeProfile = active === profileId ? (profiles[0]?.id ?? null) : active;
    return this.#setDesk({ profiles, activeProfile });
  }

  async removeKey(profileId: string) {
    return this.#changeProfile(profileId, { key: "missing" });
  }

  async takeBegun() {
    const begun = this.#begun;
    this.#begun = false;
    return begun;
  }

  async getUpdates() {
    return this.updates.view;
  }

  async lookForUpdate() {
    return this.updates.look();
  }

  async installUpdate(version: string) {
    return this.updates.install(version);
  }

  async stopUpdate() {
    return this.updates.stop();
  }

  async putOffUpdate() {
    this.#setDesk({ update: null });
  }

  async onUpdatesChanged(listener: (updates: UpdatesView) => void) {
    return this.updates.listen(listener);
  }

  async getShortcut(): Promise<ShortcutView> {
    return { isPossible: this.shortcutIsPossible, isTaken: false };
  }

  async listTemplates(profileId: string) {
    return this.#templates.get(profileId) ?? [];
  }

  async saveTemplate({ id, profileId, name, values }: SaveTemplate) {
    const others = (await this.listTemplates(profileId)).filter((kept) => kept.id !== id);
    const fields = checkTemplate(name, others);
    if (fields.length > 0) throw aFault("checkFields", { fields });
    const all = [...others, { id, name: name.trim(), values }].sort((one, other) =>
      one.name.toLowerCase() < other.name.toLowerCase() ? -1 : 1,
    );
    this.#templates.set(profileId, all);
    return all;
  }

  async removeTemplate(profileId: string, id: string) {
    const left = (await this.listTemplates(profileId)).filter((kept) => kept.id !== id);
    this.#templates.set(profileId, left);
    return left;
  }

  async savePreferences(preferences: Preferences) {
    const { language, newLinkShortcut } = preferences;
    if (newLinkShortcut && this.shortcutsTaken.includes(newLinkShortcut)) {
      throw aFault("shortcutTaken");
    }
    return this.#setDesk({ preferences, ...spoken(language, this.#desk.systemLanguage) });
  }

  async refreshLinks() {
    await this.#gateway();
    const refused = this.refuseList ?? this.refuseRefresh;
    if (refused) throw refused;
    this.#listFault = this.offline ? aFault("offline") : null;
    if (this.offline) return;
    const checkedAt = new Date().toISOString();
    this.#checkedAt = checkedAt;
    // Of many links only those that can be in view are touched.
    const many = this.#links.length > 1000;
    if (!many) this.#links = this.#links.map((link) => ({ ...link, checkedAt }));
    this.#revision += 1;
  }

  async startNewLink(): Promise<NewLinkStart> {
    const nth = ++this.#count;
    const profile = this.#active();
    return {
      requestId: `request-${nth}`,
      reference: `REF-${1000 + nth}`,
      orderId: `ORD-${1000 + nth}`,
      currency: profile.currency,
      today: daysAhead(0),
      expiresOn: daysAhead(profile.defaults.expiresInDays),
      defaults: profile.defaults,
    };
  }

  async createPaymentLink(request: CreatePaymentLink) {
    const fields = checkCreate(request);
    if (fields.length > 0) throw aFault("checkFields", { fields });
    const known = this.#intents.find((intent) => intent.requestId === request.requestId);
    if (known) return known;
    this.created.push(request);
    const { amount, currency, description, reference } = request;
    const intent = this.#intent(request.requestId, "create", request.recipients, {
      amount,
      currency,
      description,
      reference,
    });
    this.#queue(intent, () => this.#settleCreate(intent.id, request));
    return intent;
  }

  async sharePaymentLink(request: SharePaymentLink) {
    const fields = checkShare(request);
    if (fields.length > 0) throw aFault("checkFields", { fields });
    const link = this.#link(request.paymentLinkId);
    if (link.shareBlocked && !request.reminder) throw aFault("linkNotUsable");
    this.shared.push(request);
    const intent = this.#intent(request.requestId, "share", request.recipients, link);
    this.#queue({ ...intent, link }, () => this.#settleEmails(intent.id));
    return this.#found(intent.id);
  }

  async listOutbox() {
    return this.#outbox();
  }

  async takeBack(stepId: string) {
    const intent = this.#owner(stepId);
    const all = [intent.create, intent.change].some((step) => step?.id === stepId);
    this.#changeSteps(intent.id, (step) =>
      step.id === stepId || all ? settled(step, "takenBack") : step,
    );
    return this.#outbox();
  }

  async retryNow(stepId: string) {
    const intent = this.#owner(stepId);
    this.createTrouble = undefined;
    this.emailTrouble = undefined;
    this.changeTrouble = undefined;
    this.#resume(intent);
    return this.#outbox();
  }

  async decide({ stepId, decision }: Decide) {
    const intent = this.#owner(stepId);
    if (decision === "drop") {
      this.#changeSteps(intent.id, (step) =>
        step.state === "needsDecision" || step.state === "waiting"
          ? settled(step, "dropped")
          : step,
      );
    } else {
      this.#resume(intent);
    }
    return this.#outbox();
  }

  async dismiss(intentId: string) {
    this.#dismissed.push(...this.#intents.filter((intent) => intent.id === intentId));
    this.#intents = this.#intents.filter((intent) => intent.id !== intentId);
    this.#tellOutbox();
    return this.#outbox();
  }

  async showAgain(intentId: string) {
    this.#intents = [...this.#intents, ...this.#dismissed.filter(({ id }) => id === intentId)];
    this.#dismissed = this.#dismissed.filter(({ id }) => id !== intentId);
    this.#tellOutbox();
    return this.#outbox();
  }

  async connectionReturned() {
    this.connectionsReturned++;
    if (!this.offline) this.reconnect();
  }

  async listPeople() {
    return this.#people;
  }

  async getQr(paymentLinkId: string): Promise<QrView> {
    return drawing(paymentLinkId);
  }

  async saveQr(paymentLinkId: string, format: QrFormat): Promise<SavedFile> {
    if (this.refuseSystem) throw this.refuseSystem;
    this.saved.push({ paymentLinkId, format });
    const fileName = `QR code ${this.#link(paymentLinkId).description}.${format}`;
    return { fileName, folder: "Downloads" };
  }

  async copyQr(paymentLinkId: string) {
    if (this.refuseSystem) throw this.refuseSystem;
    this.qrCopied.push(paymentLinkId);
  }

  async copyMessage(message: string) {
    this.messages.push(message);
  }

  async printWindow() {
    if (this.refuseSystem) throw this.refuseSystem;
    this.printed++;
  }

  async copyLink(paymentLinkId: string, what: CopyWhat) {
    this.copied.push({ paymentLinkId, what });
    const kind = what === "url" ? "copied" : "buttonCopied";
    this.#note(paymentLinkId, anEntry(kind, new Date().toISOString()));
  }

  async openLink(paymentLinkId: string) {
    this.opened.push(paymentLinkId);
    this.#note(paymentLinkId, anEntry("openedInBrowser", new Date().toISOString()));
  }

  async openInbox() {
    this.opened.push("inbox");
  }

  async onDeskChanged(listener: (desk: DeskView) => void) {
    this.#deskListeners.add(listener);
    return () => void this.#deskListeners.delete(listener);
  }

  async onLinksStateChanged(listener: (state: LinksState) => void) {
    this.#linksStateListeners.add(listener);
    return () => void this.#linksStateListeners.delete(listener);
  }

  async onOpenLink(listener: (link: OpenLink) => void) {
    this.#openLinkListeners.add(listener);
    return () => void this.#openLinkListeners.delete(listener);
  }

  async onOutboxChanged(listener: (outbox: OutboxView) => void) {
    this.#outboxListeners.add(listener);
    return () => void this.#outboxListeners.delete(listener);
  }

  /** The customer pays: the status turns, as the gateway would tell at the next look. */
  pay(paymentLinkId: string) {
    const link = this.#link(paymentLinkId);
    const status = link.authType === "preAuthorization" ? "held" : "completed";
    this.#keepLink({ ...link, status, shareBlocked: blockedBy(status) });
    this.#setDesk({ paid: news([paidOf(link), ...this.#paid()]) });
  }

  /** The gateway's list is being read, so far to here; null when it is done. */
  read(count: number | null) {
    this.#reading = count;
    this.#tellLinksState();
  }

  /** Something else is true of the link by now; this computer is not told. */
  changeElsewhere(paymentLinkId: string, values: Partial<LinkView>) {
    this.#links = this.#links.map((link) =>
      link.paymentLinkId === paymentLinkId ? { ...link, ...values } : link,
    );
  }

  /** The connection is back: what waits goes out. */
  reconnect() {
    this.offline = false;
    for (const intent of this.#intents) if (intent.state === "waiting") this.#resume(intent);
  }

  // ---- Settling ----------------------------------------------------------------------------------------------------

  #queue(intent: IntentView, settle: () => void) {
    this.#intents = [...this.#intents, intent];
    this.#tellOutbox();
    setTimeout(settle, this.delayMs);
  }

  #resume(intent: IntentView) {
    const request = this.created.find((kept) => kept.requestId === intent.requestId);
    this.#changeSteps(intent.id, (step) =>
      step.state === "done" ? step : { ...step, state: "sending", fault: null, canRetry: false },
    );
    setTimeout(() => {
      if (intent.deactivate) {
        this.#settleDeactivation(intent.id);
      } else if (intent.change && intent.change.state !== "done") {
        this.#settleChange(intent.id);
      } else if (intent.create && intent.create.state !== "done") {
        this.#settleCreate(intent.id, request);
      } else {
        this.#settleEmails(intent.id);
      }
    }, this.delayMs);
  }

  #settleCreate(intentId: string, request: CreatePaymentLink | undefined) {
    const intent = this.#intents.find((kept) => kept.id === intentId);
    if (!intent?.create || intent.create.state === "takenBack") return;
    const trouble = this.#trouble("createTrouble");
    if (trouble) {
      if (trouble.made) this.#setLink(intentId, trouble.made);
      this.#changeSteps(intentId, (step) =>
        step.recipient
          ? withTrouble(step, { state: afterCreate(trouble.state) })
          : withTrouble(step, trouble),
      );
      return;
    }
    const link = this.#linkFrom(intent, request);
    this.#keepLink(link);
    this.#setLink(intentId, link);
    this.#changeSteps(intentId, (step) =>
      step.recipient ? { ...step, state: "sending" } : settled(step, "done"),
    );
    if (intent.emails.length > 0) setTimeout(() => this.#settleEmails(intentId), this.delayMs);
  }

  #settleChange(intentId: string) {
    const intent = this.#intents.find((kept) => kept.id === intentId);
    if (!intent?.changed || !intent.link || intent.change?.state !== "sending") return;
    const link = this.#link(intent.link.paymentLinkId);
    const { before, after } = intent.changed;
    const elsewhere = isAsSeen(link, before) ? undefined : aFault("changedElsewhere");
    const trouble =
      this.#trouble("changeTrouble") ??
      (elsewhere && ({ state: "refused", fault: elsewhere } satisfies Trouble));
    if (trouble) {
      const others = { state: afterCreate(trouble.state) };
      this.#changeSteps(intentId, (step) => withTrouble(step, step.recipient ? others : trouble));
      return;
    }
    const now = changed(link, after, ++this.#count);
    this.#note(
      link.paymentLinkId,
      anEntry("changed", new Date().toISOString(), { change: intent.changed }),
    );
    this.#keepLink(now);
    this.#setLink(intentId, now);
    this.#changeSteps(intentId, (step) =>
      step.recipient ? { ...step, state: "sending" } : settled(step, "done"),
    );
    if (intent.emails.length > 0) setTimeout(() => this.#settleEmails(intentId), this.delayMs);
  }

  #settleDeactivation(intentId: string) {
    const intent = this.#intents.find((kept) => kept.id === intentId);
    if (!intent?.link || intent.deactivate?.state !== "sending") return;
    const trouble = this.#trouble("changeTrouble");
    if (trouble) {
      this.#changeSteps(intentId, (step) => withTrouble(step, trouble));
      return;
    }
    const link = this.#link(intent.link.paymentLinkId);
    const request = this.deactivated.find((kept) => kept.requestId === intent.requestId);
    const now: LinkView = { ...link, status: "deactivated", shareBlocked: "deactivated" };
    this.#note(
      link.paymentLinkId,
      anEntry("deactivated", new Date().toISOString(), { note: request?.reason || null }),
    );
    this.#keepLink(now);
    this.#setLink(intentId, now);
    this.#changeSteps(intentId, (step) => settled(step, "done"));
  }

  #setLink(intentId: string, link: LinkView) {
    this.#intents = this.#intents.map((kept) => (kept.id === intentId ? { ...kept, link } : kept));
  }

  #note(paymentLinkId: string, entry: TimelineEntry) {
    const known = this.#known.get(paymentLinkId) ?? {};
    this.#known.set(paymentLinkId, { ...known, events: [...(known.events ?? []), entry] });
  }

  #settleEmails(intentId: string) {
    const intent = this.#intents.find((kept) => kept.id === intentId);
    if (!intent) return;
    const reminder = this.shared.find((kept) => kept.requestId === intent.requestId)?.reminder;
    const blocked = intent.link && this.#link(intent.link.paymentLinkId).shareBlocked;
    const trouble: Trouble | undefined =
      this.#trouble("emailTrouble") ??
      (reminder && blocked ? { state: "refused", fault: aFault("linkNotUsable") } : undefined);
    if (trouble) {
      this.#changeSteps(intentId, (step) => (step.recipient ? withTrouble(step, trouble) : step));
      return;
    }
    const at = new Date().toISOString();
    const shares = intent.emails.flatMap((step) =>
      step.recipient ? [{ ...step.recipient, at }] : [],
    );
    if (intent.link) {
      const link = { ...intent.link, shares: [...shares, ...intent.link.shares] };
      this.#keepLink(link);
      this.#setLink(intentId, link);
    }
    this.#changeSteps(intentId, (step) => (step.recipient ? settled(step, "done") : step));
  }

  #trouble(which: "createTrouble" | "emailTrouble" | "changeTrouble"): Trouble | undefined {
    if (this.offline) return { state: "waiting", fault: aFault("offline") };
    const trouble = this[which];
    if (trouble?.state === "refused") this[which] = undefined;
    return trouble;
  }

  #changeSteps(intentId: string, change: (step: StepView) => StepView) {
    this.#intents = this.#intents.map((intent) => {
      if (intent.id !== intentId) return intent;
      const [create, changing, deactivate] = [intent.create, intent.change, intent.deactivate].map(
        (step) => step && change(step),
      );
      const emails = intent.emails.map(change);
      const steps = {
        create: create ?? null,
        change: changing ?? null,
        deactivate: deactivate ?? null,
      };
      const state = worst([...Object.values(steps), ...emails]);
      return { ...intent, ...steps, emails, state };
    });
    this.#tellOutbox();
  }

  // ---- What there is -----------------------------------------------------------------------------------------------

  #intent(
    requestId: string,
    kind: IntentView["kind"],
    recipients: CreatePaymentLink["recipients"],
    what: Pick<IntentView, "amount" | "currency" | "description" | "reference">,
  ): IntentView {
    const id = `intent-${++this.#count}`;
    return {
      id,
      requestId,
      profileId: this.#active().id,
      kind,
      amount: what.amount,
      currency: what.currency,
      description: what.description,
      reference: what.reference,
      state: "sending",
      link: null,
      create: kind === "create" ? aStep(`${id}-create`, "sending") : null,
      change: kind === "change" ? aStep(`${id}-change`, "sending") : null,
      changed: null,
      deactivate: kind === "deactivate" ? aStep(`${id}-deactivate`, "sending") : null,
      emails: recipients.map(({ name, email }, nth) => ({
        ...aStep(`${id}-email-${nth}`, kind === "share" ? "sending" : "waiting"),
        recipient: { name: name || (email.split("@")[0] ?? ""), email },
      })),
      recovered: false,
      createdAt: new Date().toISOString(),
    };
  }

  #linkFrom(intent: IntentView, request: CreatePaymentLink | undefined): LinkView {
    const profile = this.#profile(intent.profileId) ?? this.#active();
    return aLink({
      profileId: profile.id,
      place: profile.place,
      amount: intent.amount,
      currency: intent.currency,
      description: intent.description,
      reference: intent.reference,
      checkedAt: new Date().toISOString(),
      keptAt: new Date().toISOString(),
      ...(this.buttonHtml !== undefined && { buttonHtml: this.buttonHtml }),
      ...(request && {
        linkType: request.linkType,
        authType: request.authType,
        paymentMethods: request.paymentMethods,
        orderId: request.orderId || null,
        expiresOn: request.expiresOn,
        buttonLabel: request.buttonLabel || "Pay Now",
      }),
    });
  }

  #keepLink(link: LinkView) {
    const known = this.#links.some((kept) => kept.paymentLinkId === link.paymentLinkId);
    this.#links = known
      ? this.#links.map((kept) => (kept.paymentLinkId === link.paymentLinkId ? link : kept))
      : [link, ...this.#links];
    this.#revision += 1;
    this.#tellLinksState();
  }

  #tellLinksState() {
    for (const listener of this.#linksStateListeners) listener(this.#linksState());
  }

  #linksState(): LinksState {
    const profileId = this.#desk.activeProfile ?? "";
    const ours = this.#links.filter((link) => link.profileId === profileId);
    return {
      profileId,
      known: ours.length,
      revision: this.#revision,
      checkedAt: this.#checkedAt ?? ours[0]?.checkedAt ?? null,
      reading: this.#reading,
      fault: this.#listFault,
    };
  }

  #link(paymentLinkId: string): LinkView {
    const link = this.#links.find((kept) => kept.paymentLinkId === paymentLinkId);
    if (!link) throw aFault("linkNotFound");
    return link;
  }

  #profile(id: string | null): ProfileView | undefined {
    return this.#desk.profiles.find((profile) => profile.id === id);
  }

  #active(): ProfileView {
    const profile = this.#profile(this.#desk.activeProfile);
    if (!profile) throw aFault("noProfile");
    return profile;
  }

  #owner(stepId: string): IntentView {
    const owner = this.#intents.find((intent) =>
      [intent.create, intent.change, intent.deactivate, ...intent.emails].some(
        (step) => step?.id === stepId,
      ),
    );
    if (!owner) throw aFault("notPossibleAnyMore");
    return owner;
  }

  #found(intentId: string): IntentView {
    const intent = this.#intents.find((kept) => kept.id === intentId);
    if (!intent) throw aFault("notPossibleAnyMore");
    return intent;
  }

  #changeProfile(profileId: string, change: Partial<ProfileView>) {
    return this.#setDesk({
      profiles: this.#desk.profiles.map((profile) =>
        profile.id === profileId ? { ...profile, ...change } : profile,
      ),
    });
  }

  #setDesk(change: Partial<DeskView>): DeskView {
    this.#desk = { ...this.#desk, ...change };
    for (const listener of this.#deskListeners) listener(this.#desk);
    return this.#desk;
  }

  #outbox(): OutboxView {
    return { intents: this.#intents, more: this.#more };
  }

  #tellOutbox() {
    for (const listener of this.#outboxListeners) listener(this.#outbox());
  }

  #gateway(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, this.delayMs));
  }
}

const LOCALES = { en: "en-US", "fr-CA": "fr-CA", es: "es-US" } as const;

function spoken(choice: LanguageChoice = "system", ofSystem: Language) {
  const language = choice === "system" ? ofSystem : choice;
  return { language, locale: LOCALES[language] as string };
}

function news(latest: PaidView[]): DeskView["paid"] {
  return { count: latest.length, latest: latest.slice(0, 10) };
}

export function aStep(id: string, state: StepState, given: Partial<StepView> = {}): StepView {
  return {
    id,
    recipient: null,
    state,
    fault: null,
    sentAt: null,
    nextTryAt: null,
    canTakeBack: state === "waiting" || state === "held",
    canRetry: state === "held",
    ...given,
  };
}

function settled(step: StepView, state: "done" | "takenBack" | "dropped"): StepView {
  return { ...step, state, fault: null, nextTryAt: null, canTakeBack: false, canRetry: false };
}

function withTrouble(step: StepView, { state, fault }: Trouble): StepView {
  const byItself = state === "waiting" && fault;
  return {
    ...step,
    state,
    fault: fault ?? null,
    nextTryAt: byItself ? new Date(Date.now() + 30_000).toISOString() : null,
    canTakeBack: (state === "waiting" || state === "held") && fault?.effect !== "unknown",
    canRetry: (state === "waiting" || state === "held") && fault !== undefined,
  };
}

/** Emails of a link that is not made wait for it, or are over with it. */
function afterCreate(create: Trouble["state"]): Trouble["state"] {
  return create === "refused" ? "refused" : "waiting";
}

const RANKS: readonly StepState[] = [
  "done",
  "takenBack",
  "dropped",
  "waiting",
  "sending",
  "checking",
  "held",
  "refused",
  "needsDecision",
];

function worst(steps: readonly (StepView | null)[]): StepState {
  const rank = Math.max(...steps.map((step) => (step ? RANKS.indexOf(step.state) : 0)));
  return RANKS[rank] ?? "done";
}
