// Words for what is on its way, uncertain, or came to an end while nobody looked.

import type { Fault, FaultEffect, IntentView, StepView } from "../ipc/api";
import { changeEffectWords, effectWords, emailEffectWords, faultWords } from "../ipc/faults";

export const outbox = {
  title: "On its way",
  recovered: "This was left unfinished when Paylink closed last time, and has been taken up again.",
  tryNow: "Try now",
  lookNow: "Look now",
  takeBack: "Take back",
  doNotEmail: "Do not email",
  lookAgain: "Look again",
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
    `Sent ${sent}, but no answer came. Paylink looks it up at Payroc and never sends it twice by itself.`,
  looksOnline: "Paylink looks as soon as the connection is back.",
  thenEmails: (who: string) => `Once it is there, it is emailed to ${who}.`,
  thenEmailsChanged: (who: string) => `Once it is changed, it is emailed to ${who}.`,
  shareAgain: "Put right what it names, and share the link again.",
  lookedFor: "Looked for",
  sent: "Sent",
  found: "Found",
  lookingMeans: "Paylink compares it with what Payroc's list says.",
  looksAtLink: "Paylink compares it with how Payroc has the link now.",
  fromTo: (from: string, to: string) => `${from} → ${to}`,
  asked: "You asked for",
  made: "Payroc made",
  news: "News",
};

export const news = {
  changes: (count: number) => `${count} things that are on their way have changed.`,
};

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

/** Of what a fault says: whether the link or anybody's inbox is affected. */
export const effectOf: Record<Act, Record<FaultEffect, string>> = {
  create: effectWords,
  email: emailEffectWords,
  change: changeEffectWords,
  deactivate: {
    none: "The link was not deactivated. It can still be paid.",
    unknown: "It may have been deactivated. Paylink is looking it up.",
    done: "It was deactivated.",
  },
};

/** What it may mean to end in either way what could not be settled by looking. */
export function againMeans(act: Act, step: StepView): string {
  switch (act) {
    case "email":
      return `If the first email went out after all, ${whoOf(step)} gets it twice.`;
    case "create":
      return "If the first one was made after all, there are two links, and both can be paid.";
    case "change":
      return "Paylink looks at the link first, and changes it only if it is still as you saw it.";
    case "deactivate":
      return "A link that is deactivated twice is deactivated: no harm is done.";
  }
}

export function leavingMeans(act: Act, step: StepView): string {
  switch (act) {
    case "email":
      return "Nothing more is sent.";
    case "create":
      return isMadeWrongly(step)
        ? "Nobody is emailed. The wrong link stays in your list."
        : "Nothing more is sent. If it was made after all, it appears in your list.";
    case "change":
      return "Nothing more is sent and nobody is emailed. The link shows how Payroc has it.";
    case "deactivate":
      return "Nothing more is sent. The link shows whether it can still be paid.";
  }
}

/** What is asked before a second request goes out on the user's word. */
export function againQuestion(act: Act, step: StepView, what: string) {
  const titles: Record<Act, string> = {
    create: `Make the link for ${what} once more?`,
    email: `Email ${whoOf(step)} once more?`,
    change: `Change the link for ${what} once more?`,
    deactivate: `Deactivate the link for ${what} once more?`,
  };
  return { title: titles[act], text: againMeans(act, step) };
}

export const againAction: Record<Act, string> = {
  create: "Make it once more",
  email: "Email once more",
  change: "Change it once more",
  deactivate: "Deactivate it once more",
};

const foundNothing: Record<Act, string> = {
  create: "Nothing. That does not prove that it was not made.",
  email: "Nothing. That does not prove that it did not go out.",
  change: "The link is as it was. That does not prove that no change is on its way.",
  deactivate: "The link can still be paid. That does not prove that nothing is on its way.",
};

/** What was found by looking, when that settled nothing. */
export function foundWords(fault: Fault | null, act: Act): string {
  const isOfLink = act === "change" || act === "deactivate";
  switch (fault?.code ?? "outcomeUnknown") {
    case "outcomeUnknown":
      return foundNothing[act];
    case "outcomeUnclear":
      return isOfLink
        ? "The link is neither as it was nor as you want it: somebody else may have changed it."
        : "Something that it may be, but nothing that it surely is.";
    case "answerUnreadable":
      return isOfLink ? "Payroc's answer could not be read." : "Payroc's list could not be read.";
    default:
      return `Payroc did not let Paylink look. ${fault ? faultWords[fault.code].title : ""}`;
  }
}

export function lookedForWords(intent: IntentView, step: StepView, what: string): string {
  switch (actOf(intent, step)) {
    case "email":
      return `An email to ${whoOf(step)} with the link for ${what}`;
    case "create":
      return `A link for ${what} with the reference ${intent.reference}`;
    case "change":
      return `Your change of the link ${intent.reference}`;
    case "deactivate":
      return `Whether the link for ${what} is deactivated`;
  }
}

