// Everything about one link, over a link in memory and what is known of it beside.

import type {
  HandOver,
  LinkDetails,
  LinkValues,
  LinkView,
  PaymentsView,
  PaymentView,
  TimelineEntry,
} from "../bindings";

/** What is known of a link beside the link itself. */
export type Known = {
  /** Own events and those of payments, in no order. */
  events?: TimelineEntry[];
  payments?: Partial<PaymentsView>;
};

export function valuesOf(link: LinkView): LinkValues {
  return {
    amount: link.amount,
    currency: link.currency,
    description: link.description,
    authType: link.authType,
    expiresOn: link.expiresOn,
    buttonLabel: link.buttonLabel,
    saveDetails: link.saveDetails,
    agreement: link.agreement,
  };
}

export function anEntry(
  kind: TimelineEntry["kind"],
  at: string,
  given: Partial<TimelineEntry> = {},
): TimelineEntry {
  return {
    kind,
    at,
    person: null,
    amount: null,
    currency: null,
    change: null,
    note: null,
    ...given,
  };
}

export function aPayment(given: Partial<PaymentView> = {}): PaymentView {
  return {
    paymentId: "PAYMENT001",
    method: "card",
    state: "paid",
    amount: 4500,
    currency: "USD",
    refunded: 0,
    at: new Date().toISOString(),
    payer: "Jane Doe •••• 1111",
    isHold: false,
    ...given,
  };
}

export function detailsOf(link: LinkView, known: Known = {}): LinkDetails {
  const events = known.events ?? [];
  const timeline = [
    ...link.shares.map(({ name, email, at }) =>
      anEntry("emailed", at, { person: { name, email } }),
    ),
    anEntry("created", link.createdOn ?? link.keptAt),
    ...events,
  ].sort((one, other) => other.at.localeCompare(one.at));
  const single = link.linkType === "singleUse";
  const renewed = single ? timeline.find((entry) => entry.kind === "changed")?.at : undefined;
  const since = (at: string) => renewed === undefined || at >= renewed;
  return {
    link,
    values: valuesOf(link),
    canChange: canChange(link),
    changeBlocked: link.shareBlocked === "expired" ? null : link.shareBlocked,
    timeline,
    earlier: 0,
    payments: {
      payments: [],
      more: 0,
      totals: [],
      whole: true,
      checkedAt: null,
      fault: null,
      ...known.payments,
    },
    holders: link.shares.filter((share) => since(share.at)),
    handedOver: events.filter(({ kind, at }) => HAND_OVERS.includes(kind) && since(at)).length,
  };
}

function canChange(link: LinkView): LinkDetails["canChange"] {
  if (link.shareBlocked === "expired") return ["expiresOn"];
  if (link.shareBlocked) return [];
  if (link.linkType === "multiUse") return ["expiresOn", "buttonLabel", "saveDetails"];
  return [
    ...(link.amount === null ? [] : (["amount"] as const)),
    "currency",
    "description",
    "authType",
    "expiresOn",
    "buttonLabel",
    "saveDetails",
  ];
}

const HAND_OVERS: readonly TimelineEntry["kind"][] = [
  "copied",
  "buttonCopied",
  "qrShown",
  "openedInBrowser",
  "handedToMail",
  "messageCopied",
] satisfies HandOver[];
