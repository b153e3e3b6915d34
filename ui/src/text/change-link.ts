// Words of changing a link, and of whom it breaks the link for.

import type { LinkDetails, LinkValues, TimelineKind } from "../ipc/api";
import { newLink, shortened, type Told } from "./new-link";
import { listed, listedFew } from "./outbox";
import { agreementWord, authTypeWord, standardButtonLabel } from "./words";
import { phrase, words } from "./language";

export const changeLink = words("changeLink", {
  title: "Edit link",
  nothing: "Nothing is different yet.",
  saving: "Saving…",
  takenBack: "Taken back. Nothing was changed and nobody was emailed.",
  leftOpen: "Left as it is. Look at the link to see whether it was changed.",
  savedNew: "Saved. The link is a new one: hand it over again.",
  savedCopied: "Saved. The link is a new one, and copied: hand it over again.",
  savedTitle: "The link is changed",
  waitingTitle: "The change is on its way",
  backToLink: "Back to the link",
  cancel: "Cancel",
  fixedTitle: "Stays as it is",
  fixedOne: "Payroc does not let this be changed. For something else, make another link like it.",
  fixedMany:
    "Of a link for many payments only the last day, the button and the saving of card details can change. For something else, make another link like it.",
  fixedExpired:
    "The link has expired: only its last day can change, which may make it active again.",
  whoHasIt: "Who has the link",
  nobodyHasIt:
    "Nobody was emailed this link yet. A change puts a new one in its place all the same.",
  stays: "The address stays. Everybody who has the link can go on using it.",
  emailNew: "Email the new link to",
  byHand: "Whoever got it in another way needs the new one from you.",
  conflictTitle: "The link was changed somewhere else meanwhile",
  conflictText:
    "Nothing was changed here and nobody was emailed. This is how it is now, beside what you typed.",
  conflictField: "Field",
  conflictNow: "It is now",
  conflictTyped: "You typed",
  conflictUntouched: "Left as it was",
  keepTyped: "Go on with what I typed",
  takeNow: "Go on from how it is now",
  extend: "+30 days",
  extendHint: "Move the last day by 30 days",
  extendTitle: (day: string) => `Let it be paid until ${day}?`,
  extendText: "A change puts a new link in the place of one for one payment.",
  extendAction: (day: string) => `Move the last day to ${day}`,
});

/** Exactly what one press will do. `hasHolders` says whether there was anybody to email. */
export const changeLabel = phrase(
  "changeLabel",
  (emails: readonly string[], hasHolders: boolean): string => {
    const [first, ...others] = emails;
    if (first === undefined) return hasHolders ? "Save, and email nobody" : "Save";
    const who = others.length === 0 ? first : `${emails.length} people`;
    return `Save, and email the new link to ${who}`;
  },
);

export const savedWords = phrase("savedWords", (emails: readonly string[]): string => {
  if (emails.length === 0) return "Saved.";
  return `Saved. The new link was emailed to ${listedFew(emails)}.`;
});

/** "The link that Jane and Bob have will stop working. They need the new one." */
export const breaksFor = phrase("breaksFor", (names: readonly string[]): string => {
  if (names.length === 0) {
    return "The link as it is now will stop working: whoever has it needs the new one.";
  }
  const they = names.length === 1 ? `${names[0] ?? ""} needs` : "They need";
  return `The link that ${whoHave(names)} will stop working. ${they} the new one.`;
});

/** The same, as long as nothing is different. */
export const breaksIf = phrase("breaksIf", (names: readonly string[]): string =>
  names.length === 0
    ? "If you change anything, the link as it is now will stop working, and whoever has it needs the new one."
    : `If you change anything, the link that ${whoHave(names)} will stop working.`,
);

