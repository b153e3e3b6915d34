// Words of what was paid, and of the watch over active links.

import type { PaidView, WatchRests } from "../ipc/api";
import { phrase, words } from "./language";
import { placeWord } from "./words";

export const paid = words("paid", {
  title: "Paid",
  open: "Open",
  openNamed: (sentence: string) => `Open: ${sentence}`,
  dismiss: "Dismiss",
  more: (count: number) => `and ${count} more`,
  /** Some of it may be money that is only held. */
  inHeader: (count: number) => `${count} ${count === 1 ? "payment" : "payments"}`,
  inHeaderHint: (count: number) =>
    count === 1 ? "1 payment you have not looked at" : `${count} payments you have not looked at`,
});

/** "Jane paid $45.00 for Garden work", or that it is on hold, with the place where it is not money. */
export function paidSentence(view: PaidView, money: (amount: number, currency: string) => string) {
  const { person, amount, currency, description, place, isHold } = view;
  return (isHold ? whoseIsHeld : whoPaid)({
    who: person ? person.name || person.email : "",
    amount: amount === null ? "" : money(amount, currency),
    description,
    place: place === "live" ? "" : placeWord[place],
  });
}

type WhoPaid = { who: string; amount: string; description: string; place: string };

/** What is not known is an empty text; so is the place where money is real. */
export const whoPaid = phrase("whoPaid", ({ who, amount, description, place }: WhoPaid): string => {
  const what = amount === "" ? "" : ` ${amount}`;
  const why = description === "" ? "" : ` for ${description}`;
  return `${place === "" ? "" : `${place}: `}${who || "A customer"} paid${what}${why}`;
});

/** Money that is held and not charged. */
export const whoseIsHeld = phrase(
  "whoseIsHeld",
  ({ who, amount, description, place }: WhoPaid): string => {
    const why = description === "" ? "" : ` for ${description}`;
    return `${place === "" ? "" : `${place}: `}${amount || "A payment"} from ${who || "a customer"}${why} is on hold`;
  },
);

export const watch = words("watch", {
  title: "When a link is paid",
  notify: "Tell me when a link is paid",
  notifyHint: "Paylink checks your active links at Payroc while it is open.",
  quiet: "Quiet hours",
  quietHint: "No notification pops up in these hours. What was paid in them is told when they end.",
  from: "From",
  to: "To",
  keepRunning: "Keep running in the tray when the window is closed",
  noTray: "This desktop has no tray, so closing the window closes Paylink.",
  cost: (links: number, requests: number) =>
    `Checks ${links} active ${links === 1 ? "link" : "links"}, about ${
      requests === 1 ? "once" : `${requests} times`
    } an hour`,
  next: (until: string) => `next ${until}`,
  withoutPayments: (profiles: string) =>
    `${profiles}: Payroc does not let this key see payments. You are told of paid links by their status only.`,
});

export const watchRests = words<Record<WatchRests, string>>("watchRests", {
  off: "Nothing is checked.",
  nothingActive: "There is no active link to check.",
  offline: "There is no connection. It goes on as soon as it is back.",
  backingOff: "Payroc asks for a pause, or has trouble at the moment. It goes on by itself.",
  noKey: "There is no API key to check with, or the keychain is locked.",
});
