// Where in the manual something is explained.

import type { FaultCode } from "../ipc/api";
import type { Screen } from "../state/route.svelte";

/** A chapter, and a heading in it: "trouble#the-key-is-wrong". */
export type Topic = string;

export const topicOfFault: Partial<Record<FaultCode, Topic>> = {
  offline: "trouble#there-is-no-connection",
  noAnswer: "trouble#there-is-no-connection",
  practiceUnavailable: "trouble#there-is-no-connection",
  gatewayTrouble: "trouble#payroc-has-trouble",
  keyNotAccepted: "trouble#the-key-is-wrong",
  keyMissing: "trouble#the-key-is-wrong",
  keyUnreadable: "trouble#the-key-is-wrong",
  terminalNotAccepted: "trouble#the-terminal-id-is-wrong",
  keychainMissing: "trouble#the-keychain-is-locked-or-missing",
  keychainLocked: "trouble#the-keychain-is-locked-or-missing",
  keychainDenied: "trouble#the-keychain-is-locked-or-missing",
  keychainSilent: "trouble#the-keychain-is-locked-or-missing",
  refused: "trouble#payroc-refused-it",
  outcomeUnknown: "trouble#paylink-asks-you-to-decide",
  outcomeUnclear: "trouble#paylink-asks-you-to-decide",
  diskTrouble: "trouble#the-disk-is-full",
  fileNotWritten: "trouble#the-disk-is-full",
  anotherPaylinkIsOpen: "trouble#another-paylink-is-open",
};

export function topicOfScreen(screen: Screen): Topic {
  switch (screen.name) {
    case "welcome":
    case "connect":
      return "connect";
    case "newLink":
      return "first-link";
    case "link":
    case "changeLink":
    case "links":
      return "finding-and-changing";
    case "settings":
      return "your-data";
    case "noData":
      return screen.notice.code === "anotherPaylinkIsOpen"
        ? "trouble#another-paylink-is-open"
        : "trouble#a-file-is-damaged";
  }
}