function whoHave(names: readonly string[]): string {
  const shown = names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} others`] : names;
  return `${listed(shown)} ${names.length === 1 ? "has" : "have"}`;
}

/** How often what was done with the present address of a link, by the owner or, for them, by Paylink. */
export type Handed = { copied: number; qrShown: number; opened: number; mailed: number };

/** What was done with the present address besides, as "It was also copied 2 times and shown as a QR code." */
export function handedOverWords(details: LinkDetails, alsoEmailed: boolean): string {
  const { timeline, link, handedOver } = details;
  if (handedOver === 0) return "";
  const renewed =
    link.linkType === "singleUse" ? timeline.findIndex(({ kind }) => kind === "changed") : -1;
  const since = renewed < 0 ? timeline : timeline.slice(0, renewed);
  const times = (...kinds: TimelineKind[]) =>
    since.filter(({ kind }) => kinds.includes(kind)).length;
  const handed = {
    copied: times("copied", "buttonCopied", "messageCopied"),
    qrShown: times("qrShown"),
    opened: times("openedInBrowser"),
    mailed: times("handedToMail"),
  };
  return handedOverSentence(handed, handedOver, alsoEmailed);
}

/** `all` is told where nothing is known of how. */
export const handedOverSentence = phrase(
  "handedOverSentence",
  ({ copied, qrShown, opened, mailed }: Handed, all: number, also: boolean): string => {
    const times = (count: number) => (count === 1 ? "once" : `${count} times`);
    const counted = (did: string, count: number) =>
      count === 0 ? "" : count === 1 ? did : `${did} ${times(count)}`;
    const did = [
      counted("copied", copied),
      counted("shown as a QR code", qrShown),
      counted("opened", opened),
      counted("handed to your mail program", mailed),
    ].filter((part) => part !== "");
    const it = also ? "It was also" : "It was";
    return did.length === 0 ? `${it} handed over ${times(all)}.` : `${it} ${listed(did)}.`;
  },
);

/** What the email with the new address says unless the owner writes something else. */
export const changedMessage = phrase("changedMessage", (link: Told): string => {
  const what = shortened(link.description.trim());
  const purpose = what === "" ? "" : ` for ${what}`;
  const pay = link.amount === null ? "for your payment" : `to pay ${link.amount}`;
  const until = link.until === null ? "" : ` It works until ${link.until}.`;
  const held = link.holds ? ` ${newLink.heldOnCard}` : "";
  return `Hello,\n\nThe link that I sent you before no longer works. Here is the new one ${pay}${purpose}.${until}${held}\n\nThank you,\n${link.business}`;
});

export type Difference = { label: string; from: string; to: string };

type Words = {
  amount: (amount: number | null, currency: string) => string;
  day: (day: string) => string;
};

/** Each value in which two states of a link differ, in words. */
export function differences(from: LinkValues, to: LinkValues, words: Words): Difference[] {
  const rows = valueRows(to, words);
  return valueRows(from, words).flatMap(([label, was], at) => {
    const now = rows[at]?.[1] ?? "";
    return was === now ? [] : [{ label, from: was, to: now }];
  });
}

/** What the values of a link are called where two states of it are compared. */
export const valueWords = words("valueWords", {
  before: (label: string) => `${label}:`,
  amount: "Amount",
  description: "What it is for",
  noDescription: "Nothing",
  authType: "When the customer pays",
  lastDay: "Last day",
  noLastDay: "No last day",
  buttonLabel: "Button label",
  details: "Card details",
  saved: (agreement: string) => `Saved: ${agreement.toLowerCase()}`,
  notSaved: "Not saved",
});

function valueRows(values: LinkValues, words: Words): [label: string, value: string][] {
  const said = valueWords;
  return [
    [said.amount, words.amount(values.amount, values.currency)],
    [said.description, values.description || said.noDescription],
    [said.authType, authTypeWord[values.authType]],
    [said.lastDay, values.expiresOn ? words.day(values.expiresOn) : said.noLastDay],
    [said.buttonLabel, values.buttonLabel || standardButtonLabel],
    [
      said.details,
      values.saveDetails
        ? said.saved(agreementWord[values.agreement ?? "unscheduled"])
        : said.notSaved,
    ],
  ];
}
