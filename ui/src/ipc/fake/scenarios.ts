// Desks to look at, by name: `?fake=three`, `?fake=many&offline`. `delay` is the gateway's in milliseconds.

import type { IntentView, LinkView, Place } from "../bindings";
import {
  aFault,
  aLink,
  aProfile,
  blockedBy,
  daysAhead,
  minutesAgo,
  paidOf,
  plainDefaults,
  somePeople,
} from "./builders";
import { aStep, FakeDesk, type FakeStart } from "./desk";
import { anEntry, aPayment, valuesOf } from "./details";

const LONG =
  "Complete redesign of the storefront, signage, menus and printed matter for the spring season, including two rounds of corrections, delivery and mounting on site";
const LONG_EMAIL =
  "the.accounts.payable.department.of.the.whole.company@a-very-long-domain-name-for-an-email.example.com";

const WHAT = [
  "Logo design",
  "Garden work, two days",
  "Invoice 2044",
  "Deposit for the summer house",
  "Piano lessons, spring term",
  "",
  "Repair of the bicycle",
  "Catering for 24",
];

export function someLinks(count: number, place: Place = "practice"): LinkView[] {
  const statuses = [
    "active",
    "active",
    "completed",
    "active",
    "expired",
    "completed",
    "deactivated",
  ] as const;
  return Array.from({ length: count }, (_, nth) => {
    const status = statuses[nth % statuses.length] ?? "active";
    const shared = nth % 3 !== 2;
    return aLink({
      paymentLinkId: `PL${place.slice(0, 1).toUpperCase()}${String(nth).padStart(7, "0")}`,
      place,
      profileId: `profile-${place}`,
      amount:
        nth % 11 === 5 ? null : ([4500, 128000, 1999, 250000, 36050, 8, 99900][nth % 7] ?? 1000),
      linkType: nth % 11 === 5 ? "multiUse" : "singleUse",
      description: WHAT[nth % WHAT.length] ?? "",
      status,
      shareBlocked: blockedBy(status),
      expiresOn: status === "expired" ? daysAhead(-3) : daysAhead(30 - (nth % 28)),
      shares: shared
        ? [
            { name: "Jane", email: "jane@example.com", at: minutesAgo(60 * nth + 5) },
            ...(nth % 4 === 0
              ? [
                  {
                    name: "Accounts",
                    email: "accounts@workshop.example",
                    at: minutesAgo(60 * nth + 6),
                  },
                ]
              : []),
          ]
        : [],
      checkedAt: minutesAgo(nth < 5 ? 2 : 60 * nth),
      createdOn: daysAhead(-nth),
      keptAt: minutesAgo(60 + nth),
    });
  });
}

function longLinks(): LinkView[] {
  return [
    aLink({
      amount: 987654321012,
      description: LONG,
      shares: [{ name: "The accounts payable department", email: LONG_EMAIL, at: minutesAgo(5) }],
    }),
    aLink({ amount: 1250000, currency: "JPY", description: "桜の庭の手入れ" }),
    aLink({ amount: 1234500, currency: "KWD", description: "Consultation, three sessions" }),
    aLink({ amount: null, linkType: "multiUse", description: `${LONG} ${LONG}`, expiresOn: null }),
    aLink({ amount: 5000, description: "<b>not bold</b> & never markup", status: "unknown" }),
  ];
}

function anIntent(given: Partial<IntentView>): IntentView {
  return {
    id: `given-${given.state ?? "sending"}-${given.recovered ?? false}`,
    requestId: `given-${given.state ?? "sending"}`,
    profileId: "profile-practice",
    kind: "create",
    amount: 4500,
    currency: "USD",
    description: "Logo design",
    reference: "REF-1001",
    state: "sending",
    link: null,
    create: null,
    change: null,
    changed: null,
    deactivate: null,
    emails: [],
    recovered: false,
    createdAt: minutesAgo(4),
    ...given,
  };
}

