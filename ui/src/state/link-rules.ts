// What is reckoned about a link.

import { siteOf } from "../format/site";
import { dayAt, daysAfter } from "../format/time";

const EXTENSION_DAYS = 30;

/** The last day that one press moves it to: 30 days from the last day, or from today where that is over. */
export function extendedDay(expiresOn: string | null, now: number): string {
  const today = dayAt(now);
  return daysAfter(expiresOn !== null && expiresOn > today ? expiresOn : today, EXTENSION_DAYS);
}

/** The host that an address really leads to; the address itself where it is none. */
export function hostOf(url: string): string {
  return siteOf(url) ?? url;
}
