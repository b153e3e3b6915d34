// What a change makes of a link in memory.

import type { LinkValues, LinkView } from "../bindings";
import { blockedBy, daysAhead } from "./builders";
import { valuesOf } from "./details";

export function isAsSeen(link: LinkView, before: LinkValues): boolean {
  return JSON.stringify(valuesOf(link)) === JSON.stringify(before);
}

/** A link for one payment has a new address afterwards. */
export function changed(link: LinkView, after: LinkValues, nth: number): LinkView {
  const revived =
    link.status === "expired" && after.expiresOn !== null && after.expiresOn >= daysAhead(0);
  const status = revived ? "active" : link.status;
  return {
    ...link,
    ...after,
    status,
    shareBlocked: blockedBy(status),
    url:
      link.linkType === "multiUse" ? link.url : link.url.replace(/token=.*$/, `token=new-${nth}`),
    checkedAt: new Date().toISOString(),
  };
}
