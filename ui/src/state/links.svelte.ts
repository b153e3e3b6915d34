// The links of the active profile as a list: what is asked of it, the part of it that is in view, what is marked, and
// how it stands to the gateway's.

import type { Api, Fault, LinkRow, LinksState, Sorting } from "../ipc/api";
import { asFault } from "../ipc/faults";
import { Filters, type FilterName, type Wish } from "./filters.svelte";
import { Pages } from "./pages.svelte";
import { Selection, SELECTED_MAX } from "./selection.svelte";

const FRESH_MS = 10_000;
/** Orders in which a new link comes before the others. */
const NEWEST_FIRST: readonly Sorting[] = ["unpaidFirst", "newest"];

export class Links {
  readonly filters = new Filters();
  readonly pages: Pages;
  readonly selection = new Selection();
  /** How far the list was scrolled when it was left, in CSS pixels. */
  place = 0;

  #api: Api;
  #view = $state.raw<LinksState | undefined>();
  #fault = $state.raw<Fault | undefined>();
  #asking = $state(false);
  #opening = 0;
  #askedAt = 0;
  #walkedTo = $state(0);
  #walkedToId = $state<string | undefined>();

  /** The row that Tab reaches: it is followed when it moves. */
  #current = $derived.by(() => {
    const { count } = this.pages;
    const at = Math.min(this.#walkedTo, Math.max(0, count - 1));
    const id = this.#walkedToId;
    if (id === undefined || this.pages.rowAt(at)?.paymentLinkId === id) return at;
    return this.pages.rows.find(([, row]) => row.paymentLinkId === id)?.[0] ?? at;
  });

  constructor(api: Api) {
    this.#api = api;
    this.pages = new Pages((request) => api.findLinks(request));
  }

  start(): Promise<() => void> {
    return this.#api.onLinksStateChanged((view) => {
      if (view.profileId === this.#view?.profileId) this.#take(view);
    });
  }

  /** Undefined until this computer has told how many links it knows. */
  get known(): number | undefined {
    return this.#view?.known;
  }

  get revision(): number {
    return this.#view?.revision ?? 0;
  }

  /** While the gateway's list is being read: how many of its links have been. */
  get reading(): number | null {
    return this.#view?.reading ?? null;
  }

  /** The gateway is being asked. */
  get asking(): boolean {
    return this.#asking || this.reading !== null;
  }

  get checkedAt(): string | null {
    return this.#view?.checkedAt ?? null;
  }

  /** Why the last look at the gateway, or at this computer, failed. */
  get fault(): Fault | undefined {
    return this.#fault ?? this.#view?.fault ?? undefined;
  }

  get current(): number {
    return this.#current;
  }

  /**
   * The row that keys act on: the one that was walked to, wherever its link stands by now. Where the link has left the list
   * there is none until one walks again, since nobody chose the link that took its place.
   */
  get chosen(): LinkRow | undefined {
    const row = this.pages.rowAt(this.current);
    const id = this.#walkedToId;
    return id === undefined || row?.paymentLinkId === id ? row : undefined;
  }

  /** The link that was walked to has left the list. */
  get lost(): boolean {
    return this.#walkedToId !== undefined && this.chosen === undefined;
  }

  /** What is remembered, then what the gateway says. */
  async open(): Promise<void> {
    const opening = ++this.#opening;
    this.#view = undefined;
    this.#fault = undefined;
    this.#asking = true;
    this.pages.clear();
    this.selection.clear();
    this.#toTop();
    try {
      const view = await this.#api.getLinksState();
      if (opening === this.#opening) this.#take(view);
    } catch (reason) {
      if (opening === this.#opening) this.#fault = asFault(reason);
    }
    if (opening === this.#opening) await this.refresh();
  }

  /** As refresh, unless the gateway was asked a moment ago. */
  async refreshIfStale(now: number): Promise<void> {
    if (!this.asking && now - this.#askedAt > FRESH_MS) await this.refresh();
  }

  async refresh(): Promise<void> {
    const opening = this.#opening;
    const ours = () => opening === this.#opening;
    this.#asking = true;
    this.#askedAt = Date.now();
    let fault: Fault | undefined;
    try {
      await this.#api.refreshLinks();
    } catch (reason) {
      fault = asFault(reason);
    }
    try {
      const view = ours() ? await this.#api.getLinksState() : undefined;
      if (view && ours()) this.#take(view);
    } catch (reason) {
      fault ??= asFault(reason);
    }
    if (!ours()) return;
    this.#fault = fault;
    this.#asking = false;
    if (this.pages.fault) this.#ask();
  }

  // ---- Finding -----------------------------------------------------------------------------------------------------

  narrow(change: Partial<Wish>): void {
    this.filters.change(change);
    this.#askAnew();
  }

  widen(name: FilterName): void {
    this.filters.clear(name);
    this.#askAnew();
  }

  showAll(): void {
    this.filters.clearAll();
    this.#askAnew();
  }

  // ---- Walking and marking -----------------------------------------------------------------------------------------

  walkTo(index: number): void {
    const at = Math.min(Math.max(index, 0), Math.max(0, this.pages.count - 1));
    this.#walkedTo = at;
    this.#walkedToId = this.pages.rowAt(at)?.paymentLinkId;
  }

  /** To a link that was made just now, as far as it stands in front: what is looked for, and the order, stay. */
  walkToMade(paymentLinkId: string): void {
    const { narrowed, wish } = this.filters;
    if (!narrowed && NEWEST_FIRST.includes(wish.sorting)) this.#toTop();
    this.#walkedToId = paymentLinkId;
  }

  /** False when the row is not here yet, or is one of so many that were marked as a whole that it cannot be taken out. */
  async toggle(index: number): Promise<boolean> {
    const row = this.pages.rowAt(index);
    if (!row) return false;
    if (this.selection.all) {
      const all = await this.selectedIds();
      if (!all) return false;
      this.selection.clear();
      this.selection.range(0, all);
    }
    this.selection.toggle(index, row.paymentLinkId);
    return true;
  }

  /** Marks from where the marking began to this row. False when it is too far for that. */
  async extendTo(index: number): Promise<boolean> {
    if (this.selection.all) return true;
    const anchor = this.selection.anchor ?? this.current;
    if (this.selection.anchor === undefined) this.selection.begin(anchor);
    const [first, last] = anchor < index ? [anchor, index] : [index, anchor];
    if (last - first >= SELECTED_MAX) return false;
    this.selection.range(first, await this.#idsBetween(first, last));
    return true;
  }

  /** How many are marked. */
  get selected(): number {
    return this.selection.all ? this.pages.count : this.selection.size;
  }

  /** The ids of what is marked; undefined when these are too many. */
  async selectedIds(): Promise<readonly string[] | undefined> {
    if (!this.selection.all) return this.selection.ids;
    if (this.pages.count > SELECTED_MAX) return undefined;
    return this.#idsBetween(0, this.pages.count - 1);
  }

  async #idsBetween(first: number, last: number): Promise<string[]> {
    const rows = await this.pages.between(first, last);
    return rows.map((row) => row.paymentLinkId);
  }

  // ---- Keeping up --------------------------------------------------------------------------------------------------

  #take(view: LinksState): void {
    const first = this.#view === undefined;
    const changed = this.#view?.revision !== view.revision;
    this.#view = view;
    this.#fault = undefined;
    if (first) this.#ask();
    else if (this.#isOfAnotherDay) this.#askAnew();
    else if (changed) this.pages.renew(view.revision);
  }

  /** What "today" means has changed since it was asked. */
  get #isOfAnotherDay(): boolean {
    const { finding } = this.pages;
    return finding?.createdFrom !== this.filters.question(Date.now()).createdFrom;
  }

  #askAnew(): void {
    this.selection.notEverything();
    this.#toTop();
    this.#ask();
  }

  #ask(): void {
    const profileId = this.#view?.profileId;
    if (profileId === undefined) return;
    this.pages.ask({ profileId, ...this.filters.question(Date.now()) });
  }

  #toTop(): void {
    this.#walkedTo = 0;
    this.#walkedToId = undefined;
    this.place = 0;
  }
}
