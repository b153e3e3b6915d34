// Words around a fault; those of each code are in ipc/faults.

import { words } from "./language";

export const faultBanner = words("faultBanner", {
  says: (detail: string) => `Payroc says: “${detail}”`,
  marked: "Change what is marked, and try again.",
  reference: (reference: string) => `For support: ${reference}`,
});
