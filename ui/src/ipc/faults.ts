// Every fault code in words: what happened and what to do next. Total over the codes, so a new one needs words here.

import type { Fault, FaultCode, FaultEffect } from "./bindings";
import { words } from "../text/language";

export type FaultWords = { title: string; next: string };

export const faultWords = words<Record<FaultCode, FaultWords>>("faultWords", {
  checkFields: {
    title: "Something needs another look.",
    next: "Correct the marked fields and try again.",
  },
  offline: {
    title: "There is no connection to Payroc.",
    next: "Check the internet connection and try again.",
  },
  practiceUnavailable: {
    title: "Practice does not answer.",
    next: "Close Paylink and open it again. If that does not help, restart the computer.",
  },
  noAnswer: {
    title: "The connection broke before an answer came.",
    next: "Check the internet connection, then try again.",
  },
  keyNotAccepted: {
    title: "Payroc does not accept this API key.",
    next: "Enter the key again, and check whether it belongs to Live or to Test.",
  },
  terminalNotAccepted: {
    title: "The key works, but not with this Terminal ID.",
    next: "Compare the Terminal ID with the one in your Payroc papers or portal.",
  },
  forbidden: {
    title: "This API key is not allowed to do that.",
    next: "Ask Payroc to allow payment links for the key, or use another key.",
  },
  refused: {
    title: "Payroc refused this.",
    next: "Read its reason, change what it names, and try again.",
  },
  linkNotUsable: {
    title: "This link can no longer be used for that.",
    next: "It was paid, has expired or was deactivated. Make another one like it.",
  },
  changedElsewhere: {
    title: "The link was changed somewhere else meanwhile.",
    next: "Look at how it is now, and change it again if it is still not right.",
  },
  linkNotFound: {
    title: "Payroc does not know this link.",
    next: "Check that the right profile is in use, then check again.",
  },
  gatewayTrouble: {
    title: "Payroc has trouble at the moment.",
    next: "Try again in a few minutes.",
  },
  answerUnreadable: {
    title: "Payroc's answer could not be understood.",
    next: "Try again. In a strange network, open a web page first: it may ask you to sign in.",
  },
  outcomeUnknown: {
    title: "It is not certain whether this happened.",
    next: "Check again, or decide whether to send it once more.",
  },
  outcomeUnclear: {
    title: "It is not certain whether this happened.",
    next: "Check again, or decide whether to send it once more.",
  },
  keychainMissing: {
    title: "This computer has no keychain to keep the key in.",
    next: "Set one up (on Linux: GNOME Keyring or KWallet), or use the key for this session only.",
  },
  keychainLocked: {
    title: "The keychain is locked.",
    next: "Unlock it and try again, or use the key for this session only.",
  },
  keychainDenied: {
    title: "The keychain did not let Paylink in.",
    next: "Allow Paylink when the system asks and try again, or use the key for this session only.",
  },
  keychainSilent: {
    title: "The keychain does not answer.",
    next: "A system window may be waiting for your password, perhaps behind this one. Or use the key for this session only.",
  },
  keyMissing: {
    title: "There is no API key for this profile.",
    next: "Enter the key again in Settings.",
  },
  keyUnreadable: {
    title: "What the keychain holds for this profile is not an API key.",
    next: "Enter the key again in Settings.",
  },
  keyNotTyped: {
    title: "The API key has not been entered yet.",
    next: "Choose Enter API key and paste it there.",
  },
  noProfile: {
    title: "No profile is connected.",
    next: "Connect a Payroc account, or try Practice.",
  },
  diskTrouble: {
    title: "Paylink cannot write to this computer's disk.",
    next: "Make room, or check that the disk is not write-protected. Then try again.",
  },
  fileNotWritten: {
    title: "The file could not be saved. Your links are not affected.",
    next: "Make room on the disk, or check that you may write into your Downloads folder. Then try again.",
  },
  anotherPaylinkIsOpen: {
    title: "Another Paylink is open.",
    next: "Use that one, or close it and open this one again.",
  },
  notPossibleAnyMore: {
    title: "That is no longer possible.",
    next: "It has gone further in the meantime. The list shows how it stands.",
  },
  unfinishedWork: {
    title: "Something of this profile is still on its way.",
    next: "Wait until it is done, or press Take back above the list of links. Then try again.",
  },
  shortcutTaken: {
    title: "These keys are taken.",
    next: "Another program or the system uses them. Choose other keys.",
  },
  systemRefused: {
    title: "The system did not do that.",
    next: "Try again. If it stays so, restart the computer.",
  },
});

export const effectWords = words<Record<FaultEffect, string>>("effectWords", {
  none: "Nothing was made and nobody was emailed.",
  unknown: "It may have happened. Paylink is looking it up and will not do it twice.",
  done: "It did happen.",
});

/** The same for one email of a link that is there. */
export const emailEffectWords = words<Record<FaultEffect, string>>("emailEffectWords", {
  none: "This email did not go out.",
  unknown: "It may have gone out. Paylink is looking it up and will not send it twice.",
  done: "The email did go out.",
});

/** The same for a change of a link that is there, and the emails that tell of it. */
export const changeEffectWords = words<Record<FaultEffect, string>>("changeEffectWords", {
  none: "Nothing was changed and nobody was emailed.",
  unknown: "It may have been changed. Paylink is looking it up and will not change it twice.",
  done: "The link was changed.",
});

/** Whatever a command rejects with, as a fault; anything unexpected becomes the most cautious one. */
export function asFault(reason: unknown): Fault {
  if (isFault(reason)) return reason;
  return { code: "systemRefused", effect: "unknown", fields: [], detail: null, reference: null };
}

function isFault(reason: unknown): reason is Fault {
  return (
    typeof reason === "object" &&
    reason !== null &&
    "code" in reason &&
    typeof reason.code === "string" &&
    reason.code in faultWords &&
    "effect" in reason &&
    "fields" in reason &&
    Array.isArray(reason.fields)
  );
}