function everyIntent(): IntentView[] {
  const jane = { name: "Jane", email: "jane@example.com" };
  const bob = { name: "Bob", email: "bob@example.com" };
  const sentAt = minutesAgo(4);
  return [
    anIntent({
      state: "waiting",
      create: aStep("w1", "waiting", {
        fault: aFault("offline"),
        nextTryAt: new Date(Date.now() + 30_000).toISOString(),
        canTakeBack: true,
        canRetry: true,
      }),
      emails: [aStep("w2", "waiting", { recipient: jane })],
    }),
    anIntent({
      state: "checking",
      create: aStep("c1", "checking", { sentAt, fault: aFault("noAnswer", { effect: "unknown" }) }),
      emails: [aStep("c2", "waiting", { recipient: jane })],
    }),
    anIntent({
      id: "given-held",
      state: "held",
      create: aStep("h1", "held", { fault: aFault("keyNotAccepted") }),
    }),
    anIntent({
      id: "given-wrong",
      state: "needsDecision",
      link: aLink({ amount: 450000, reference: "REF-1001" }),
      create: aStep("x1", "needsDecision", {
        sentAt,
        fault: aFault("answerUnreadable", { effect: "done" }),
      }),
    }),
    anIntent({
      id: "given-several",
      state: "refused",
      link: aLink({}),
      create: aStep("s1", "done"),
      emails: [
        aStep("s2", "done", { recipient: jane }),
        aStep("s3", "refused", {
          recipient: bob,
          fault: aFault("refused", { detail: "The email address could not be used." }),
        }),
      ],
    }),
    anIntent({
      state: "needsDecision",
      create: aStep("d1", "needsDecision", {
        sentAt,
        fault: aFault("outcomeUnknown", {
          effect: "unknown",
          reference: "create · no answer · 7f3a",
        }),
      }),
    }),
    anIntent({
      state: "refused",
      link: aLink({}),
      create: aStep("r1", "done"),
      emails: [
        aStep("r2", "refused", {
          recipient: jane,
          fault: aFault("refused", { detail: "The email address could not be used." }),
        }),
      ],
    }),
    anIntent({
      state: "done",
      recovered: true,
      link: aLink({}),
      create: aStep("o1", "done"),
      emails: [aStep("o2", "done", { recipient: jane })],
    }),
  ];
}

const profiles = [
  aProfile({ place: "practice" }),
  aProfile({ place: "test", name: "Corner Studio", terminalId: "88120045" }),
  aProfile({ place: "live", name: "Corner Studio", terminalId: "77310098", currency: "EUR" }),
];

const jane = { name: "Jane", email: "jane@example.com" };
const bob = { name: "Bob", email: "bob@workshop.example" };

/** A link for one payment with a history, one for many payments, and what is seldom: each in one list. */
function storied(): FakeStart {
  const one = aLink({
    paymentLinkId: "PLSTORIED1",
    shares: [
      { ...jane, at: minutesAgo(50) },
      { ...bob, at: minutesAgo(51) },
    ],
    createdOn: daysAhead(-2),
  });
  const many = aLink({
    paymentLinkId: "PLSTORIED2",
    linkType: "multiUse",
    orderId: null,
    amount: 2500,
    description: "Yoga class, one evening",
    paymentMethods: ["card", "bankTransfer"],
    shares: [{ ...jane, at: minutesAgo(3000) }],
    createdOn: daysAhead(-9),
  });
  const forbidden = aLink({ paymentLinkId: "PLSTORIED3", description: "A key with few rights" });
  const clearing = aLink({
    paymentLinkId: "PLSTORIED4",
    description: `${LONG} ${LONG} ${LONG} ${LONG} ${LONG} ${LONG}`,
    amount: 987654321012,
    shares: [{ name: "The accounts payable department", email: LONG_EMAIL, at: minutesAgo(5) }],
  });
  const ended = aLink({
    paymentLinkId: "PLSTORIED5",
    status: "deactivated",
    description: "Ended early",
  });
  const checkedAt = minutesAgo(1);
  const paid = { currency: "USD", amount: 2500 };
  return {
    profiles,
    people: somePeople,
    links: [one, many, forbidden, clearing, ended],
    known: {
      PLSTORIED1: {
        events: [
          anEntry("copied", minutesAgo(49)),
          anEntry("copied", minutesAgo(20)),
          anEntry("qrShown", minutesAgo(19)),
          anEntry("changed", minutesAgo(52), {
            change: { before: { ...valuesOf(one), amount: 4000 }, after: valuesOf(one) },
          }),
          anEntry("emailed", minutesAgo(1500), { person: jane }),
          anEntry("paymentDeclined", minutesAgo(10), {
            person: { name: "Jane Doe", email: "" },
            amount: 4500,
            currency: "USD",
          }),
        ],
        payments: {
          checkedAt,
          payments: [aPayment({ state: "declined", at: minutesAgo(10) })],
        },
      },
      PLSTORIED2: {
        events: [
          anEntry("paid", minutesAgo(200), { ...paid, person: { name: "Ann Lee", email: "" } }),
          anEntry("refunded", minutesAgo(100), { amount: 500, currency: "USD" }),
          anEntry("paymentPending", minutesAgo(40), {
            ...paid,
            person: { name: "R. Roe", email: "" },
          }),
        ],
        payments: {
          checkedAt,
          totals: [{ currency: "USD", amount: 4500, count: 2 }],
          payments: [
            aPayment({
              paymentId: "P3",
              method: "bankTransfer",
              state: "pending",
              amount: 2500,
              at: minutesAgo(40),
              payer: "R. Roe •••• 4321",
            }),
            aPayment({
              paymentId: "P1",
              amount: 2500,
              refunded: 500,
              at: minutesAgo(200),
              payer: "Ann Lee •••• 1111",
            }),
            aPayment({
              paymentId: "P2",
              amount: 2500,
              at: minutesAgo(4000),
              payer: "Bo Chan •••• 0005",
            }),
          ],
        },
      },
      PLSTORIED3: { payments: { fault: aFault("forbidden") } },
      PLSTORIED4: {
        payments: {
          checkedAt,
          payments: [aPayment({ method: "bankTransfer", state: "pending", amount: 987654321012 })],
        },
      },
      PLSTORIED5: {
        events: [anEntry("deactivated", minutesAgo(30), { note: "The customer paid in cash." })],
        payments: { checkedAt },
      },
    },
  };
}

