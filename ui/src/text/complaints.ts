// What is wrong with a field, as a sentence that says how to put it right.

import type { AmountProblem } from "../format/amount";
import type { Complaint, Field, FieldComplaint } from "../ipc/api";
import { phrase, words } from "./language";

/** With its article, as it stands inside a sentence. */
export const fieldWord = words<Record<Field, string>>("fieldWord", {
  amount: "the amount",
  currency: "the currency",
  description: "the description",
  reference: "the reference",
  orderId: "the order ID",
  authType: "charge or hold",
  paymentMethods: "a way to pay",
  expiresOn: "the last day",
  buttonLabel: "the button label",
  saveDetails: "the saving of card details",
  recipientName: "the name",
  recipientEmail: "the email address",
  message: "the message",
  profileName: "the name",
  templateName: "the name",
  terminalId: "the Terminal ID",
  apiKey: "the API key",
  form: "this form",
});

type Sentence = (field: string, limit: number | null) => string;

export const complaintWords = words<Record<Complaint | "twice", Sentence>>("complaintWords", {
  missing: (field) => `Enter ${field}.`,
  tooShort: (field, limit) => `Too short: ${field} has at least ${limit ?? "a few"} characters.`,
  tooLong: (field, limit) => `Too long: ${field} may have ${limit ?? "fewer"} characters at most.`,
  notPositive: () => "Enter an amount above zero.",
  tooLarge: () => "This amount is too large.",
  notACurrency: () => "Choose a currency from the list.",
  notADate: () => "Enter a complete date.",
  inThePast: () => "Choose today or a later day.",
  notAnEmail: () => "This email address is not complete. It should look like name@example.com.",
  duplicate: (field) => `Already in use: ${field}.`,
  twice: (field) => `${capital(field)} is there already.`,
  notPlainText: () => "Type this again: it has line breaks or characters that cannot be seen.",
  cardOnly: () => "Holding the money works with cards only.",
  chooseOne: () => "Choose at least one.",
  tooMany: (_field, limit) => `That is too many: ${limit ?? "fewer"} at most.`,
  unchanged: () => "Nothing has been changed yet.",
  notChangeable: (field) => `Of this link, ${field} cannot be changed.`,
  notAccepted: (field) => `Payroc did not accept ${field}.`,
  gateway: (field) => `Payroc did not accept ${field}.`,
});

export const complaintDetail = phrase(
  "complaintDetail",
  (said: string, detail: string) => `${said} It says: “${detail}”`,
);

export function complaintSentence(complaint: FieldComplaint): string {
  const { field, limit } = complaint;
  // Nobody else uses an address: it stands twice in one form.
  const isTwice = complaint.complaint === "duplicate" && field === "recipientEmail";
  const said = complaintWords[isTwice ? "twice" : complaint.complaint](fieldWord[field], limit);
  return complaint.detail ? complaintDetail(said, complaint.detail) : said;
}

/** Of a day that is to come. */
export function dayComplaint(day: string, today: string): string | undefined {
  return day < today ? complaintWords.inThePast(fieldWord.expiresOn, null) : undefined;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export const amountSentence = phrase(
  "amountSentence",
  (problem: AmountProblem, currency: string, money: (minor: number) => string): string => {
    switch (problem.kind) {
      case "empty":
        return "Enter the amount.";
      case "notANumber":
        return "Write the amount in digits, such as 45 or 1250.";
      case "otherCurrency":
        return `The amount is in ${currency}. Leave the other currency out, or choose it as the currency.`;
      case "negative":
      case "zero":
        return "Enter an amount above zero.";
      case "tooLarge":
        return "This amount is too large.";
      case "tooManyDecimals":
        return problem.exponent === 0
          ? `${currency} has no decimals. Write a whole number.`
          : `${currency} has ${problem.exponent} decimals at most.`;
      case "ambiguous":
        return `Is that ${money(problem.readings[0])} or ${money(problem.readings[1])}? Write it without separators for thousands.`;
    }
  },
);
