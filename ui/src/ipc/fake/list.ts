// The list of links as the desk finds it, over links in memory.

import type {
  AlikeView,
  FindAlike,
  FindLinks,
  LinkRow,
  LinksPage,
  LinkStatus,
  LinkView,
  StatusCounts,
} from "../bindings";

export function find(links: readonly LinkView[], request: FindLinks, revision: number): LinksPage {
  const others = links.filter((link) => isFound(link, request));
  const counts: StatusCounts = {
    all: others.length,
    active: others.filter((link) => link.status === "active").length,
    completed: others.filter((link) => isStanding(link, "completed")).length,
    expired: others.filter((link) => link.status === "expired").length,
    deactivated: others.filter((link) => link.status === "deactivated").length,
  };
  const found = others
    .filter((link) => request.status === null || isStanding(link, request.status))
    .sort(order[request.sorting]);
  const totals = new Map<string, { amount: number; count: number }>();
  for (const { amount, currency } of found) {
    if (amount === null) continue;
    const before = totals.get(currency) ?? { amount: 0, count: 0 };
    totals.set(currency, { amount: before.amount + amount, count: before.count + 1 });
  }
  return {
    profileId: request.profileId,
    rows: found.slice(request.offset, request.offset + Math.min(request.limit, 100)).map(rowOf),
    offset: request.offset,
    count: found.length,
    totals: [...totals].map(([currency, total]) => ({ currency, ...total })),
    counts,
    revision,
  };
}

/** A link whose money is held counts as completed. */
function isStanding({ status }: LinkView, asked: LinkStatus): boolean {
  return (status === "held" ? "completed" : status) === asked;
}

function rowOf(link: LinkView): LinkRow {
  const share = link.shares[0];
  return {
    paymentLinkId: link.paymentLinkId,
    place: link.place,
    linkType: link.linkType,
    amount: link.amount,
    currency: link.currency,
    description: link.description,
    reference: link.reference,
    status: link.status,
    createdOn: link.createdOn ?? "",
    expiresOn: link.expiresOn,
    checkedAt: link.checkedAt,
    person: share ? { name: share.name, email: share.email } : null,
    people: new Set(link.shares.map((known) => known.email.toLowerCase())).size,
    shareBlocked: link.shareBlocked,
  };
}

/** Open links over the same amount that one of these people has; three at most, newest first. */
export function alike(links: readonly LinkView[], request: FindAlike): AlikeView[] {
  const emails = new Set(request.emails.map((email) => email.toLowerCase()));
  return links
    .filter(
      (link) =>
        link.profileId === request.profileId &&
        link.status === "active" &&
        link.amount !== null &&
        link.amount === request.amount &&
        link.currency === request.currency,
    )
    .sort(newest)
    .flatMap((link) => {
      const share = link.shares.find(({ email }) => emails.has(email.toLowerCase()));
      return share ? [{ row: rowOf(link), share }] : [];
    })
    .slice(0, 3);
}

function isFound(link: LinkView, request: FindLinks): boolean {
  const setBy = link.amount === null ? "customer" : "merchant";
  const made = link.createdOn ?? "";
  return (
    (request.linkType === null || link.linkType === request.linkType) &&
    (request.amountSetBy === null || setBy === request.amountSetBy) &&
    (request.createdFrom === null || made >= request.createdFrom) &&
    (request.createdTo === null || made.slice(0, 10) <= request.createdTo) &&
    (request.email === null || link.shares.some((share) => share.email === request.email)) &&
    request.text
      .toLowerCase()
      .split(/\s+/)
      .every((word) => haystack(link).includes(word))
  );
}

const haystacks = new WeakMap<LinkView, string>();

function haystack(link: LinkView): string {
  const kept = haystacks.get(link) ?? haystackOf(link);
  haystacks.set(link, kept);
  return kept;
}

function haystackOf(link: LinkView): string {
  const people = link.shares.flatMap(({ name, email }) => [name, email]);
  const amount = link.amount === null ? "" : (link.amount / 100).toFixed(2);
  return [link.reference, link.description, amount, link.orderId, link.paymentLinkId, ...people]
    .join("\n")
    .toLowerCase();
}

type Order = (a: LinkView, b: LinkView) => number;

const newest: Order = (a, b) => b.keptAt.localeCompare(a.keptAt);
const activeFirst: Order = (a, b) => Number(b.status === "active") - Number(a.status === "active");

const order: Record<FindLinks["sorting"], Order> = {
  unpaidFirst: (a, b) => activeFirst(a, b) || newest(a, b),
  newest,
  oldest: (a, b) => newest(b, a),
  largest: (a, b) => a.currency.localeCompare(b.currency) || (b.amount ?? -1) - (a.amount ?? -1),
  expiresSoonest: (a, b) =>
    activeFirst(a, b) || (a.expiresOn ?? "9999").localeCompare(b.expiresOn ?? "9999"),
};
