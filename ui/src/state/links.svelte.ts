// The links of the active profile: what this computer remembers at once, then what the gateway says; and what of them
// is in sight. An answer that was overtaken by a later question is dropped.

import type { Api, Fault, LinkStatus, LinksView, LinkType, LinkView } from "../ipc/api";
import { asFault } from "../ipc/faults";

export type StatusFilter = "all" | Exclude<LinkStatus, "unknown">;
export type KindFilter = "all" | LinkType;
export type Sorting = "newest" | "oldest" | "largest" | "expiresSoonest";

const FRESH_MS = 10_000;

export class Links {
  query = $state("");
  status = $state<StatusFilter>("all");
  kind = $state<KindFilter>("all");
  sorting = $state<Sorting>("newest");

  #api: Api;
  #money: (amount: number, currency: string) => string;
  #view = $state.raw<LinksView | undefined>();
  #fault = $state.raw<Fault | undefined>();
  #asking = $state(false);
  #question = 0;
  #askedAt = 0;
  #haystacks = new WeakMap<LinkView, string>();

  #found = $derived.by(() => this.#search());
  #visible = $derived.by(() => {
    const status = this.status;
    const links =
      status === "all" ? this.#found : this.#found.filter((link) => link.status === status);
    return this.#sorted(links);
  });

  constructor(api: Api, money: (amount: number, currency: string) => string) {
    this.#api = api;
    this.#money = money;
  }

  start(): Promise<() => void> {
    return this.#api.onLinksChanged((view) => {
      // While a profile is being opened, what comes may still be about the one before.
      const ours = this.#view ? this.#view.profileId === view.profileId : !this.#asking;
      if (ours) this.#take(view);
    });
  }

  /** Undefined until this computer has told what it remembers. */
  get all(): readonly LinkView[] | undefined {
    return this.#view?.links;
  }

  get visible(): readonly LinkView[] {
    return this.#visible;
  }

  get narrowed(): boolean {
    return this.query.trim() !== "" || this.status !== "all" || this.kind !== "all";
  }

  get asking(): boolean {
    return this.#asking;
  }

  get checkedAt(): string | null {
    return this.#view?.checkedAt ?? null;
  }

  /** Why the last look at the gateway, or at this computer, failed. */
  get fault(): Fault | undefined {
    return this.#fault ?? this.#view?.fault ?? undefined;
  }

  countOf(status: StatusFilter): number {
    if (status === "all") return this.#found.length;
    return this.#found.filter((link) => link.status === status).length;
  }

  find(paymentLinkId: string): LinkView | undefined {
    return this.#view?.links.find((link) => link.paymentLinkId === paymentLinkId);
  }

  /** What is remembered, then what the gateway says. */
  async open(): Promise<void> {
    const question = ++this.#question;
    this.#view = undefined;
    this.#fault = undefined;
    this.#asking = true;
    try {
      const view = await this.#api.listLinks();
      if (question !== this.#question) return;
      this.#take(view);
    } catch (reason) {
      if (question === this.#question) this.#fault = asFault(reason);
    }
    if (question === this.#question) await this.refresh();
  }

  /** As refresh, unless the gateway was asked a moment ago. */
  async refreshIfStale(now: number): Promise<void> {
    if (!this.#asking && now - this.#askedAt > FRESH_MS) await this.refresh();
  }

  async refresh(): Promise<void> {
    const question = ++this.#question;
    this.#asking = true;
    this.#askedAt = Date.now();
    try {
      const view = await this.#api.refreshLinks();
      if (question === this.#question) this.#take(view);
    } catch (reason) {
      if (question === this.#question) this.#fault = asFault(reason);
    } finally {
      if (question === this.#question) this.#asking = false;
    }
  }

  async check(paymentLinkId: string): Promise<LinkView> {
    const link = await this.#api.checkLink(paymentLinkId);
    const view = this.#view;
    if (view) {
      const links = view.links.map((kept) => (kept.paymentLinkId === paymentLinkId ? link : kept));
      this.#view = { ...view, links };
    }
    return link;
  }

  showAll(): void {
    this.query = "";
    this.status = "all";
    this.kind = "all";
  }

  #take(view: LinksView): void {
    this.#view = view;
    this.#fault = undefined;
  }

  #search(): readonly LinkView[] {
    const links = this.#view?.links ?? [];
    const kind = this.kind;
    const words = this.query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    return links.filter(
      (link) =>
        (kind === "all" || link.linkType === kind) &&
        words.every((word) => this.#haystack(link).includes(word)),
    );
  }

  #haystack(link: LinkView): string {
    const kept = this.#haystacks.get(link);
    if (kept !== undefined) return kept;
    const made = [
      link.amount === null ? "" : this.#money(link.amount, link.currency),
      link.currency,
      link.description,
      link.reference,
      link.orderId ?? "",
      link.paymentLinkId,
      ...link.shares.flatMap((share) => [share.name, share.email]),
    ]
      .join("\n")
      .toLocaleLowerCase();
    this.#haystacks.set(link, made);
    return made;
  }

  #sorted(links: readonly LinkView[]): readonly LinkView[] {
    switch (this.sorting) {
      case "newest":
        return links;
      case "oldest":
        return links.toReversed();
      case "largest":
        return links.toSorted((one, other) => (other.amount ?? -1) - (one.amount ?? -1));
      case "expiresSoonest":
        return links.toSorted((one, other) => expiryRank(one).localeCompare(expiryRank(other)));
    }
  }
}

function expiryRank(link: LinkView): string {
  return (link.status === "active" ? "0" : "1") + (link.expiresOn ?? "9999-12-31");
}
