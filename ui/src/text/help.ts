// Words around the manual. The manual itself is in docs/manual.

export const help = {
  title: "Help",
  chapters: "Chapters",
  open: "Help",
  openHint: "Help (F1)",
  withThis: "Help with this",
};
