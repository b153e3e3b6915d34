// Words of the panel after making a link, and of the states of emails.

import type { StepState } from "../ipc/api";
import { words } from "./language";

export const result = words("result", {
  made: "Link made",
  making: "Making the link",
  waiting: "Not made yet: no connection",
  waitingForPayroc: "Not made yet: Payroc does not answer normally",
  waitingForOther: "The link waits its turn",
  held: "Not made yet: something is needed from you",
  closable: "You can go on with something else. It stays in sight above your links.",
  checking: "Checking whether the link was made",
  undecided: "It is not certain whether the link was made",
  madeWrongly: "This is not the link you asked for",
  link: "Link",
  copy: "Copy link",
  copied: "Copied to the clipboard",
  open: "Open in browser",
  share: "Share",
  another: "Make another",
  done: "Done",
  emails: "Emails",
  holds: "When the customer pays, the money is held until you charge it at Payroc.",
  notEmailed: "Nobody was emailed. Copy the link, show the QR code, or share it.",
  qrName: (what: string) => `QR code of the link for ${what}`,
});

type OfEmail = (email: string) => string;

/** "Emailed" means that Payroc took it; whether it arrived, nobody tells. */
export const emailStateWords = words<Record<StepState, OfEmail>>("emailStateWords", {
  done: (email) => `Emailed to ${email}`,
  dropped: (email) => `Not settled: ${email} may have been emailed`,
  takenBack: (email) => `Not emailed to ${email}: taken back`,
  waiting: (email) => `Waiting to email ${email}`,
  held: (email) => `Waiting to email ${email}`,
  sending: (email) => `Emailing ${email}…`,
  checking: (email) => `Checking whether ${email} was emailed`,
  refused: (email) => `Not emailed to ${email}`,
  needsDecision: (email) => `Not certain whether ${email} was emailed`,
});

export function emailState(state: StepState, email: string): string {
  return emailStateWords[state](email);
}
