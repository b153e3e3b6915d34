// Everything the screens share, made once when the page opens.

import { formatCount } from "../format/count";
import { isDay } from "../format/day";
import { formatMoney } from "../format/money";
import { formatAge, formatDay, formatMoment, formatRecentDay } from "../format/time";
import type {
  Api,
  CopyWhat,
  DeskView,
  Fault,
  FaultEffect,
  IntentView,
  LanguageChoice,
  LinkDetails,
  LinkRow,
  LinkView,
  OpenLink,
  PaidNews,
} from "../ipc/api";
import { asFault, faultWords } from "../ipc/faults";
import { complaintSentence } from "../text/complaints";
import { language, nearest, speak } from "../text/language";
import { links as listWords } from "../text/links";
import { suggestedMessage, type Told } from "../text/new-link";
import { whatFor, whatOpen } from "../text/outbox";
import { paidSentence } from "../text/paid";
import { mailSubject, share as shareWords } from "../text/share";
import { told } from "../text/told";
import { amountWord } from "../text/words";
import type { ChangeForm } from "./change.svelte";
import { Clock } from "./clock.svelte";
import { Commands } from "./commands";
import { shared } from "./context";
import { Desk } from "./desk.svelte";
import { Drafts } from "./drafts.svelte";
import type { FilterName } from "./filters.svelte";
import { focusWrong, isDialogOpen, returnToAmount, returnToForm } from "./focus";
import type { NewLinkForm } from "./new-link.svelte";
import { Links } from "./links.svelte";
import { News } from "./news.svelte";
import { Outbox } from "./outbox.svelte";
import { Paid } from "./paid.svelte";
import { soon } from "./patience";
import { People } from "./people.svelte";
import { Route } from "./route.svelte";
import { lastRecipients } from "./share.svelte";
import { Spoken } from "./spoken.svelte";
import { Tour } from "./tour.svelte";
import { Undo } from "./undo";
import { Templates } from "./templates.svelte";

type Nameable = "amount" | "currency" | "description";
type Distinct = Pick<LinkView, Nameable | "reference">;
type Tellable = Pick<LinkView, Nameable | "profileId" | "expiresOn" | "authType">;

export class Paylink {
  readonly api: Api;
  readonly desk: Desk;
  readonly links: Links;
  readonly outbox: Outbox;
  readonly news: News;
  readonly people: People;
  readonly templates: Templates;
  readonly paid: Paid;
  readonly route = new Route();
  readonly spoken = new Spoken();
  readonly clock = new Clock();
  readonly commands = new Commands(() => this.desk.preferences.letterKeys);
  readonly undo = new Undo();
  readonly tour: Tour;
  /** Each profile's form that was left half filled in, to be found again; Cancel throws it away. */
  readonly drafts = new Drafts();
  /** Each link's change that was left half typed, likewise. */
  readonly changes = new Map<string, ChangeForm>();

  constructor(api: Api, view: DeskView) {
    this.api = api;
    this.desk = new Desk(api, view);
    this.links = new Links(api);
    this.news = new News(this.what);
    this.outbox = new Outbox(api, (intents) => this.news.hear(intents));
    this.people = new People(api);
    this.templates = new Templates(api);
    this.paid = new Paid(api, this.desk);
    this.tour = new Tour(this);
  }

  #attempts = $state(0);
  #begun = $state(0);
  /** The profile whose links, people and templates are on the page. */
  #opened = "";

  /** Something that the user asked for is not answered yet. */
  get working(): boolean {
    return this.#attempts > 0;
  }

  /** How often the user has asked for something, answered or not. */
  get begun(): number {
    return this.#begun;
  }

  /** Whether the screen is about to be drawn afresh because its user chose a language on it. */
  languageChosen = false;

  async speak(choice: LanguageChoice): Promise<void> {
    const before = this.desk.language;
    this.languageChosen = true;
    await this.attempt(() => this.desk.savePreferences({ language: choice }));
    if (this.desk.language === before) this.languageChosen = false;
  }

  static async open(api: Api): Promise<Paylink> {
    const view = await api.getDesk().catch(async (reason: unknown) => {
      // Even that nothing could be opened is said in a language of the user's.
      await speak(nearest(navigator.language));
      throw reason;
    });
    if (view.language !== language()) await speak(view.language);
    return new Paylink(api, view);
  }

