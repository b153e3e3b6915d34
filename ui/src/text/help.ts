// Words around the manual. The manual itself is in docs/manual.

import { words } from "./language";

export const help = words("help", {
  title: "Help",
  chapters: "Chapters",
  open: "Help",
  openHint: "Help (F1)",
  withThis: "Help with this",
});
