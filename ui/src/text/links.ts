// Words of the list of links.

import type { AmountSetBy, LinkType, Sorting } from "../ipc/api";
import type { Made, Status } from "../state/filters.svelte";
import { linkTypeWord, setByWord, statusWord } from "./words";
import { words } from "./language";

export const links = words("links", {
  title: "Links",
  search: "Search links",
  searchHint: "Search amount, text, customer, reference",
  status: "Status",
  kind: "Kind",
  sort: "Sort",
  list: "Payment links",
  clearSearch: "Clear the search",
  filters: (count: number) => (count === 0 ? "Filters" : `Filters (${count})`),
  filterPanel: "Filters",
  setBy: "Who sets the amount",
  made: "Made",
  madeFrom: "From",
  madeTo: "To",
  beforeFrom: "This is before the first day.",
  person: "Sent to",
  personHint: "Name or email",
  people: "People you emailed",
  sentTo: (person: string) => `Sent to ${person}`,
  madeIn: (when: string) => `Made ${when}`,
  between: (from: string, to: string) =>
    from === "" ? `until ${to}` : to === "" ? `since ${from}` : `${from} to ${to}`,
  activeFilters: "Filters in use",
  without: (filter: string) => `Remove the filter: ${filter}`,
  clearAll: "Clear all",
  refresh: "Check now",
  asking: "Checking…",
  reading: (count: string) => `Reading ${count}…`,
  checked: (age: string) => `Checked ${age}`,
  neverChecked: "Not checked yet",
  notEmailed: "Not emailed from here",
  andMore: (email: string, more: number) => `${email} +${more}`,
  until: (day: string) => `until ${day}`,
  checkedLower: (age: string) => `checked ${age}`,
  madeOn: (day: string) => `made ${day}`,
  isSelected: "selected",
  copy: "Copy link",
  qr: "Show QR code",
  share: "Share",
  open: "Open in browser",
  of: (action: string, what: string) => `${action}: ${what}`,
  more: "More",
  only: "only links sent there",
  select: (what: string) => `Select: ${what}`,
  found: (count: number, text: string) => (count === 1 ? "1 link" : `${text} links`),
  totals: "Together, where the amount is set",
  paidOrNot: "in all, paid or not",
  otherCurrencies: (count: number) => `and ${count} more currencies`,
  selected: (text: string) => `${text} selected`,
  selectedOf: (text: string) => `All ${text} selected`,
  copyLinks: "Copy links",
  copyTooMany: "Up to 1,000 links can be copied at once. A file takes them all.",
  copied: (count: number, text: string) =>
    count === 1 ? "1 link copied." : `${text} links copied, one in each line.`,
  exportFile: "Export CSV",
  exportFound: "Export all of these into a file for spreadsheets",
  exported: (count: number, text: string, folder: string, file: string) =>
    `${count === 1 ? "1 link is" : `${text} links are`} in ${folder}: ${file}`,
  clearSelection: "Clear selection",
  selectionBar: "Selected links",
  filtersCleared: "Showing all links.",
  selectionCleared: "Selection cleared.",
  nobodyToRemind: "Nobody was emailed about it from here.",
  rangeTooLong: "Up to 1,000 links can be selected one by one. Ctrl+A selects all that were found.",
  allSelected:
    "All links that were found are selected: too many to leave one out. Clear the selection first.",
  loadingRow: "Loading…",
  loading: "Loading links…",
  readingFirst: "Reading your links from Payroc…",
  nothingFound: "No link matches.",
  loosen: "Look wider:",
  withoutText: (text: string) => `Without “${text}”`,
  otherStatuses: (count: number, text: string) =>
    count === 1 ? "1 link has another status" : `${text} links have another status`,
  notFoundTitle: "The links could not be searched",
  showAll: "Show all links",
  emptyTitle: "No links yet",
  emptyText: "Make the first one: an amount, what it is for, and your customer's email.",
  emptySteps: [
    "Paylink makes the link and emails it.",
    "You can also copy the link and send it yourself.",
    "When it is paid, it turns Paid here.",
  ],
  unknownTitle: "The links could not be loaded",
  emptyAfterFault: "There are no links on this computer yet, and the list could not be fetched.",
  offline: "No connection. These are the links as this computer remembers them.",
  notRefreshed: "The list could not be brought up to date.",
  tryAgain: "Try again",
});

/** What a filter offers to ask for nothing, and who sets the amount. */
export const filterWords = words("filterWords", {
  allStatuses: "All",
  allKinds: "All kinds",
  either: "Either",
  anyTime: "At any time",
});

type Option<T> = { value: T; label: string };

const STATUSES: readonly Status[] = ["active", "completed", "expired", "deactivated"];

export const statusOptions = (): readonly Option<Status | "all">[] => [
  { value: "all", label: filterWords.allStatuses },
  ...STATUSES.map((value) => ({ value, label: statusWord[value] })),
];

export const kindOptions = (): readonly Option<LinkType | "all">[] => [
  { value: "all", label: filterWords.allKinds },
  { value: "singleUse", label: linkTypeWord.singleUse },
  { value: "multiUse", label: linkTypeWord.multiUse },
];

export const setByOptions = (): readonly Option<AmountSetBy | "all">[] => [
  { value: "all", label: filterWords.either },
  { value: "merchant", label: setByWord.merchant },
  { value: "customer", label: setByWord.customer },
];

export const madeWord = words<Record<Made, string>>("madeWord", {
  today: "Today",
  week: "Last 7 days",
  month: "Last 30 days",
  year: "This year",
  between: "Choose dates…",
});

const MADE: readonly Made[] = ["today", "week", "month", "year", "between"];

export const madeOptions = (): readonly Option<Made | "all">[] => [
  { value: "all", label: filterWords.anyTime },
  ...MADE.map((value) => ({ value, label: madeWord[value] })),
];

export const sortWord = words<Record<Sorting, string>>("sortWord", {
  unpaidFirst: "Unpaid first",
  newest: "Newest first",
  oldest: "Oldest first",
  largest: "Largest amount",
  expiresSoonest: "Expires soonest",
});

const SORTINGS: readonly Sorting[] = [
  "unpaidFirst",
  "newest",
  "oldest",
  "largest",
  "expiresSoonest",
];

export const sortOptions = (): readonly Option<Sorting>[] =>
  SORTINGS.map((value) => ({ value, label: sortWord[value] }));

/** What is done with a link from its row beyond what the row shows. */
export const rowMenu = words("rowMenu", {
  another: "Make another like it",
  remind: "Send a reminder…",
  change: "Edit…",
  deactivate: "Deactivate…",
});