  /** Listens and loads. What it returns stops the listening. */
  start(): () => void {
    const stops = [
      this.desk.start(),
      this.links.start(),
      this.outbox.start(),
      this.api.onDeskChanged((view) => this.#hearOfPayments(view.paid)),
      this.api.onOpenLink((link) => void this.showLink(link)),
      this.api.onBeginLink(() => void this.beginLink()),
    ];
    const stopClock = this.clock.start();
    if (this.desk.active) {
      this.route.toLinks();
      this.#openProfile();
      void this.beginLink();
    } else if (this.desk.noData) {
      this.route.toNoData(this.desk.noData);
      void this.links.open();
    } else {
      this.route.toWelcome();
    }
    return () => {
      stopClock();
      for (const stop of stops) void stop.then((end) => end());
    };
  }

  /** A new link was begun outside of the window. Nothing that is half typed is put away for it. */
  async beginLink(): Promise<void> {
    const begun = await this.api.takeBegun().catch(() => false);
    if (!begun || !this.desk.active) return;
    const isBusy = this.route.overlay !== undefined || this.route.screen.name === "connect";
    if (!isBusy && !isDialogOpen() && !returnToForm()) this.route.toNewLink();
  }

  /** To the form of a new link. If one is on the page, to its amount, which is typed anew. */
  toNewLink(): void {
    if (!returnToAmount()) this.route.toNewLink();
  }

  /** True when that profile is in use. */
  async switchTo(profileId: string): Promise<boolean> {
    if (profileId === this.desk.active?.id) return true;
    return this.attempt(async () => {
      await this.desk.switchTo(profileId);
      this.route.toLinks();
      this.#openProfile();
      if (this.desk.active) this.spoken.say(told.switchedTo(this.desk.active.name));
    });
  }

  /**
   * Shows a link of the list once there is something of it to show, or that takes too long: to draw an empty screen first
   * takes longer than to ask this computer.
   */
  async openLink(paymentLinkId: string): Promise<void> {
    const { screen } = this.route;
    let known: LinkDetails | undefined;
    await this.attempt(async () => (known = await soon(this.api.getLink(paymentLinkId))));
    if (this.route.isStill(screen)) this.route.toLink(paymentLinkId, known);
  }

  /** Shows a link in the profile that it belongs to. */
  async showLink({ profileId, paymentLinkId }: OpenLink): Promise<void> {
    if (await this.switchTo(profileId)) this.route.toLink(paymentLinkId);
  }

  /** The user looks at this link: that it was paid is no news any more. */
  async lookedAt(paymentLinkId: string): Promise<void> {
    await this.#tryTo(() => this.paid.seeLink(paymentLinkId));
  }

  /** Begins a link like one that was not made, in the profile that it was meant for. */
  async startAnew(intent: IntentView): Promise<void> {
    const people = intent.emails.flatMap(({ recipient }) => recipient ?? []);
    if (await this.switchTo(intent.profileId)) this.route.toNewLink({ ...intent, people });
  }

  /** A profile was connected while its user had gone elsewhere: what is on the page stays with the profile it is of. */
  async stay(): Promise<void> {
    const opened = this.#opened;
    const wasInUse = opened !== this.desk.active?.id && this.desk.profile(opened) !== undefined;
    if (!wasInUse || !(await this.attempt(() => this.desk.switchTo(opened))))
      this.profilesChanged();
  }

  /** After a profile was connected or removed: on with whatever is active. */
  profilesChanged(): void {
    if (this.desk.active) this.#openProfile();
    else this.route.toWelcome();
  }

  /** Tells what was done, and keeps for a while how to take it back. */
  undoable(text: string, back: () => void, owner?: object): void {
    const take = this.undo.keep(() => {
      // Taken back by keys, it is not offered any more.
      if (this.spoken.line?.undo === take) this.spoken.hide();
      back();
    }, owner);
    this.spoken.say(text, take);
  }

  /** Files away what is over. */
  async putAway(intents: readonly IntentView[]): Promise<void> {
    const ids = intents.map(({ id }) => id);
    const away = await this.attempt(async () => {
      for (const id of ids) await this.outbox.dismiss(id);
    });
    if (!away) return;
    this.undoable(
      told.putAway(ids.length),
      () =>
        void this.attempt(async () => {
          for (const id of ids) await this.outbox.showAgain(id);
        }),
    );
  }

  /** After everything on this computer was deleted: as at a first start. */
  allDeleted(): void {
    this.drafts.clear();
    this.changes.clear();
    this.news.clear();
    this.route.toWelcome();
  }

  async copy(paymentLinkId: string, what: CopyWhat = "url"): Promise<boolean> {
    return this.attempt(async () => {
      await this.api.copyLink(paymentLinkId, what);
      this.spoken.say(what === "url" ? told.linkCopied : told.buttonCopied);
    });
  }

  /** Opens the user's own mail program with the link in a message, to those who were emailed last. */
  async mailByHand(link: LinkView): Promise<void> {
    const toTell = this.toTell(link);
    await this.attempt(() =>
      this.api.mailLink({
        profileId: link.profileId,
        paymentLinkId: link.paymentLinkId,
        recipients: lastRecipients(link.shares).map(({ email }) => email),
        subject: mailSubject(toTell.business, toTell.description),
        message: suggestedMessage(toTell),
      }),
    );
  }

  /** Does it with the link itself, of which a row shows only a part. */
  async withLink(paymentLinkId: string, use: (link: LinkView) => void): Promise<void> {
    await this.withDetails(paymentLinkId, ({ link }) => use(link));
  }

  /** As withLink, with everything that is known of it. Whoever has gone elsewhere meanwhile is left alone. */
  async withDetails(paymentLinkId: string, use: (details: LinkDetails) => void): Promise<void> {
    const { screen } = this.route;
    await this.attempt(async () => {
      const details = await this.api.getLink(paymentLinkId);
      if (this.route.isStill(screen)) use(details);
    });
  }

  /** Finds the links that were sent to the person of a row, of whose address a row may show only the beginning. */
  async findPersonOf({ paymentLinkId, person }: LinkRow): Promise<void> {
    if (!person) return;
    if (!person.email.endsWith("…")) return this.links.narrow({ person });
    await this.withLink(paymentLinkId, ({ shares: [last] }) => {
      if (last) this.links.narrow({ person: { name: last.name, email: last.email } });
    });
  }

  /** Finds everything again. */
  showAll(): void {
    this.undoable(listWords.filtersCleared, this.#wideningTaken());
    this.links.showAll();
  }

  /** Without that filter. */
  widen(name: FilterName): void {
    this.undo.keep(this.#wideningTaken());
    this.links.widen(name);
  }

  /** Nothing is marked any more. Several marks are some work to set: that is told. */
  clearSelection(): void {
    const { selection, selected } = this.links;
    const back = selection.kept();
    selection.clear();
    if (selected > 1) this.undoable(listWords.selectionCleared, back);
    else this.undo.keep(back);
  }

  /** Throws away what was typed into a new link. */
  discard(form: NewLinkForm): void {
    const touched = form.discard();
    if (!touched) return;
    this.drafts.drop(form);
    this.undoable(told.discarded, () => {
      form.keep();
      this.route.toNewLink(null, form);
    });
  }

  /** Copies the addresses of the marked links, one in each line. */
  async copySelected(): Promise<void> {
    await this.attempt(async () => {
      const profileId = this.links.pages.finding?.profileId;
      const ids = await this.links.selectedIds();
      if (profileId === undefined || !ids) return this.spoken.say(listWords.copyTooMany);
      await this.api.copyLinks(profileId, [...ids]);
      this.spoken.say(listWords.copied(ids.length, this.number(ids.length)));
    });
  }

  /** Writes the marked links, or all that were found, into a file. */
  async exportLinks(): Promise<void> {
    await this.attempt(async () => {
      const { finding } = this.links.pages;
      if (!finding) return;
      const { file, count } = await this.api.exportLinks({
        paymentLinkIds: [...this.links.selection.ids],
        find: { ...finding, offset: 0, limit: 0 },
      });
      this.spoken.say(listWords.exported(count, this.number(count), file.folder, file.fileName));
    });
  }

  async openInBrowser(paymentLinkId: string): Promise<void> {
    await this.attempt(() => this.api.openLink(paymentLinkId));
  }

  /** The system says that there is a connection again: what waits goes out, and the list is looked at afresh. */
  async connectionReturned(): Promise<void> {
    await this.#tryTo(() => this.api.connectionReturned());
    if (this.desk.active) await this.links.refresh();
  }

  async openInbox(): Promise<void> {
    await this.attempt(() => this.api.openInbox());
  }

  /** Leads to what is wrong in a form. */
  async leadToWrong(form: HTMLElement | undefined): Promise<void> {
    const unheard = await focusWrong(form);
    if (unheard) this.spoken.tell(unheard);
  }

  /** Does what the user asked for; what goes wrong is told until something works again. True if it worked. */
  async attempt(act: () => Promise<unknown>): Promise<boolean> {
    this.#attempts++;
    this.#begun++;
    const worked = await this.#tryTo(act);
    this.#attempts--;
    if (worked) this.spoken.calm();
    return worked;
  }

  /** As attempt, for what nobody asked for. */
  async #tryTo(act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (reason) {
      const words = faultWords[asFault(reason).code];
      this.spoken.complain(`${words.title} ${words.next}`);
      return false;
    }
  }

  /** Tells of what was refused after whoever asked for it had left. The field that is wrong is not there to be marked. */
  complainOf(what: string, fault: Fault, effects?: Record<FaultEffect, string>): void {
    const { title, next } = faultWords[fault.code];
    const [wrong] = fault.code === "checkFields" ? fault.fields : [];
    const said = effects ? [title, effects[fault.effect], next] : [title, next];
    const why = wrong ? complaintSentence(wrong) : said.join(" ");
    this.spoken.complain(listWords.of(what, why));
  }

  readonly money = (amount: number, currency: string): string => {
    const exponent = this.desk.exponentOf(currency);
    if (exponent === undefined) return told.smallestUnits(amount, currency);
    return formatMoney(amount, currency, exponent, this.desk.locale);
  };

  /** An amount as it was asked for: of some links the customer enters it. */
  readonly amount = (amount: number | null, currency: string): string =>
    amount === null ? amountWord.customerEnters : this.money(amount, currency);

  /** What a request is about, in a few words. */
  readonly what = ({ amount, currency, description }: Pick<Tellable, Nameable>): string =>
    amount === null ? whatOpen(description) : whatFor(this.money(amount, currency), description);

  /** Tells one link from the others: where nothing says what it is for, by whom it was emailed to, or by its reference. */
  which({ amount, currency, description, reference }: Distinct, email: string | undefined): string {
    const what = description || email || (reference && shareWords.byReference(reference));
    return shareWords.what(this.amount(amount, currency), what);
  }

  readonly whichLink = (link: LinkView): string => this.which(link, link.shares[0]?.email);

  /** What a message tells of a link. */
  toTell({ profileId, amount, currency, description, expiresOn, authType }: Tellable): Told {
    return {
      business: this.desk.profile(profileId)?.name ?? "",
      amount: amount === null ? null : this.money(amount, currency),
      description,
      until: expiresOn !== null && isDay(expiresOn) ? this.day(expiresOn) : null,
      holds: authType === "preAuthorization",
    };
  }

  readonly number = (count: number): string => formatCount(count, this.desk.locale);

  readonly day = (day: string): string => formatDay(day, this.desk.locale);
  readonly moment = (moment: string): string => formatMoment(moment, this.desk.locale);
  readonly recentDay = (moment: string): string =>
    formatRecentDay(moment, this.clock.now, this.desk.locale);
  readonly age = (moment: string): string => formatAge(moment, this.clock.now, this.desk.locale);

  /** Whether it was within the last half minute. */
  isNew(moment: string | null): boolean {
    return moment !== null && this.clock.now - Date.parse(moment) < 30_000;
  }

  #wideningTaken(): () => void {
    const { wish } = this.links.filters;
    return () => this.links.narrow(wish);
  }

  /** What was paid just now is said, wherever one is; what is on the page as it opens is not. */
  #hearOfPayments(news: PaidNews): void {
    const [first] = this.paid.hear(news);
    if (first) this.spoken.say(`${paidSentence(first, this.money)}.`);
  }

  #openProfile(): void {
    this.#opened = this.desk.active?.id ?? "";
    this.news.clear();
    this.spoken.calm();
    this.undo.forgetAll();
    this.links.filters.clearAll();
    void this.links.open();
    void this.people.open();
    void this.templates.open(this.#opened);
  }
}

export const [getPaylink, setPaylink, peekPaylink] = shared<Paylink>("Paylink");
