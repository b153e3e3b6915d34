import { expect, test } from "vitest";
import type { AmountProblem } from "../format/amount";
import type { Complaint, Field, FieldComplaint } from "../ipc/api";
import inputs from "../ipc/fake/inputs.json";
import { amountSentence, complaintSentence } from "./complaints";

test("every complaint that a bad input can meet with has a sentence without codes", () => {
  expect(inputs.complaints.length).toBeGreaterThan(25);
  for (const { field, complaint, limit } of inputs.complaints) {
    if (!isField(field) || !isComplaint(complaint)) throw new Error(`${field} ${complaint}?`);

    expectSentence(complaintSentence({ field, complaint, limit, index: null, detail: null }));
  }
});

test("every complaint at every field has a sentence, whatever the gateway may think of", () => {
  for (const field of fields) {
    for (const complaint of complaints) {
      for (const limit of [null, 24]) {
        expectSentence(complaintSentence(told({ field, complaint, limit })));
      }
    }
  }
});

test("what is there already is named: an address in a list, a terminal among the profiles", () => {
  expect(complaintSentence(told({ field: "recipientEmail", complaint: "duplicate" }))).toContain(
    "email address",
  );
  expect(complaintSentence(told({ field: "terminalId", complaint: "duplicate" }))).toContain(
    "Terminal ID",
  );
  // In use by something else is a name, not an address that stands twice in one form.
  expect(complaintSentence(told({ field: "templateName", complaint: "duplicate" }))).toContain(
    "in use",
  );
  expect(complaintSentence(told({ field: "recipientEmail", complaint: "duplicate" }))).toContain(
    "is there already",
  );
});

test("a limit is told in figures", () => {
  const tooLong = told({ field: "reference", complaint: "tooLong", limit: 48 });

  expect(complaintSentence(tooLong)).toContain("48");
});

test("every problem with an amount has a sentence without codes", () => {
  const problems: AmountProblem[] = [
    { kind: "empty" },
    { kind: "notANumber" },
    { kind: "otherCurrency" },
    { kind: "negative" },
    { kind: "zero" },
    { kind: "tooLarge" },
    { kind: "tooManyDecimals", exponent: 0 },
    { kind: "tooManyDecimals", exponent: 2 },
    { kind: "ambiguous", readings: [125000, 125] },
  ];
  for (const problem of problems) {
    expectSentence(amountSentence(problem, "USD", (minor) => `$${minor}`));
  }
});

function expectSentence(sentence: string): void {
  expect(sentence).toMatch(/^[A-Z].*[.?]$/);
  expect(sentence).not.toMatch(/[a-z][A-Z]|_|undefined|null|NaN|\[object/);
}

function told(parts: Partial<FieldComplaint>): FieldComplaint {
  const base = { field: "form", complaint: "missing" } as const;
  return { ...base, limit: null, index: null, detail: null, ...parts };
}

const isOneField: Record<Field, true> = {
  amount: true,
  currency: true,
  description: true,
  reference: true,
  orderId: true,
  authType: true,
  paymentMethods: true,
  expiresOn: true,
  buttonLabel: true,
  saveDetails: true,
  recipientName: true,
  recipientEmail: true,
  message: true,
  profileName: true,
  templateName: true,
  terminalId: true,
  apiKey: true,
  form: true,
};

const isOneComplaint: Record<Complaint, true> = {
  missing: true,
  tooShort: true,
  tooLong: true,
  notPositive: true,
  tooLarge: true,
  notACurrency: true,
  notADate: true,
  inThePast: true,
  notAnEmail: true,
  duplicate: true,
  notPlainText: true,
  cardOnly: true,
  chooseOne: true,
  tooMany: true,
  notAccepted: true,
  unchanged: true,
  notChangeable: true,
  gateway: true,
};

const isField = (text: string): text is Field => text in isOneField;
const isComplaint = (text: string): text is Complaint => text in isOneComplaint;
const fields = Object.keys(isOneField).filter(isField);
const complaints = Object.keys(isOneComplaint).filter(isComplaint);
