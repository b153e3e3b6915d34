// The desk as the Rust side last told it: profiles, preferences, limits, currencies, notices.

import type {
  Api,
  Authenticate,
  CurrencyView,
  DeskView,
  Language,
  Limits,
  Notice,
  PaidNews,
  Place,
  Preferences,
  ProfileView,
  SaveProfile,
} from "../ipc/api";

export class Desk {
  #api: Api;
  #view: DeskView;
  #active: ProfileView | undefined;
  #exponents: Map<string, number>;
  #seenNotices: string[];

  constructor(api: Api, view: DeskView) {
    this.#api = api;
    this.#view = $state.raw(view);
    this.#seenNotices = $state.raw([]);
    this.#active = $derived(
      this.#view.profiles.find((profile) => profile.id === this.#view.activeProfile),
    );
    this.#exponents = $derived(
      new Map(this.#view.currencies.map((currency) => [currency.code, currency.exponent])),
    );
  }

  start(): Promise<() => void> {
    return this.#api.onDeskChanged((view) => (this.#view = view));
  }

  get profiles(): readonly ProfileView[] {
    return this.#view.profiles;
  }

  get active(): ProfileView | undefined {
    return this.#active;
  }

  get place(): Place | undefined {
    return this.#active?.place;
  }

  get preferences(): Required<Preferences> {
    return {
      appearance: "system",
      language: "system",
      copyNewLinks: true,
      watch: {},
      newLinkShortcut: null,
      tourSeen: false,
      lookForUpdates: true,
      letterKeys: true,
      ...this.#view.preferences,
    };
  }

  get paid(): PaidNews {
    return this.#view.paid;
  }

  /** The version of a newer Paylink that the user is to be told of. */
  get update(): string | null {
    return this.#view.update;
  }

  get language(): Language {
    return this.#view.language;
  }

  get systemLanguage(): Language {
    return this.#view.systemLanguage;
  }

  get locale(): string {
    return this.#view.locale;
  }

  get limits(): Limits {
    return this.#view.limits;
  }

  get currencies(): readonly CurrencyView[] {
    return this.#view.currencies;
  }

  get practice() {
    return this.#view.practice;
  }

  /** Why there is no data to work with, if there is none. */
  get noData(): Notice | undefined {
    return this.#view.notices.find(
      ({ code }) => code === "anotherPaylinkIsOpen" || code === "dataUnavailable",
    );
  }

  get notices(): readonly Notice[] {
    return this.#view.notices.filter((notice) => !this.#seenNotices.includes(noticeKey(notice)));
  }

  profile(id: string | null): ProfileView | undefined {
    return this.#view.profiles.find((profile) => profile.id === id);
  }

  /** What was typed in the place of a currency may be none. */
  knows(currency: string): boolean {
    return this.exponentOf(currency) !== undefined;
  }

  exponentOf(currency: string): number | undefined {
    return this.#exponents.get(currency);
  }

  hideNotice(notice: Notice): void {
    this.#seenNotices = [...this.#seenNotices, noticeKey(notice)];
  }

  showNotice(notice: Notice): void {
    this.#seenNotices = this.#seenNotices.filter((key) => key !== noticeKey(notice));
  }

  async enterApiKey(): Promise<boolean> {
    return (await this.#api.enterApiKey()).entered;
  }

  /** Nobody waits for the key any more. */
  async leaveApiKey(): Promise<void> {
    await this.#api.leaveApiKey();
  }

  async authenticate(request: Authenticate): Promise<void> {
    this.#view = await this.#api.authenticate(request);
  }

  async switchTo(profileId: string): Promise<void> {
    this.#view = await this.#api.switchProfile(profileId);
  }

  async saveProfile(request: SaveProfile): Promise<void> {
    this.#view = await this.#api.saveProfile(request);
  }

  async removeProfile(profileId: string): Promise<void> {
    this.#view = await this.#api.removeProfile(profileId);
  }

  async removeKey(profileId: string): Promise<void> {
    this.#view = await this.#api.removeKey(profileId);
  }

  async deleteEverything(): Promise<void> {
    this.#view = await this.#api.deleteEverything();
  }

  async savePreferences(change: Partial<Preferences>): Promise<void> {
    this.#view = await this.#api.savePreferences({ ...this.preferences, ...change });
  }
}

function noticeKey(notice: Notice): string {
  return notice.code === "fileSetAside" ? `${notice.code} ${notice.keptAs}` : notice.code;
}
