// Words for what is on its way, uncertain, or came to an end while nobody looked.

import type { IntentView, StepView } from "../ipc/api";
import { faultWords } from "../ipc/faults";

export const outbox = {
  title: "On its way",
  recovered: "This was left unfinished when Paylink closed last time, and has been taken up again.",
  tryNow: "Try now",
  takeBack: "Take back",
  lookAgain: "Look again",
  makeAgain: "Make it once more",
  emailAgain: "Email once more",
  leaveIt: "Leave it",
  show: "Show link",
  dismiss: "Dismiss",
  startAnew: "Correct and try again",
  nextTry: (when: string) => `Next try ${when}.`,
  byItself: "It goes out by itself.",
  checking:
    "The answer got lost on the way. Paylink asks Payroc and never sends it twice by itself.",
  createFacts: (reference: string, asked: string) =>
    `Sent ${asked} with the reference ${reference}. Paylink looked and did not find the link, but it may still have been made.`,
  emailFacts: (asked: string) =>
    `Sent ${asked}. Paylink looked and did not find the email, but it may still have gone out.`,
  createUnseen: (reference: string, asked: string) =>
    `Sent ${asked} with the reference ${reference}. Paylink could not find out whether the link was made.`,
  emailUnseen: (asked: string) =>
    `Sent ${asked}. Paylink could not find out whether the email went out.`,
  madeWrongly:
    "Payroc says that it made a link, but what it says is not what you asked for. Compare it before you share it.",
  createRisk: "If the first one was made after all, there are then two links.",
  emailRisk: "If the first one went out after all, they get it twice.",
};

export function whatFor(amount: string, description: string): string {
  return description === "" ? amount : `${amount} for ${description}`;
}

/** What the user should know before deciding: what was made wrongly, not found, or could not be looked for. */
export function decisionFacts(step: StepView, reference: string, asked: string): string {
  const isEmail = step.recipient !== null;
  if (!step.fault || step.fault.code === "outcomeUnknown") {
    return isEmail ? outbox.emailFacts(asked) : outbox.createFacts(reference, asked);
  }
  if (step.fault.effect === "done" && !isEmail) return outbox.madeWrongly;
  const unseen = isEmail ? outbox.emailUnseen(asked) : outbox.createUnseen(reference, asked);
  return `${unseen} ${faultWords[step.fault.code].title}`;
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

function createTitle(step: StepView, what: string): string {
  switch (step.state) {
    case "waiting":
      return `Waiting to make the link for ${what}`;
    case "sending":
      return `Making the link for ${what}…`;
    case "checking":
      return `Checking whether the link for ${what} was made`;
    case "refused":
      return `The link for ${what} was not made`;
    case "needsDecision":
      return `Was the link for ${what} made?`;
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
