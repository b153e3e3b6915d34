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
  connectAgain: "Enter the key again",
  keyMissing: (profile: string) => `${profile} has no API key. Links cannot be made or checked.`,
  dismiss: "Dismiss",
});

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
