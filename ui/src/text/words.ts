// The product's words for the contract's nouns. The only place where one becomes the other.

import type {
  Agreement,
  AmountSetBy,
  AuthType,
  KeyState,
  LinkStatus,
  LinkType,
  PaymentMethod,
  Place,
  WhyNot,
} from "../ipc/api";
import { words } from "./language";

export const placeWord = words<Record<Place, string>>("placeWord", {
  practice: "Practice",
  test: "Test",
  live: "Live",
});

/** What is true of money in a place; said where a link is made and where it is shown. */
export const placeNote = words<Record<Place, string>>("placeNote", {
  practice: "Practice link: no real money",
  test: "Test link: no real money",
  live: "Live link: real money",
});

export const placeExplained = words<Record<Place, string>>("placeExplained", {
  practice: "Practice: everything stays on this computer, no real money moves.",
  test: "Test: Payroc's test system, no real money moves.",
  live: "Live: customers pay real money.",
});

export const statusWord = words<Record<LinkStatus, string>>("statusWord", {
  active: "Active",
  completed: "Paid",
  held: "On hold",
  expired: "Expired",
  deactivated: "Deactivated",
  unknown: "Unknown status",
});

export const linkTypeWord = words<Record<LinkType, string>>("linkTypeWord", {
  singleUse: "One payment",
  multiUse: "Many payments",
});

export const authTypeWord = words<Record<AuthType, string>>("authTypeWord", {
  sale: "Charge now",
  preAuthorization: "Hold the money (pre-authorization)",
});

export const authTypeOptions = () =>
  (["sale", "preAuthorization"] as const).map((value) => ({ value, label: authTypeWord[value] }));

export const methodWord = words<Record<PaymentMethod, string>>("methodWord", {
  card: "Card",
  bankTransfer: "Bank transfer",
});

export const agreementWord = words<Record<Agreement, string>>("agreementWord", {
  unscheduled: "From time to time, when something is due",
  recurring: "Regularly, such as every month",
  installment: "In installments for one purchase",
});

export const keyWord = words<Record<KeyState, string>>("keyWord", {
  inKeychain: "Key in the keychain",
  thisSession: "Key for this session only",
  missing: "No key",
});

export const whyNotShared = words<Record<WhyNot, string>>("whyNotShared", {
  paid: "This link has been paid. Make another one like it to be paid again.",
  held: "The money is on hold: charge it or let it go at Payroc. For another payment, make another link like this one.",
  expired: "This link has expired. Make another one like it with a new date.",
  deactivated: "This link is deactivated. Make another one like it.",
});

export const setByWord = words<Record<AmountSetBy, string>>("setByWord", {
  merchant: "I set the amount",
  customer: "Customer enters the amount",
});

/** In place of an amount that the customer enters. */
export const amountWord = words("amountWord", { customerEnters: "Any amount" });

/** The label of the customer's button where the owner gave none. The gateway prints it, in its own words. */
export const standardButtonLabel = "Pay Now";
