// Words for what is on its way, uncertain, or came to an end while nobody looked.

import type { Fault, IntentView, StepView } from "../ipc/api";
import { faultWords } from "../ipc/faults";

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
  slow: "Payroc is taking its time. You need not wait here: it goes on by itself.",
  checking: (sent: string) =>
    `Sent ${sent}, but no answer came. Paylink looks it up at Payroc and never sends it twice by itself.`,
  looksOnline: "Paylink looks as soon as the connection is back.",
  thenEmails: (who: string) => `Once it is there, it is emailed to ${who}.`,
  shareAgain: "Put right what it names, and share the link again.",
  lookedFor: "Looked for",
  sent: "Sent",
  found: "Found",
  lookingMeans: "Paylink compares it with what Payroc's list says.",
  asked: "You asked for",
  made: "Payroc made",
  news: "News",
};

export const news = {
  changes: (count: number) => `${count} things that are on their way have changed.`,
};

/** What it may mean to end in either way what could not be settled by looking. */
export function againMeans(step: StepView): string {
  return step.recipient
    ? `If the first email went out after all, ${step.recipient.email} gets it twice.`
    : "If the first one was made after all, there are two links, and both can be paid.";
}

export function leavingMeans(step: StepView): string {
  if (step.recipient) return "Nothing more is sent.";
  return isMadeWrongly(step)
    ? "Nobody is emailed. The wrong link stays in your list."
    : "Nothing more is sent. If it was made after all, it appears in your list.";
}

/** What is asked before a second request goes out on the user's word. */
export function againQuestion(step: StepView, what: string) {
  const title = step.recipient
    ? `Email ${step.recipient.email} once more?`
    : `Make the link for ${what} once more?`;
  return { title, text: againMeans(step) };
}

const makeAgain = "Make it once more";
const emailAgain = "Email once more";

export function againAction(step: StepView): string {
  return step.recipient ? emailAgain : makeAgain;
}

/** What was found by looking, when that settled nothing. */
export function foundWords(fault: Fault | null, isEmail: boolean): string {
  switch (fault?.code ?? "outcomeUnknown") {
    case "outcomeUnknown":
      return isEmail
        ? "Nothing. That does not prove that it did not go out."
        : "Nothing. That does not prove that it was not made.";
    case "outcomeUnclear":
      return "Something that it may be, but nothing that it surely is.";
    case "answerUnreadable":
      return "Payroc's list could not be read.";
    default:
      return `Payroc did not let Paylink look. ${fault ? faultWords[fault.code].title : ""}`;
  }
}

export function lookedForWords(intent: IntentView, step: StepView, what: string): string {
  if (step.recipient) return `An email to ${step.recipient.email} with the link for ${what}`;
  return `A link for ${what} with the reference ${intent.reference}`;
}

export function sentWords(moment: string, age: string): string {
  return `${moment} (${age})`;
}

export function listed(names: readonly string[]): string {
  if (names.length <= 1) return names[0] ?? "";
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}

/** Payroc says that it made a link, and it is not the one that was asked for. */
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
  const step = intent.create;
  if (step && step.state !== "done") return createTitle(step, what);
  const emails = intent.emails.filter((email) => email.state !== "takenBack");
  const open = emails.find((email) => email.state === intent.state) ?? emails[0];
  const made = step ? `The link for ${what} was made` : `The link for ${what}`;
  if (!open) return made;
  const who = open.recipient?.email ?? "";
  const all = emails.length > 1 ? `${who} and others` : who;
  if (intent.state === "done") {
    return step ? `${made} and emailed to ${all}` : `${made} was emailed to ${all}`;
  }
  return emailTitle(open, who, what);
}

/** One request on its own: what a screen reader is told when it moves on. */
export function stepTitle(step: StepView, what: string): string {
  return step.recipient ? emailTitle(step, step.recipient.email, what) : createTitle(step, what);
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
