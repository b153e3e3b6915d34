// Short sentences about what just happened.

import { words } from "./language";

export const told = words("told", {
  linkCopied: "Link copied.",
  buttonCopied: "HTML button copied.",
  switchedTo: (profile: string) => `Now using ${profile}.`,
  undo: "Undo",
  putAway: (count: number) => (count === 1 ? "Dismissed." : `${count} dismissed.`),
  noticeHidden: "Dismissed.",
  discarded: "What you typed is gone.",
  smallestUnits: (amount: number, currency: string) => `${amount} ${currency} (smallest units)`,
});