function whoOf(step: StepView): string {
  return step.recipient?.email ?? "";
}

export function sentWords(moment: string, age: string): string {
  return `${moment} (${age})`;
}

export function listed(names: readonly string[]): string {
  if (names.length <= 1) return names[0] ?? "";
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}

/** Two are named, more are counted. */
export function listedFew(emails: readonly string[]): string {
  return emails.length > 2 ? `${emails.length} people` : listed(emails);
}

/** Payroc says that it made or changed a link, and it is not what was asked for. */
export function isMadeWrongly(step: StepView): boolean {
  return (
    step.state === "needsDecision" &&
    !step.recipient &&
    step.fault?.code === "answerUnreadable" &&
    step.fault.effect === "done"
  );
}

/** Nobody could be reached; nothing is wrong with what was asked. */
export function isOffline(step: StepView): boolean {
  return step.fault?.code === "offline" || step.fault?.code === "practiceUnavailable";
}

export function whatFor(amount: string, description: string): string {
  return description === "" ? amount : `${amount} for ${description}`;
}

export function intentTitle(intent: IntentView, what: string): string {
  const step = openingOf(intent);
  if (step && step.state !== "done") return stepTitle(intent, step, what);
  const emails = intent.emails.filter((email) => email.state !== "takenBack");
  const open = emails.find((email) => email.state === intent.state) ?? emails[0];
  const made = step ? stepTitle(intent, step, what) : `The link for ${what}`;
  if (!open) return made;
  const who = open.recipient?.email ?? "";
  const all = emails.length > 1 ? `${who} and others` : who;
  if (intent.state === "done") {
    return step ? `${made} and emailed to ${all}` : `${made} was emailed to ${all}`;
  }
  return emailTitle(open, who, what);
}

/** One request on its own: what a screen reader is told when it moves on. */
export function stepTitle(intent: IntentView, step: StepView, what: string): string {
  switch (actOf(intent, step)) {
    case "email":
      return emailTitle(step, whoOf(step), what);
    case "create":
      return createTitle(step, what);
    case "change":
      return changeTitle(step, what);
    case "deactivate":
      return deactivateTitle(step, what);
  }
}

function createTitle(step: StepView, what: string): string {
  switch (step.state) {
    case "waiting":
    case "held":
      return `Waiting to make the link for ${what}`;
    case "sending":
      return `Making the link for ${what}…`;
    case "checking":
      return `Checking whether the link for ${what} was made`;
    case "refused":
      return `The link for ${what} was not made`;
    case "needsDecision":
      return isMadeWrongly(step)
        ? `What Payroc made is not the link for ${what}`
        : `Was the link for ${what} made?`;
    case "takenBack":
      return `Taken back: the link for ${what}`;
    case "dropped":
      return `Left open: the link for ${what} may have been made`;
    case "done":
      return `The link for ${what} was made`;
  }
}

function changeTitle(step: StepView, what: string): string {
  switch (step.state) {
    case "waiting":
    case "held":
      return `Waiting to change the link for ${what}`;
    case "sending":
      return `Changing the link for ${what}…`;
    case "checking":
      return `Checking whether the link for ${what} was changed`;
    case "refused":
      return `The link for ${what} was not changed`;
    case "needsDecision":
      return isMadeWrongly(step)
        ? `Payroc did not change the link for ${what} as you asked`
        : `Was the link for ${what} changed?`;
    case "takenBack":
      return `Taken back: the change of the link for ${what}`;
    case "dropped":
      return `Left open: the link for ${what} may have been changed`;
    case "done":
      return `The link for ${what} was changed`;
  }
}

function deactivateTitle(step: StepView, what: string): string {
  switch (step.state) {
    case "waiting":
    case "held":
      return `Waiting to deactivate the link for ${what}`;
    case "sending":
      return `Deactivating the link for ${what}…`;
    case "checking":
      return `Checking whether the link for ${what} was deactivated`;
    case "refused":
      return `The link for ${what} was not deactivated`;
    case "needsDecision":
      return `Was the link for ${what} deactivated?`;
    case "takenBack":
      return `Taken back: the link for ${what} stays as it is`;
    case "dropped":
      return `Left open: the link for ${what} may have been deactivated`;
    case "done":
      return `The link for ${what} was deactivated`;
  }
}

function emailTitle(step: StepView, who: string, what: string): string {
  switch (step.state) {
    case "waiting":
    case "held":
      return `Waiting to email ${who} about ${what}`;
    case "sending":
      return `Emailing ${who} about ${what}…`;
    case "checking":
      return `Checking whether ${who} was emailed about ${what}`;
    case "refused":
      return `${who} was not emailed about ${what}`;
    case "needsDecision":
      return `Was ${who} emailed about ${what}?`;
    case "takenBack":
      return `Taken back: the email to ${who}`;
    case "dropped":
      return `Left open: ${who} may have been emailed`;
    case "done":
      return `${who} was emailed about ${what}`;
  }
}
