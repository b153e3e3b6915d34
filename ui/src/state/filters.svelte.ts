// What the user asks of the list: words, filters, and an order. It becomes a question to the desk.

import { isDay } from "../format/day";
import { dayAt, daysAfter } from "../format/time";
import type { AmountSetBy, FindLinks, LinkStatus, LinkType, Sorting } from "../ipc/api";

export type Status = Exclude<LinkStatus, "held" | "unknown">;
export type Made = "today" | "week" | "month" | "year" | "between";
export type Person = { name: string; email: string };

/** All that finds, without the part of it that is looked at. */
export type Question = Omit<FindLinks, "profileId" | "offset" | "limit">;

export type Wish = {
  text: string;
  status: Status | null;
  kind: LinkType | null;
  setBy: AmountSetBy | null;
  made: Made | null;
  /** First and last day for `between`; empty for none, or what was typed while that is none. */
  from: string;
  to: string;
  person: Person | null;
  sorting: Sorting;
};

/** The filters that can be taken away one by one. */
export type FilterName = "status" | "kind" | "setBy" | "made" | "person";

const NOTHING: Omit<Wish, "sorting"> = {
  text: "",
  status: null,
  kind: null,
  setBy: null,
  made: null,
  from: "",
  to: "",
  person: null,
};

const NAMES: readonly FilterName[] = ["status", "kind", "setBy", "made", "person"];

export class Filters {
  #wish = $state.raw<Wish>({ ...NOTHING, sorting: "unpaidFirst" });

  get wish(): Readonly<Wish> {
    return this.#wish;
  }

  /** The filters in use, without the words. */
  get active(): readonly FilterName[] {
    return NAMES.filter((name) =>
      name === "made" ? madeSays(this.#wish) : this.#wish[name] !== null,
    );
  }

  get narrowed(): boolean {
    return this.#wish.text.trim() !== "" || this.active.length > 0;
  }

  change(change: Partial<Wish>): void {
    this.#wish = { ...this.#wish, ...change };
  }

  clear(name: FilterName): void {
    this.change(name === "made" ? { made: null, from: "", to: "" } : { [name]: null });
  }

  /** Everything is found again; the order stays. */
  clearAll(): void {
    this.change(NOTHING);
  }

  question(now: number): Question {
    const { text, status, kind, setBy, person, sorting } = this.#wish;
    const [createdFrom, createdTo] = madeDays(this.#wish, now);
    return {
      text,
      status,
      linkType: kind,
      amountSetBy: setBy,
      createdFrom,
      createdTo,
      email: person?.email ?? null,
      sorting,
    };
  }
}

/** Between no day and no day is no filter. */
function madeSays({ made, from, to }: Wish): boolean {
  return made !== null && (made !== "between" || isDay(from) || isDay(to));
}

/** The first and the last day that are meant, by this computer's calendar. */
export function madeDays(
  { made, from, to }: Pick<Wish, "made" | "from" | "to">,
  now: number,
): [string | null, string | null] {
  const today = dayAt(now);
  switch (made) {
    case null:
      return [null, null];
    case "today":
      return [today, null];
    case "week":
      return [daysAfter(today, -6), null];
    case "month":
      return [daysAfter(today, -29), null];
    case "year":
      return [`${today.slice(0, 4)}-01-01`, null];
    case "between":
      return [isDay(from) ? from : null, isDay(to) ? to : null];
  }
}
