// Everything about one link, over a link in memory.

import type { LinkDetails, LinkValues, LinkView } from "../bindings";

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

export function detailsOf(link: LinkView): LinkDetails {
  return {
    link,
    values: valuesOf(link),
    canChange:
      link.linkType === "multiUse"
        ? ["expiresOn", "buttonLabel", "saveDetails"]
        : [
            "amount",
            "currency",
            "description",
            "authType",
            "expiresOn",
            "buttonLabel",
            "saveDetails",
          ],
    changeBlocked: link.shareBlocked,
    timeline: [
      ...link.shares.map((share) => ({
        kind: "emailed" as const,
        at: share.at,
        person: { name: share.name, email: share.email },
        amount: null,
        currency: null,
        change: null,
        note: null,
      })),
      {
        kind: "created",
        at: link.createdOn ?? link.keptAt,
        person: null,
        amount: null,
        currency: null,
        change: null,
        note: null,
      },
    ],
    earlier: 0,
    payments: { payments: [], more: 0, totals: [], whole: true, checkedAt: null, fault: null },
    holders: link.shares,
    handedOver: 0,
  };
}
