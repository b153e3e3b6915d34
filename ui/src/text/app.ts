// Words of the frame: header, shortcuts, notices.

import type { Notice } from "../ipc/api";
import { phrase, words } from "./language";

export const app = words("app", {
  name: "Paylink",
  back: "Back",
  backHint: "Back (Esc)",
  opening: "Opening Paylink…",
  tryAgain: "Try again",
  profiles: (active: string, place: string) => `Profile: ${place} ${active}`,
  addProfile: "Add profile…",
  settings: "Settings",
  newLink: "New link",
  shortcuts: "Keyboard shortcuts",
  connectAgain: "Enter the key again",
  keyMissing: (profile: string) => `${profile} has no API key. Links cannot be made or checked.`,
  dismiss: "Dismiss",
});

export const shortcutWords = words("shortcutWords", {
  newLink: "New link",
  templates: "Templates, in a new link",
  make: "Make the link, from any field of the form",
  move: "Move between links",
  open: "Open the link",
  copy: "Copy the link",
  share: "Share it again: the last recipients are filled in",
  qr: "Show its QR code",
  qrFull: "Fill the window with the QR code",
  browser: "Open it in the browser",
  edit: "Edit it",
  remind: "Send a reminder",
  extend: "Move its last day by 30 days (on its own screen)",
  deactivate: "Deactivate it",
  another: "Make another like it",
  more: "More that can be done with it",
  samePerson: "Find all links sent to the same person",
  select: "Select it; Shift with ↑ or ↓ selects several",
  selectAll: "Select all links that were found",
  search: "Search",
  filters: "Filters",
  check: "Check the list, or the link, now",
  profile: "Switch the profile",
  settings: "Settings",
  back: "Back",
  thisList: "This list",
  help: "Help",
});

/** The keys are in the order in which they are shown. */
export const shortcutRows: readonly {
  keys: readonly string[];
  does: keyof typeof shortcutWords;
}[] = [
  { keys: ["Mod", "N"], does: "newLink" },
  { keys: ["Mod", "T"], does: "templates" },
  { keys: ["Enter"], does: "make" },
  { keys: ["↑", "↓"], does: "move" },
  { keys: ["Enter"], does: "open" },
  { keys: ["C"], does: "copy" },
  { keys: ["S"], does: "share" },
  { keys: ["Q"], does: "qr" },
  { keys: ["F"], does: "qrFull" },
  { keys: ["O"], does: "browser" },
  { keys: ["E"], does: "edit" },
  { keys: ["M"], does: "remind" },
  { keys: ["+"], does: "extend" },
  { keys: ["D"], does: "deactivate" },
  { keys: ["A"], does: "another" },
  { keys: ["."], does: "more" },
  { keys: ["P"], does: "samePerson" },
  { keys: ["X"], does: "select" },
  { keys: ["Mod", "A"], does: "selectAll" },
  { keys: ["/"], does: "search" },
  { keys: ["F"], does: "filters" },
  { keys: ["R"], does: "check" },
  { keys: ["Mod", "1…9"], does: "profile" },
  { keys: ["Mod", ","], does: "settings" },
  { keys: ["Esc"], does: "back" },
  { keys: ["?"], does: "thisList" },
  { keys: ["F1"], does: "help" },
];

export const noticeWords = phrase(
  "noticeWords",
  (notice: Notice): { title: string; text: string } => {
    switch (notice.code) {
      case "fileSetAside":
        return {
          title: "A file of Paylink could not be read.",
          text: `It was kept as ${notice.keptAs}. What it held comes back from Payroc as far as possible; connect the account again if Paylink asks for it. Look into your links before you repeat what was still on its way.`,
        };
      case "anotherPaylinkIsOpen":
        return {
          title: "Another Paylink is open.",
          text: "It holds the data, and what is on its way goes on over there. Use that one, or close it and open this one again.",
        };
      case "dataUnavailable":
        return {
          title: "Paylink cannot open its data on this computer.",
          text: "The disk is full, write-protected or failing. Make room or check the disk, then open Paylink again. What was on its way goes on then.",
        };
      case "practiceUnavailable":
        return {
          title: "Practice is not available.",
          text: `Nothing answers at ${notice.address}. Close Paylink and open it again; your other profiles work.`,
        };
    }
  },
);
