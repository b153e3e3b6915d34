// What was paid and not looked at yet, as the desk tells it.

import type { Api, PaidNews, PaidView } from "../ipc/api";
import type { Desk } from "./desk.svelte";

export class Paid {
  #api: Api;
  #desk: Desk;
  /** Said so far: the news before the page was opened is on it already. */
  #heard: Set<string>;

  constructor(api: Api, desk: Desk) {
    this.#api = api;
    this.#desk = desk;
    this.#heard = new Set(desk.paid.latest.map(({ id }) => id));
  }

  get count(): number {
    return this.#desk.paid.count;
  }

  /** Newest first, of all profiles. */
  get latest(): readonly PaidView[] {
    return this.#desk.paid.latest;
  }

  /** Those that have not been heard of before, newest first. */
  hear(news: PaidNews): PaidView[] {
    const fresh = news.latest.filter(({ id }) => !this.#heard.has(id));
    for (const { id } of fresh) this.#heard.add(id);
    return fresh;
  }

  async see(paid: readonly PaidView[]): Promise<void> {
    if (paid.length > 0) await this.#api.seePaid(paid.map(({ id }) => id));
  }

  async seeAll(): Promise<void> {
    await this.#api.seePaid([]);
  }

  /** The user looks at this link. */
  async seeLink(paymentLinkId: string): Promise<void> {
    await this.see(this.latest.filter((paid) => paid.paymentLinkId === paymentLinkId));
  }
}
