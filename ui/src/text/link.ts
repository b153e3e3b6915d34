// Words of the screen of one link.

import type { Fault, FaultCode, LinkDetails, PaymentView, TimelineEntry } from "../ipc/api";
import { faultWords } from "../ipc/faults";

export const link = {
  gone: "This link is not on this computer any more.",
  loading: "Opening the link…",
  noDescription: "No description",
  checkNow: "Check now",
  checking: "Checking…",
  edit: "Edit",
  shareAgain: "Share again",
  remind: "Send a reminder",
  deactivate: "Deactivate…",
  more: "More",
  moreOf: "More for this link",
  another: "Make another like it",
  host: (host: string) => `Your customer pays on ${host}`,
  details: "Details",
  kind: "Kind",
  charge: "When the customer pays",
  methods: "Ways to pay",
  expires: "Last day it can be paid",
  never: "No last day",
  reference: "Reference",
  orderId: "Order ID",
  button: "Button label",
  saves: "Card details",
  savesNothing: "Not saved",
  created: "Made on",
  id: "Payment link ID",
  alreadyOver: {
    paid: "It was paid: there is nothing left to deactivate.",
    deactivated: "It is deactivated already.",
    expired: "",
  },
};

export const timeline = {
  title: "What happened",
  none: "Nothing is known yet.",
  today: "Today",
  yesterday: "Yesterday",
  showAll: (count: number) => `Show all ${count}`,
  showFewer: "Show fewer",
  earlier: (count: number) => `and ${count} earlier ones`,
  reason: (note: string) => `“${note}”`,
};

export const payments = {
  title: "Payments",
  none: "No payment yet.",
  neverAsked: "Not asked yet.",
  notAsked: "The payments could not be asked for.",
  forbiddenTitle: "This key may not list payments",
  forbiddenOne:
    "Ask Payroc to allow it for the key. The status above still shows Paid for a link for one payment.",
  forbiddenMany:
    "Ask Payroc to allow it for the key. Until then, look into the Payroc portal to see who paid.",
  checked: (age: string) => `Asked ${age}`,
  when: "When",
  who: "Who",
  how: "How",
  state: "State",
  amount: "Amount",
  unknownAmount: "Not told",
  unknownTime: "Not told",
  refunded: (amount: string) => `${amount} refunded`,
  more: (count: number) => `and ${count} more`,
  notWhole: "Not all of them could be read: what it comes to is of the others.",
  total: (count: number, amount: string) =>
    count === 1 ? `1 payment · ${amount}` : `${count} payments · ${amount}`,
};

export const deactivate = {
  title: "Deactivate this link?",
  final: "Nobody can pay with it any more, and it cannot be switched on again.",
  nobodyTold: "Nobody is told about it.",
  nobodyToldOf: (who: string) => `Nobody is told about it, not even ${who}.`,
  reason: "Why (optional)",
  reasonHint: "Kept on this computer, and never sent.",
  action: "Deactivate for good",
  working: "Deactivating…",
  keep: "Keep it",
  doneTitle: "The link is deactivated",
  done: "Nobody can pay with it any more, and nobody was told.",
  another: "Make another like it",
  close: "Close",
};

export const deactivateEffect = {
  none: "The link was not deactivated.",
  unknown: "It may be deactivated. Paylink is looking it up.",
  done: "The link is deactivated.",
};

/** What the head says of the status beside the word itself. */
export function underWay({ link: { status }, payments: { payments: all } }: LinkDetails): boolean {
  return status === "active" && all.some(({ state }) => state === "pending");
}

export const underWayWord = "Payment under way";

export function paymentStateWord({ state, isHold }: PaymentView): string {
  switch (state) {
    case "paid":
      return isHold ? "On hold" : "Paid";
    case "pending":
      return "Under way";
    case "declined":
      return "Declined";
    case "reversed":
      return "Undone";
    case "expired":
      return "Ran out";
    case "unknown":
      return "Unknown";
  }
}

/** What happened, in a line; the time stands beside it. */
export function entryWords(entry: TimelineEntry, amount: string): string {
  const who = entry.person?.email ?? "";
  const name = entry.person?.name || who;
  const by = name === "" ? "" : ` by ${name}`;
  const of = amount === "" ? "" : ` of ${amount}`;
  switch (entry.kind) {
    case "created":
      return "Made";
    case "emailed":
      return who === "" ? "Emailed" : `Emailed to ${who}`;
    case "reminded":
      return who === "" ? "Reminded by email" : `Reminder emailed to ${who}`;
    case "copied":
      return "Link copied";
    case "buttonCopied":
      return "HTML button copied";
    case "qrShown":
      return "QR code shown";
    case "openedInBrowser":
      return "Opened in the browser";
    case "handedToMail":
      return who === "" ? "Handed to your mail program" : `Handed to your mail program for ${who}`;
    case "messageCopied":
      return "Message copied";
    case "changed":
      return "Changed";
    case "paymentPending":
      return `Payment${of} under way${by}`;
    case "paid":
      return amount === "" ? `Paid${by}` : `${amount} paid${by}`;
    case "paymentDeclined":
      return `Payment${of} declined${name === "" ? "" : `: ${name}`}`;
    case "refunded":
      return amount === "" ? "Refunded" : `${amount} refunded`;
    case "deactivated":
      return "Deactivated";
    case "expired":
      return "Expired";
  }
}

const QUIET: readonly FaultCode[] = [
  "offline",
  "practiceUnavailable",
  "noAnswer",
  "gatewayTrouble",
];

/** Why what is shown is what this computer remembers. */
export function rememberedWords(fault: Fault): string {
  const kept = "This is the link as this computer remembers it.";
  if (fault.code === "linkNotFound") return `Payroc does not know this link any more. ${kept}`;
  const { title, next } = faultWords[fault.code];
  return QUIET.includes(fault.code) ? `${title} ${kept}` : `${title} ${kept} ${next}`;
}
