// Short sentences about what just happened.

import { words } from "./language";

export const told = words("told", {
  linkCopied: "Link copied.",
  buttonCopied: "HTML button copied.",
  switchedTo: (profile: string) => `Now using ${profile}.`,
  smallestUnits: (amount: number, currency: string) => `${amount} ${currency} (smallest units)`,
});
