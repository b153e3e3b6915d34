// Words of the keys that begin a new link from any program.

import { words } from "./language";

export const shortcut = words("shortcut", {
  title: "New link from any program",
  text: "These keys open Paylink at a new link, whatever program you are in.",
  none: "No keys chosen",
  choose: "Choose keys…",
  change: "Change keys…",
  remove: "Use none",
  recording: "Press the keys now, such as Ctrl+Alt+N. Esc leaves it as it is.",
  recordingOnMac: "Press the keys now, such as ⌃⌥N. Esc leaves it as it is.",
  needsModifier:
    "Hold Ctrl, Alt or the Windows key as well, so that nobody presses it by accident.",
  needsModifierOnMac: "Hold ⌃, ⌥ or ⌘ as well, so that nobody presses it by accident.",
  otherKey: "Use a letter, a digit, an arrow, the space bar or F1 to F12.",
  taken:
    "Another program has these keys at the moment. Choose others, or close it and open Paylink again.",
  chosen: (keys: string) => `${keys} begins a new link.`,
  removed: "No keys begin a new link.",
  impossible:
    "This desktop (Wayland) lets no program listen for keys. Instead, add a shortcut in the keyboard settings of your desktop, with this command:",
});
