// Words for what is on its way, uncertain, or came to an end while nobody looked.

import type { Fault, FaultCode, FaultEffect, IntentView, StepState, StepView } from "../ipc/api";
import { changeEffectWords, effectWords, emailEffectWords, faultWords } from "../ipc/faults";
import { words, phrase } from "./language";

export const outbox = words("outbox", {
  title: "On its way",
  recovered: "This was left unfinished when Paylink closed last time, and has been taken up again.",
  tryNow: "Try now",
  lookNow: "Check now",
  takeBack: "Take back",
  doNotEmail: "Do not email",
  lookAgain: "Check again",
  leaveIt: "Leave it",
  enterKey: "Enter the key again",
  show: "Show link",
  dismiss: "Dismiss",
  dismissDone: "Dismiss what is done",
  startAnew: "Correct and try again",
  showAll: (count: number) => `Show all ${count}`,
  showFewer: "Show fewer",
  more: (count: number) => `and ${count} more`,
  nextTry: (when: string) => `Next try ${when}.`,
  byItself: "It goes out by itself.",
  backOnline: "It goes out by itself as soon as the connection is back.",
  backPractice: "It goes out by itself as soon as Practice answers.",
  afterOther: "It goes out as soon as an earlier one like it is settled.",
  afterEarlier: "It goes out as soon as what you asked for earlier about this link is settled.",
  slow: "Payroc is taking its time. You need not wait here: it goes on by itself.",
  checking: (sent: string) =>
    `Sent ${sent}, but no answer came. Paylink checks at Payroc and never sends it twice by itself.`,
  looksOnline: "Paylink checks as soon as the connection is back.",
  thenEmails: (who: string) => `Once it is there, it is emailed to ${who}.`,
  thenEmailsChanged: (who: string) => `Once it is changed, it is emailed to ${who}.`,
  shareAgain: "Correct the address or the message, and share the link again.",
  lookedFor: "Looked for",
  sent: "Sent",
  found: "Found",
  showMeans: "Whoever has its address can pay it. Deactivate it there.",
  lookingMeans: "Paylink compares it with what Payroc's list says.",
  looksAtLink: "Paylink compares it with how Payroc has the link now.",
  fromTo: (from: string, to: string) => `${from} → ${to}`,
  asked: "You asked for",
  made: "Payroc made",
  news: "News",
});

export const news = words("news", {
  changes: (count: number) => `${count} things that are on their way have changed.`,
});

/** What a request does. */
export type Act = "create" | "email" | "change" | "deactivate";

export function actOf(intent: IntentView, step: StepView): Act {
  if (step.recipient) return "email";
  if (step.id === intent.change?.id) return "change";
  return step.id === intent.deactivate?.id ? "deactivate" : "create";
}

/** What has to come before its emails, or is all that there is. */
export function openingOf(intent: IntentView): StepView | null {
  return intent.create ?? intent.change ?? intent.deactivate;
}

export const deactivationEffectWords = words<Record<FaultEffect | "notUsable", string>>(
  "deactivationEffectWords",
  {
    none: "The link was not deactivated. It can still be paid.",
    notUsable: "The link was not deactivated.",
    unknown: "It may have been deactivated. Paylink is looking it up.",
    done: "It was deactivated.",
  },
);

/** Of what a fault says: whether the link or anybody's inbox is affected. */
export const effectOf: Record<Act, Record<FaultEffect, string>> = {
  create: effectWords,
  email: emailEffectWords,
  change: changeEffectWords,
  deactivate: deactivationEffectWords,
};

/** Codes that say of a link that it is paid, expired, deactivated, or none that Payroc knows. */
const NOT_USABLE: readonly FaultCode[] = ["linkNotUsable", "linkNotFound"];

/** Whether such a link can still be paid is not for Paylink to say. */
export function effectSaid(act: Act, { code, effect }: Fault): string {
  if (act === "deactivate" && effect === "none" && NOT_USABLE.includes(code))
    return deactivationEffectWords.notUsable;
  return effectOf[act][effect];
}

export const againWords = words<Record<Act, (who: string) => string>>("againWords", {
  email: (who) => `If the first email went out after all, ${who} may get it twice.`,
  create: () => "If the first one was made after all, there are two links, and both can be paid.",
  change: () => "Paylink checks the link first, and changes it only if it is still as you saw it.",
  deactivate: () => "A link that is deactivated twice is deactivated: no harm is done.",
});

/** What it may mean to end in either way what could not be settled by looking. */
export function againMeans(act: Act, step: StepView): string {
  return againWords[act](whoOf(step));
}

export const leavingWords = words("leavingWords", {
  email: "Nothing more is sent.",
  create: "Nothing more is sent. If it was made after all, it appears in your list.",
  madeWrongly:
    "Nobody is emailed. The wrong link stays in your list, and can be paid until it is deactivated.",
  change: "Nothing more is sent and nobody is emailed. The link shows how Payroc has it.",
  deactivate: "Nothing more is sent. The link shows whether it can still be paid.",
});

