// Words of the list of links and of one link.

import type { KindFilter, Sorting, StatusFilter } from "../state/links.svelte";
import { linkTypeWord, statusWord } from "./words";

export { link } from "./link";

export const links = {
  title: "Links",
  search: "Search links",
  searchHint: "Search amount, text, customer, reference",
  status: "Status",
  kind: "Kind",
  sort: "Sort",
  list: "Payment links",
  refresh: "Check now",
  asking: "Checking…",
  checked: (age: string) => `Checked ${age}`,
  neverChecked: "Not checked yet",
  notEmailed: "Not emailed",
  andMore: (email: string, more: number) => `${email} +${more}`,
  until: (day: string) => `until ${day}`,
  checkedLower: (age: string) => `checked ${age}`,
  copy: "Copy link",
  qr: "Show QR code",
  qrTitle: "QR code",
  share: "Share",
  open: "Open in browser",
  of: (action: string, what: string) => `${action}: ${what}`,
  found: (count: number) => (count === 1 ? "1 link" : `${count} links`),
  showMore: (count: number) => `Show ${count} more`,
  loading: "Loading links…",
  nothingFound: "No link matches.",
  showAll: "Show all links",
  emptyTitle: "No links yet",
  emptyText: "Make the first one: an amount, what it is for, and your customer's email.",
  emptySteps: [
    "Paylink makes the link and emails it.",
    "The link is on your clipboard, so you can also send it yourself.",
    "When it is paid, it turns Paid here.",
  ],
  unknownTitle: "The links could not be loaded",
  emptyAfterFault: "There are no links on this computer yet, and the list could not be fetched.",
  offline: "No connection. These are the links as this computer remembers them.",
  notRefreshed: "The list could not be brought up to date.",
  tryAgain: "Try again",
};

export const statusOptions: readonly { value: StatusFilter; label: string }[] = [
  { value: "all", label: "All" },
  { value: "active", label: statusWord.active },
  { value: "completed", label: statusWord.completed },
  { value: "expired", label: statusWord.expired },
  { value: "deactivated", label: statusWord.deactivated },
];

export const kindOptions: readonly { value: KindFilter; label: string }[] = [
  { value: "all", label: "All kinds" },
  { value: "singleUse", label: linkTypeWord.singleUse },
  { value: "multiUse", label: linkTypeWord.multiUse },
];

export const sortOptions: readonly { value: Sorting; label: string }[] = [
  { value: "newest", label: "Newest first" },
  { value: "oldest", label: "Oldest first" },
  { value: "largest", label: "Largest amount" },
  { value: "expiresSoonest", label: "Expires soonest" },
];
