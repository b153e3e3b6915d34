// The product's words for the contract's nouns. The only place where one becomes the other.

import type {
  Agreement,
  AuthType,
  KeyState,
  LinkStatus,
  LinkType,
  PaymentMethod,
  Place,
  WhyNot,
} from "../ipc/api";

export const placeWord: Record<Place, string> = {
  practice: "Practice",
  test: "Test",
  live: "Live",
};

/** What is true of money in a place; said where a link is made and where it is shown. */
export const placeNote: Record<Place, string> = {
  practice: "Practice link: no real money",
  test: "Test link: no real money",
  live: "Live link: real money",
};

export const placeExplained: Record<Place, string> = {
  practice: "Practice: everything stays on this computer, no real money moves.",
  test: "Test: Payroc's test system, no real money moves.",
  live: "Live: customers pay real money.",
};

export const statusWord: Record<LinkStatus, string> = {
  active: "Active",
  completed: "Paid",
  expired: "Expired",
  deactivated: "Deactivated",
  unknown: "Unknown status",
};

export const linkTypeWord: Record<LinkType, string> = {
  singleUse: "One payment",
  multiUse: "Many payments",
};

export const authTypeWord: Record<AuthType, string> = {
  sale: "Charge now",
  preAuthorization: "Hold the money (pre-authorization)",
};

export const authTypeOptions = (["sale", "preAuthorization"] as const).map((value) => ({
  value,
  label: authTypeWord[value],
}));

export const methodWord: Record<PaymentMethod, string> = {
  card: "Card",
  bankTransfer: "Bank transfer",
};

export const agreementWord: Record<Agreement, string> = {
  unscheduled: "From time to time, when something is due",
  recurring: "Regularly, such as every month",
  installment: "In installments for one purchase",
};

export const keyWord: Record<KeyState, string> = {
  inKeychain: "Key in the keychain",
  thisSession: "Key for this session only",
  missing: "No key",
};

export const whyNotShared: Record<WhyNot, string> = {
  paid: "This link has been paid. Make another one like it to be paid again.",
  expired: "This link has expired. Make another one like it with a new date.",
  deactivated: "This link is deactivated. Make another one like it.",
};

export const customerEntersWord = "Customer enters";
export const amountSetWord = "I set the amount";
export const customerEntersAmountWord = "Customer enters the amount";

/** The label of the customer's button where the owner gave none. */
export const standardButtonLabel = "Pay Now";
