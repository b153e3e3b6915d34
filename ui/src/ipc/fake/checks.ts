// The checks of a form as the real desk makes them, as far as the page can tell the difference.

import type {
  ChangePaymentLink,
  CreatePaymentLink,
  FieldComplaint,
  RecipientForm,
  SharePaymentLink,
  TemplateView,
} from "../bindings";
import { currencies, daysAhead, limits, wrong } from "./builders";

export function checkCreate(request: CreatePaymentLink): FieldComplaint[] {
  const single = request.linkType === "singleUse";
  return [
    ...(request.amount === null && !request.customerEntersAmount
      ? [wrong("amount", "missing")]
      : []),
    ...(currencies.some(({ code }) => code === request.currency)
      ? []
      : [wrong("currency", "notACurrency")]),
    ...tooLong("description", request.description, limits.descriptionMax),
    ...required("reference", request.reference, limits.referenceMax),
    ...(single ? required("orderId", request.orderId, limits.orderIdMax) : []),
    ...tooLong("buttonLabel", request.buttonLabel, limits.buttonLabelMax),
    ...(request.paymentMethods.length === 0 ? [wrong("paymentMethods", "chooseOne")] : []),
    ...(single && request.expiresOn === null ? [wrong("expiresOn", "missing")] : []),
    ...checkDay(request.expiresOn),
    ...checkRecipients(request.recipients),
    ...tooLong("message", request.message, limits.messageMax),
  ];
}

export function checkShare(request: SharePaymentLink): FieldComplaint[] {
  return [
    ...(request.recipients.length === 0 ? [wrong("recipientEmail", "missing", { index: 0 })] : []),
    ...checkRecipients(request.recipients),
    ...tooLong("message", request.message, limits.messageMax),
  ];
}

export function checkChange({ after, recipients, message }: ChangePaymentLink): FieldComplaint[] {
  return [
    ...(after.amount === 0 ? [wrong("amount", "notPositive")] : []),
    ...tooLong("description", after.description, limits.descriptionMax),
    ...tooLong("buttonLabel", after.buttonLabel, limits.buttonLabelMax),
    ...checkDay(after.expiresOn),
    ...checkRecipients(recipients),
    ...tooLong("message", message, limits.messageMax),
  ];
}

function checkDay(day: string | null): FieldComplaint[] {
  if (day === null) return [];
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return [wrong("expiresOn", "notADate")];
  return day < daysAhead(0) ? [wrong("expiresOn", "inThePast")] : [];
}

function checkRecipients(recipients: readonly RecipientForm[]): FieldComplaint[] {
  return recipients.flatMap(({ email }, index) => {
    if (email === "") return [wrong("recipientEmail", "missing", { index })];
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(email)) {
      return [wrong("recipientEmail", "notAnEmail", { index })];
    }
    const first = recipients.findIndex((other) => other.email === email);
    return first < index ? [wrong("recipientEmail", "duplicate", { index })] : [];
  });
}

type TextField = "description" | "reference" | "orderId" | "buttonLabel" | "message";

function required(field: TextField, text: string, limit: number): FieldComplaint[] {
  return text.trim() === "" ? [wrong(field, "missing")] : tooLong(field, text, limit);
}

function tooLong(field: TextField, text: string, limit: number): FieldComplaint[] {
  return text.length > limit ? [wrong(field, "tooLong", { limit })] : [];
}

export function checkTemplate(name: string, others: readonly TemplateView[]): FieldComplaint[] {
  const folded = name.trim().toLowerCase();
  const limit = limits.templateNameMax;
  if (folded === "") return [wrong("templateName", "missing")];
  if (name.trim().length > limit) return [wrong("templateName", "tooLong", { limit })];
  if (others.some((other) => other.name.toLowerCase() === folded)) {
    return [wrong("templateName", "duplicate")];
  }
  return others.length >= 50 ? [wrong("templateName", "tooMany", { limit: 50 })] : [];
}
