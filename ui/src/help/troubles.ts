// Where in the manual it says how to get out of each trouble.

import type { FaultCode } from "../ipc/api";
import type { Topic } from "./topics";

export const topicOfFault: Record<FaultCode, Topic> = {
  checkFields: "first-link#what-payroc-does-not-take",
  offline: "trouble#there-is-no-connection",
  noAnswer: "trouble#there-is-no-connection",
  practiceUnavailable: "trouble#there-is-no-connection",
  gatewayTrouble: "trouble#payroc-has-trouble",
  answerUnreadable: "trouble#payroc-has-trouble",
  keyNotAccepted: "trouble#the-key-is-wrong",
  keyMissing: "trouble#the-key-is-wrong",
  keyUnreadable: "trouble#the-key-is-wrong",
  keyNotTyped: "connect#connect-your-payroc-account",
  forbidden: "trouble#the-key-is-wrong",
  terminalNotAccepted: "trouble#the-terminal-id-is-wrong",
  keychainMissing: "trouble#the-keychain-is-locked-or-missing",
  keychainLocked: "trouble#the-keychain-is-locked-or-missing",
  keychainDenied: "trouble#the-keychain-is-locked-or-missing",
  keychainSilent: "trouble#the-keychain-is-locked-or-missing",
  noProfile: "connect",
  refused: "trouble#payroc-refused-it",
  linkNotUsable: "trouble#a-link-is-not-as-it-was",
  changedElsewhere: "trouble#a-link-is-not-as-it-was",
  linkNotFound: "trouble#a-link-is-not-as-it-was",
  notPossibleAnyMore: "trouble#a-link-is-not-as-it-was",
  outcomeUnknown: "trouble#paylink-asks-you-to-decide",
  outcomeUnclear: "trouble#paylink-asks-you-to-decide",
  diskTrouble: "trouble#the-disk-is-full",
  fileNotWritten: "trouble#the-disk-is-full",
  anotherPaylinkIsOpen: "trouble#another-paylink-is-open",
  unfinishedWork: "your-data#delete-it",
  shortcutTaken: "first-link#from-any-program",
  systemRefused: "trouble#if-nothing-helps",
};

/** Of a fault the place that tells how to get out of it; a topic is its own. */
export function topicOf(about: Topic | FaultCode): Topic {
  return isFault(about) ? topicOfFault[about] : about;
}

const isFault = (about: string): about is FaultCode => about in topicOfFault;
