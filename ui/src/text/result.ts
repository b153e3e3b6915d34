// Words of the panel after making a link, and of the states of emails.

import type { StepState } from "../ipc/api";

export const result = {
  made: "Link made",
  making: "Making the link",
  waiting: "The link waits for a connection",
  waitingForPayroc: "The link waits for Payroc",
  held: "The link waits for you",
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
  notEmailed: "Nobody was emailed. Copy the link, show the QR code, or share it.",
  qrName: (what: string) => `QR code of the link for ${what}`,
};

/** "Emailed" means that Payroc took it; whether it arrived, nobody tells. */
export function emailState(state: StepState, email: string): string {
  switch (state) {
    case "done":
      return `Emailed to ${email}`;
    case "dropped":
      return `Left open: ${email} may have been emailed`;
    case "takenBack":
      return `Not emailed to ${email}: taken back`;
    case "waiting":
    case "held":
      return `Waiting to email ${email}`;
    case "sending":
      return `Emailing ${email}…`;
    case "checking":
      return `Checking whether ${email} was emailed`;
    case "refused":
      return `Not emailed to ${email}`;
    case "needsDecision":
      return `Not certain whether ${email} was emailed`;
  }
}