export function leavingMeans(act: Act, step: StepView): string {
  return leavingWords[act === "create" && isMadeWrongly(step) ? "madeWrongly" : act];
}

type About = (told: { who: string; what: string }) => string;

export const againTitles = words<Record<Act, About>>("againTitles", {
  create: ({ what }) => `Make the link for ${what} once more?`,
  email: ({ who }) => `Email ${who} once more?`,
  change: ({ what }) => `Change the link for ${what} once more?`,
  deactivate: ({ what }) => `Deactivate the link for ${what} once more?`,
});

/** What is asked before a second request goes out on the user's word. */
export function againQuestion(act: Act, step: StepView, what: string) {
  return { title: againTitles[act]({ who: whoOf(step), what }), text: againMeans(act, step) };
}

export const againAction = words<Record<Act, string>>("againAction", {
  create: "Make it once more",
  email: "Email once more",
  change: "Change it once more",
  deactivate: "Deactivate it once more",
});

export const foundNothing = words<Record<Act, string>>("foundNothing", {
  create: "Nothing. That does not prove that it was not made.",
  email: "Nothing. That does not prove that it did not go out.",
  change: "The link is as it was. That does not prove that no change is on its way.",
  deactivate: "The link can still be paid. That does not prove that nothing is on its way.",
});

export const foundElse = words("foundElse", {
  unclear: "Something that it may be, but nothing that it surely is.",
  unclearLink:
    "The link is neither as it was nor as you want it: somebody else may have changed it.",
  unreadable: "Payroc's list could not be read.",
  unreadableLink: "Payroc's answer could not be read.",
  notLet: (why: string) => `Payroc did not let Paylink check. ${why}`,
});

/** What was found by looking, when that settled nothing. */
export function foundWords(fault: Fault | null, act: Act): string {
  const isOfLink = act === "change" || act === "deactivate";
  switch (fault?.code ?? "outcomeUnknown") {
    case "outcomeUnknown":
      return foundNothing[act];
    case "outcomeUnclear":
      return isOfLink ? foundElse.unclearLink : foundElse.unclear;
    case "answerUnreadable":
      return isOfLink ? foundElse.unreadableLink : foundElse.unreadable;
    default:
      return foundElse.notLet(fault ? faultWords[fault.code].title : "");
  }
}

type LookedFor = (told: { who: string; what: string; reference: string }) => string;

export const lookedFor = words<Record<Act, LookedFor>>("lookedFor", {
  email: ({ who, what }) => `An email to ${who} with the link for ${what}`,
  create: ({ what, reference }) => `A link for ${what} with the reference ${reference}`,
  change: ({ reference }) => `Your change of the link ${reference}`,
  deactivate: ({ what }) => `Whether the link for ${what} is deactivated`,
});

export function lookedForWords(intent: IntentView, step: StepView, what: string): string {
  const { reference } = intent;
  return lookedFor[actOf(intent, step)]({ who: whoOf(step), what, reference });
}

function whoOf(step: StepView): string {
  return step.recipient?.email ?? "";
}

export function sentWords(moment: string, age: string): string {
  return `${moment} (${age})`;
}

export const listed = phrase("listed", (names: readonly string[]): string => {
  if (names.length <= 1) return names[0] ?? "";
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
});

/** Two are named, more are counted. */
export const listedFew = phrase("listedFew", (emails: readonly string[]): string => {
  return emails.length > 2 ? `${emails.length} people` : listed(emails);
});

/** Payroc says that it made or changed a link, and it is not what was asked for. */
export function isMadeWrongly(step: StepView): boolean {
  return (
    step.state === "needsDecision" &&
    !step.recipient &&
    step.fault?.code === "answerUnreadable" &&
    step.fault.effect === "done"
  );
}

/** There is a link that nobody asked for, and it can be paid. */
export function isWrongLink(intent: IntentView, step: StepView): boolean {
  return isMadeWrongly(step) && actOf(intent, step) === "create";
}

/** Nobody could be reached; nothing is wrong with what was asked. */
export function isOffline(step: StepView): boolean {
  return step.fault?.code === "offline" || step.fault?.code === "practiceUnavailable";
}

export const whatFor = phrase("whatFor", (amount: string, description: string): string =>
  description === "" ? amount : `${amount} for ${description}`,
);

/** The same of a link whose amount the customer enters. */
export const whatOpen = phrase("whatOpen", (description: string): string =>
  description === "" ? "Any amount" : `${description} (customer enters the amount)`,
);

