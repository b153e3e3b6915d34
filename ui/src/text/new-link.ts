// Words of the New link screen.

import { phrase, words } from "./language";

export const newLink = words("newLink", {
  removed: (email: string) => `${email} removed.`,
  title: "New link",
  amount: "Amount",
  amountEcho: (amount: string) => `That is ${amount}.`,
  customerEnters: "The customer enters the amount on the payment page.",
  description: "What is it for?",
  email: "Customer's email (optional)",
  emailNth: (nth: number) => `Email of person ${nth}`,
  name: "Name (optional)",
  nameNth: (nth: number) => `Name of person ${nth} (optional)`,
  people: "Earlier customers",
  addPerson: "Add another person",
  removePerson: (nth: number) => `Remove person ${nth}`,
  didYouMean: (email: string) => `Did you mean ${email}?`,
  useIt: "Use that",
  keepIt: "It is right as it is",
  more: "More options",
  linkType: "How often can it be paid?",
  amountBy: "Who sets the amount?",
  authType: "When the customer pays",
  hold: "Hold the money",
  methods: "Ways to pay",
  bankOff: "Off: holding the money works with cards only.",
  currency: "Currency",
  currencies: "Currencies",
  noCurrency: "No currency like that. Choose one from the list.",
  expiresOn: "Last day it can be paid",
  expiresOptional: "Last day it can be paid (optional)",
  reference: "Reference",
  referenceHint: "For your records. The customer does not need it.",
  orderId: "Order ID",
  buttonLabel: "Button label",
  save: "Save the customer's card details",
  saveHint: "So that you can charge the card later, with the customer's agreement.",
  agreement: "What the customer agrees to",
  message: "Message in the email",
  messageHint: "Payroc adds the button with the link.",
  messageReset: "Use the suggested message",
  copyToMe: "Email me a copy",
  cancel: "Cancel",
  creating: "Creating…",
  kept: "Kept for later: your next new link offers it.",
  begunTitle: "A link that you had begun",
  begun: (what: string) => `Begun, not made: ${what}`,
  goOn: "Go on with it",
  drop: "Throw it away",
  takenBack: "Taken back. Nothing was made and nobody was emailed.",
  leftOpen: "Left as it is. If the link was made after all, it appears in the list.",
  leftWrong: "Left as it is. Nobody was emailed; the wrong link is in the list.",
  alike: (who: string, what: string, day: string, count: number) =>
    count === 1
      ? `${who} already has an active link for ${what}, emailed ${day}.`
      : `${who} already has an active link for ${what}, emailed ${day}, one of ${count} like this.`,
  otherKey: "Use another key…",
  shareAgain: "Share that one again",
  preview: "What your customer sees",
  previewAnyAmount: "You enter the amount",
  heldOnCard: "The amount is held on your card, and charged later.",
  previewUntil: (day: string) => `Can be paid until ${day}`,
  previewNoEmail: "Nobody is emailed. You get the link to hand over yourself.",
  previewEmail: "Email",
  previewTo: (who: string) => `To ${who}`,
});

/** What is made: a link that is charged when it is paid or holds the money, or one that does so again and again. */
export type Making = "charge" | "charges" | "hold" | "holds";

/** Exactly what one press will do. */
export const createLabel = phrase(
  "createLabel",
  (amount: string | null, recipients: readonly string[], making: Making = "charge"): string => {
    const [first, ...others] = recipients;
    const what = whatIsMade(amount, making, first === undefined);
    if (first === undefined) return `Create ${what}`;
    return `Create ${what} and email ${others.length === 0 ? first : `${recipients.length} people`}`;
  },
);

function whatIsMade(amount: string | null, making: Making, alone: boolean): string {
  const of = amount === null ? "" : ` of ${amount}`;
  switch (making) {
    case "charge":
      return amount === null ? "link" : alone ? `${amount} link` : amount;
    case "charges":
      return `link for many payments${of}`;
    case "hold":
      return amount === null ? "link for a hold" : `a ${amount} hold`;
    case "holds":
      return `link for many holds${of}`;
  }
}

/** The same, where there is a link like this one already. */
export const createAnotherLabel = phrase(
  "createAnotherLabel",
  (amount: string | null, recipients: readonly string[], making: Making = "charge"): string => {
    return createLabel(amount, recipients, making).replace(/Create( a(?= ))?/, "Create another");
  },
);

/** What a message tells of a link, as it is shown. */
export type Told = {
  business: string;
  amount: string | null;
  description: string;
  /** The last day of use. */
  until: string | null;
  /** The money is held, and not charged. */
  holds: boolean;
};

/** What an email says unless the owner writes something else. */
export const suggestedMessage = phrase("suggestedMessage", (link: Told): string => {
  const what = shortened(link.description.trim());
  const purpose = what === "" ? "" : ` for ${what}`;
  const ask =
    link.amount === null
      ? `Here is the link for your payment${purpose}.`
      : `Here is the link to pay ${link.amount}${purpose}.`;
  const until = link.until === null ? "" : ` It works until ${link.until}.`;
  const held = link.holds ? ` ${newLink.heldOnCard}` : "";
  return `Hello,\n\n${ask}${until}${held}\n\nThank you,\n${link.business}`;
});

export function shortened(text: string, most = 160): string {
  return text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;
}
