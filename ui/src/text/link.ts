// Words of the screen of one link.

import type {
  Fault,
  FaultCode,
  LinkDetails,
  PaymentView,
  TimelineEntry,
  TimelineKind,
} from "../ipc/api";
import { faultWords } from "../ipc/faults";
import { words } from "./language";

export const link = words("link", {
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
  saw: "What your customer saw",
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
    held: "The money is on hold: there is nothing left to deactivate.",
    deactivated: "It is deactivated already.",
    expired: "",
  },
});

export const timeline = words("timeline", {
  title: "What happened",
  none: "Nothing is known yet.",
  today: "Today",
  yesterday: "Yesterday",
  showAll: (count: number) => `Show all ${count}`,
  showFewer: "Show fewer",
  earlier: (count: number) => `and ${count} earlier ones`,
  reason: (note: string) => `“${note}”`,
});

export const payments = words("payments", {
  title: "Payments",
  none: "No payment yet.",
  noneAtAll: "No payment.",
  neverAsked: "Not checked yet.",
  notAsked: "The payments could not be checked.",
  forbiddenTitle: "This key may not list payments",
  forbiddenOne:
    "Ask Payroc to allow it for the key. When the link is paid, its status above turns to Paid all the same.",
  forbiddenMany:
    "Ask Payroc to allow it for the key. Until then, look into the Payroc portal to see who paid.",
  checked: (age: string) => `Checked ${age}`,
  when: "When",
  who: "Who",
  how: "How",
  state: "State",
  amount: "Amount",
  unknownAmount: "Not known",
  unknownTime: "Not known",
  refunded: (amount: string) => `${amount} refunded`,
  more: (count: number) => `and ${count} more`,
  notWhole: "Some payments could not be read: the total leaves them out.",
  total: (count: number, amount: string) =>
    count === 1 ? `1 payment · ${amount}` : `${count} payments · ${amount}`,
});

export const deactivate = words("deactivate", {
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
});

export const deactivateEffect = words("deactivateEffect", {
  none: "The link was not deactivated.",
  unknown: "It may be deactivated. Paylink is looking it up.",
  done: "The link is deactivated.",
});

/** What the head says of the status beside the word itself. */
export function underWay({ link: { status }, payments: { payments: all } }: LinkDetails): boolean {
  return status === "active" && all.some(({ state, isHold }) => state === "pending" && !isHold);
}

export const paymentStateWords = words("paymentStateWords", {
  underWay: "Payment under way",
  onHold: "On hold",
  paid: "Paid",
  pending: "Under way",
  declined: "Declined",
  reversed: "Reversed",
  expired: "Hold expired",
  unknown: "Unknown",
});

export function paymentStateWord({ state, isHold }: PaymentView): string {
  if (isHold && (state === "paid" || state === "pending")) return paymentStateWords.onHold;
  return paymentStateWords[state];
}

type Happened = (told: { email: string; name: string; amount: string }) => string;

const by = (name: string) => (name === "" ? "" : ` by ${name}`);
const of = (amount: string) => (amount === "" ? "" : ` of ${amount}`);

/** What happened, in a line. What is not known is an empty text; the name is the address where there is none. */
export const happened = words<Record<TimelineKind, Happened>>("happened", {
  created: () => "Made",
  emailed: ({ email }) => (email === "" ? "Emailed" : `Emailed to ${email}`),
  reminded: ({ email }) => (email === "" ? "Reminded by email" : `Reminder emailed to ${email}`),
  copied: () => "Link copied",
  buttonCopied: () => "HTML button copied",
  qrShown: () => "QR code shown",
  openedInBrowser: () => "Opened in the browser",
  handedToMail: ({ email }) =>
    email === "" ? "Handed to your mail program" : `Handed to your mail program for ${email}`,
  messageCopied: () => "Message copied",
  changed: () => "Changed",
  paymentPending: ({ amount, name }) => `Payment${of(amount)} under way${by(name)}`,
  held: ({ amount, name }) => `${amount || "Money"} on hold${name === "" ? "" : `: ${name}`}`,
  paid: ({ amount, name }) => (amount === "" ? `Paid${by(name)}` : `${amount} paid${by(name)}`),
  paymentDeclined: ({ amount, name }) =>
    `Payment${of(amount)} declined${name === "" ? "" : `: ${name}`}`,
  refunded: ({ amount }) => (amount === "" ? "Refunded" : `${amount} refunded`),
  deactivated: () => "Deactivated",
  expired: () => "Expired",
});

/** The time stands beside it. */
export function entryWords({ kind, person }: TimelineEntry, amount: string): string {
  const email = person?.email ?? "";
  return happened[kind]({ email, name: person?.name || email, amount });
}

const QUIET: readonly FaultCode[] = [
  "offline",
  "practiceUnavailable",
  "noAnswer",
  "gatewayTrouble",
];

export const remembered = words("remembered", {
  kept: "This is the link as this computer remembers it.",
  unknown: "Payroc does not know this link any more.",
});

/** Why what is shown is what this computer remembers. */
export function rememberedWords(fault: Fault): string {
  const { kept, unknown } = remembered;
  if (fault.code === "linkNotFound") return `${unknown} ${kept}`;
  const { title, next } = faultWords[fault.code];
  return QUIET.includes(fault.code) ? `${title} ${kept}` : `${title} ${kept} ${next}`;
}