/** Titles of what is on its way, beside those of single requests. */
export const intentTitles = words("intentTitles", {
  link: (what: string) => `The link for ${what}`,
  andOthers: (who: string) => `${who} and others`,
  madeAndEmailed: (made: string, who: string) => `${made} and emailed to ${who}`,
  wasEmailed: (link: string, who: string) => `${link} was emailed to ${who}`,
});

export function intentTitle(intent: IntentView, what: string): string {
  const titles = intentTitles;
  const step = openingOf(intent);
  if (step && step.state !== "done") return stepTitle(intent, step, what);
  const emails = intent.emails.filter((email) => email.state !== "takenBack");
  const open = emails.find((email) => email.state === intent.state) ?? emails[0];
  const made = step ? stepTitle(intent, step, what) : titles.link(what);
  if (!open) return made;
  const who = open.recipient?.email ?? "";
  const all = emails.length > 1 ? titles.andOthers(who) : who;
  if (intent.state === "done") {
    return step ? titles.madeAndEmailed(made, all) : titles.wasEmailed(made, all);
  }
  return emailTitles[open.state]({ who, what });
}

/** One request on its own: what a screen reader is told when it moves on. */
export function stepTitle(intent: IntentView, step: StepView, what: string): string {
  const told = { who: whoOf(step), what };
  const act = actOf(intent, step);
  if (isMadeWrongly(step)) {
    if (act === "create") return madeWronglyTitles.create(told);
    if (act === "change") return madeWronglyTitles.change(told);
  }
  return titlesOf[act][step.state](told);
}

export const madeWronglyTitles = words<Record<"create" | "change", About>>("madeWronglyTitles", {
  create: ({ what }) => `What Payroc made is not the link for ${what}`,
  change: ({ what }) => `Payroc did not change the link for ${what} as you asked`,
});

export const createTitles = words<Record<StepState, About>>("createTitles", {
  waiting: ({ what }) => `Waiting to make the link for ${what}`,
  held: ({ what }) => `Waiting to make the link for ${what}`,
  sending: ({ what }) => `Making the link for ${what}…`,
  checking: ({ what }) => `Checking whether the link for ${what} was made`,
  refused: ({ what }) => `The link for ${what} was not made`,
  needsDecision: ({ what }) => `Was the link for ${what} made?`,
  takenBack: ({ what }) => `Taken back: the link for ${what}`,
  dropped: ({ what }) => `Not settled: the link for ${what} may have been made`,
  done: ({ what }) => `The link for ${what} was made`,
});

export const changeTitles = words<Record<StepState, About>>("changeTitles", {
  waiting: ({ what }) => `Waiting to change the link for ${what}`,
  held: ({ what }) => `Waiting to change the link for ${what}`,
  sending: ({ what }) => `Changing the link for ${what}…`,
  checking: ({ what }) => `Checking whether the link for ${what} was changed`,
  refused: ({ what }) => `The link for ${what} was not changed`,
  needsDecision: ({ what }) => `Was the link for ${what} changed?`,
  takenBack: ({ what }) => `Taken back: the change of the link for ${what}`,
  dropped: ({ what }) => `Not settled: the link for ${what} may have been changed`,
  done: ({ what }) => `The link for ${what} was changed`,
});

export const deactivateTitles = words<Record<StepState, About>>("deactivateTitles", {
  waiting: ({ what }) => `Waiting to deactivate the link for ${what}`,
  held: ({ what }) => `Waiting to deactivate the link for ${what}`,
  sending: ({ what }) => `Deactivating the link for ${what}…`,
  checking: ({ what }) => `Checking whether the link for ${what} was deactivated`,
  refused: ({ what }) => `The link for ${what} was not deactivated`,
  needsDecision: ({ what }) => `Was the link for ${what} deactivated?`,
  takenBack: ({ what }) => `Taken back: the link for ${what} stays as it is`,
  dropped: ({ what }) => `Not settled: the link for ${what} may have been deactivated`,
  done: ({ what }) => `The link for ${what} was deactivated`,
});

export const emailTitles = words<Record<StepState, About>>("emailTitles", {
  waiting: ({ who, what }) => `Waiting to email ${who} about ${what}`,
  held: ({ who, what }) => `Waiting to email ${who} about ${what}`,
  sending: ({ who, what }) => `Emailing ${who} about ${what}…`,
  checking: ({ who, what }) => `Checking whether ${who} was emailed about ${what}`,
  refused: ({ who, what }) => `${who} was not emailed about ${what}`,
  needsDecision: ({ who, what }) => `Was ${who} emailed about ${what}?`,
  takenBack: ({ who }) => `Taken back: the email to ${who}`,
  dropped: ({ who }) => `Not settled: ${who} may have been emailed`,
  done: ({ who, what }) => `${who} was emailed about ${what}`,
});

const titlesOf: Record<Act, Record<StepState, About>> = {
  create: createTitles,
  email: emailTitles,
  change: changeTitles,
  deactivate: deactivateTitles,
};