const starts: Record<string, () => FakeStart> = {
  welcome: () => ({}),
  none: () => ({ profiles, people: [] }),
  three: () => ({ profiles, links: someLinks(3), people: somePeople }),
  storied,
  many: () => ({ profiles, links: someLinks(200), people: somePeople }),
  thousands: () => ({ profiles, links: someLinks(50_000), people: somePeople }),
  test: () => ({ profiles: profiles.slice(1), links: someLinks(8, "test"), people: somePeople }),
  live: () => ({ profiles: profiles.slice(2), links: someLinks(8, "live"), people: somePeople }),
  long: () => ({
    profiles: [
      aProfile({
        name: "The Extraordinarily Long-Named Studio for Corners, Edges and Everything Between Them",
      }),
    ],
    links: longLinks(),
    people: [
      {
        name: "The accounts payable department of it",
        email: LONG_EMAIL,
        lastUsedAt: minutesAgo(1),
      },
    ],
  }),
  outbox: () => ({ profiles, links: someLinks(6), people: somePeople, intents: everyIntent() }),
  paid: () => {
    const links = someLinks(8);
    const paid = links.filter(({ status }) => status === "completed").map((link) => paidOf(link));
    const more = links.slice(3, 6).map((link) => paidOf(link, { at: minutesAgo(42) }));
    return { profiles, links, people: somePeople, paid: [...paid, ...more] };
  },
  newer: () => ({
    profiles,
    links: someLinks(6),
    people: somePeople,
    newer: {
      version: "1.2.0",
      notes:
        "- Links are found by their payer, too.\n- <b>Not bold</b> & never markup.\n- The list is quicker with many links.",
    },
  }),
  yen: () => ({ profiles: [aProfile({ currency: "JPY" })], people: somePeople, locale: "ja-JP" }),
  keyless: () => ({
    profiles: [aProfile({ place: "live", key: "missing" })],
    links: someLinks(3, "live"),
  }),
  notices: () => ({
    profiles,
    links: someLinks(3),
    notices: [
      { code: "fileSetAside", keptAs: "paylink-damaged-2.db" },
      { code: "practiceUnavailable", address: "127.0.0.1:49152" },
    ],
  }),
  hold: () => ({
    profiles: [
      aProfile({
        defaults: { ...plainDefaults, authType: "preAuthorization", linkType: "multiUse" },
      }),
    ],
  }),
};

/** The scenario of that name, bent by the other parameters of the address. */
export function fakeFor(name: string, parameters: URLSearchParams): FakeDesk {
  const start = (starts[name] ?? starts["three"] ?? (() => ({})))();
  const locale = parameters.get("locale");
  const appearance = parameters.get("theme");
  const language = parameters.get("language");
  const desk = new FakeDesk({
    ...start,
    ...(locale !== null && { locale }),
    preferences: {
      appearance: appearance === "dark" || appearance === "light" ? appearance : "system",
      language: language === "fr-CA" || language === "es" ? language : "system",
      copyNewLinks: true,
    },
  });
  desk.delayMs = Number(parameters.get("delay") ?? 300);
  desk.offline = parameters.has("offline");
  if (parameters.has("reading")) desk.read(Number(parameters.get("reading")));
  const code = parameters.get("refuse");
  if (code === "key") desk.refuseAuthentication = aFault("keyNotAccepted");
  if (code === "terminal") desk.refuseAuthentication = aFault("terminalNotAccepted");
  if (code === "keychain") desk.refuseAuthentication = aFault("keychainMissing");
  if (code === "list") desk.refuseList = aFault("gatewayTrouble");
  if (code === "email")
    desk.emailTrouble = {
      state: "refused",
      fault: aFault("refused", { detail: "The mailbox does not exist." }),
    };
  if (code === "create") desk.createTrouble = { state: "refused", fault: aFault("forbidden") };
  if (code === "unknown")
    desk.createTrouble = {
      state: "needsDecision",
      fault: aFault("outcomeUnknown", { effect: "unknown" }),
    };
  return desk;
}
