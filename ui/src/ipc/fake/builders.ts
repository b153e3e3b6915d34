// Valid things of every kind; a test states only what matters to it.

import type {
  CurrencyView,
  Fault,
  FaultCode,
  FieldComplaint,
  Limits,
  LinkDefaults,
  LinkView,
  PaidView,
  PersonView,
  Place,
  ProfileView,
} from "../bindings";
import inputs from "./inputs.json";

/** As the real desk tells them. */
export const currencies: CurrencyView[] = inputs.currencies;
export const limits: Limits = inputs.limits;

export const plainDefaults: LinkDefaults = {
  linkType: "singleUse",
  authType: "sale",
  paymentMethods: ["card"],
  expiresInDays: 30,
  buttonLabel: "",
  copyToMe: false,
};

export function aProfile(given: Partial<ProfileView> = {}): ProfileView {
  return {
    id: `profile-${given.place ?? "practice"}`,
    name: "Corner Studio",
    place: "practice",
    terminalId: "1234001",
    currency: "USD",
    key: "inKeychain",
    defaults: plainDefaults,
    ...given,
  };
}

let made = 0;

export function aLink(given: Partial<LinkView> = {}): LinkView {
  const id = given.paymentLinkId ?? `PLINK${String(++made).padStart(5, "0")}`;
  const status = given.status ?? "active";
  const place = given.place ?? "practice";
  return {
    paymentLinkId: id,
    profileId: `profile-${place}`,
    place,
    linkType: "singleUse",
    authType: "sale",
    paymentMethods: ["card"],
    amount: 4500,
    currency: "USD",
    description: "Logo design",
    reference: `REF-${id}`,
    orderId: `ORD-${id}`,
    buttonLabel: "Pay Now",
    saveDetails: false,
    agreement: null,
    status,
    url: `${HOST[place]}/merchant/pay-by-link?token=${tokenFrom(id)}`,
    buttonHtml: `<a href="${HOST[place]}/merchant/pay-by-link?token=${tokenFrom(id)}">Pay Now</a>`,
    createdOn: minutesAgo(60).slice(0, 10),
    expiresOn: daysAhead(30),
    keptAt: minutesAgo(60),
    checkedAt: minutesAgo(2),
    shares: [],
    shareBlocked: blockedBy(status),
    ...given,
  };
}

/** That this link was paid, a moment ago. */
export function paidOf(link: LinkView, given: Partial<PaidView> = {}): PaidView {
  const [share] = link.shares;
  const emailed = new Set(link.shares.map(({ email }) => email.toLowerCase()));
  const isToOne = link.linkType === "singleUse" && emailed.size === 1;
  return {
    id: `paid-${link.paymentLinkId}`,
    profileId: link.profileId,
    place: link.place,
    paymentLinkId: link.paymentLinkId,
    amount: link.amount,
    currency: link.currency,
    description: link.description,
    person: share && isToOne ? { name: share.name, email: share.email } : null,
    isHold: link.authType === "preAuthorization",
    at: minutesAgo(0),
    ...given,
  };
}

export function aFault(code: FaultCode, given: Partial<Fault> = {}): Fault {
  return { code, effect: "none", fields: [], detail: null, reference: null, ...given };
}

export function wrong(
  field: FieldComplaint["field"],
  complaint: FieldComplaint["complaint"],
  given: Partial<FieldComplaint> = {},
): FieldComplaint {
  return { field, complaint, index: null, limit: null, detail: null, ...given };
}

export const somePeople: PersonView[] = [
  { name: "Jane", email: "jane@example.com", lastUsedAt: minutesAgo(90) },
  { name: "Accounts", email: "accounts@workshop.example", lastUsedAt: minutesAgo(2000) },
  { name: "", email: "hello@garden.example", lastUsedAt: minutesAgo(5000) },
];

export function minutesAgo(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString();
}

export function daysAhead(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

export function blockedBy(status: LinkView["status"]): LinkView["shareBlocked"] {
  switch (status) {
    case "completed":
      return "paid";
    case "held":
    case "expired":
    case "deactivated":
      return status;
    case "active":
    case "unknown":
      return null;
  }
}

const HOST: Record<Place, string> = {
  practice: "http://127.0.0.1:49152",
  test: "https://pay.test.example",
  live: "https://pay.example",
};

function tokenFrom(id: string): string {
  let state = 7;
  for (const sign of id) state = (state * 31 + sign.charCodeAt(0)) % 2147483647;
  const hex = Array.from({ length: 32 }, () => {
    state = (state * 48271) % 2147483647;
    return (state % 16).toString(16);
  }).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
