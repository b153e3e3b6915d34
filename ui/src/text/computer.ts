// Words of what Settings offer about this computer. What follows is in keeping.ts, and loaded when it is needed.

import { words } from "./language";

export const computer = words("computer", {
  title: "This computer",
  data: "Data on this computer…",
  diagnosis: "Diagnostic report…",
});
