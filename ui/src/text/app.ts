// Words of the frame: header, shortcuts, notices.

import type { Notice } from "../ipc/api";

export const app = {
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
};

export const shortcutRows: readonly { keys: readonly string[]; does: string }[] = [
  { keys: ["Mod", "N"], does: "New link" },
  { keys: ["Enter"], does: "Make the link, from any field of the form" },
  { keys: ["↑", "↓"], does: "Move between links" },
  { keys: ["Enter"], does: "Open the link" },
  { keys: ["C"], does: "Copy the link" },
  { keys: ["S"], does: "Share it again: the last recipients are filled in" },
  { keys: ["Q"], does: "Show its QR code" },
  { keys: ["F"], does: "Fill the window with the QR code" },
  { keys: ["O"], does: "Open it in the browser" },
  { keys: ["E"], does: "Edit it" },
  { keys: ["M"], does: "Send a reminder" },
  { keys: ["+"], does: "Move its last day by 30 days (on its own screen)" },
  { keys: ["D"], does: "Deactivate it" },
  { keys: ["A"], does: "Make another like it" },
  { keys: ["."], does: "More that can be done with it" },
  { keys: ["P"], does: "Find all links sent to the same person" },
  { keys: ["X"], does: "Select it; Shift with ↑ or ↓ selects several" },
  { keys: ["Mod", "A"], does: "Select all links that were found" },
  { keys: ["/"], does: "Search" },
  { keys: ["F"], does: "Filters" },
  { keys: ["R"], does: "Check the list, or the link, now" },
  { keys: ["Mod", "1…9"], does: "Switch the profile" },
  { keys: ["Mod", ","], does: "Settings" },
  { keys: ["Esc"], does: "Back" },
  { keys: ["?"], does: "This list" },
  { keys: ["F1"], does: "Help" },
];

export function noticeWords(notice: Notice): { title: string; text: string } {
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
}
