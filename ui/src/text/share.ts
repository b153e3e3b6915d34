// Words of the Share dialog.

import { newLink, shortened, type Told } from "./new-link";
import { phrase, words } from "./language";

export const share = words("share", {
  title: "Share by email",
  what: (amount: string, description: string) =>
    description ? `${amount} · ${description}` : amount,
  byReference: (reference: string) => `Reference ${reference}`,
  email: "Customer's email",
  emailNth: (nth: number) => `Email of person ${nth}`,
  message: "Message",
  blocked: "This link cannot be shared",
  emailed: (who: string) => `Emailed to ${who}.`,
  waiting: "There is no connection. The email goes out by itself when it is back.",
  checking: "The answer got lost on the way. Paylink checks whether the email went out.",
  undecided: "It is not certain whether the email went out. See above the list of links.",
  takenBack: "Taken back. Nobody was emailed.",
  leftOpen: "Left as it is. The email may have gone out.",
  anotherLike: "Make another like it",
  close: "Close",
});

export const reminder = words("reminder", {
  title: "Send a reminder",
  note: "Just before it goes out, Paylink checks once more that the link was not paid. Whoever has paid is not reminded.",
  emailed: (who: string) => `Reminder emailed to ${who}.`,
  refused: {
    paid: "It was paid meanwhile: nobody was emailed.",
    held: "The money is on hold meanwhile: nobody was emailed.",
    expired: "It has expired meanwhile: nobody was emailed.",
    deactivated: "It was deactivated meanwhile: nobody was emailed.",
  },
  notOpen: "It is no longer active: nobody was emailed.",
});

/** The subject of a message that the user sends by hand. */
export function mailSubject(business: string, description: string): string {
  const what = shortened(description.trim(), 100);
  return what === "" ? business : `${business}: ${what}`;
}

/** Exactly whom one press reminds. */
export const reminderLabel = phrase("reminderLabel", (recipients: readonly string[]): string => {
  const [first, ...others] = recipients;
  if (first === undefined) return "Send reminder";
  return others.length === 0 ? `Remind ${first}` : `Remind ${recipients.length} people`;
});

/** What a reminder says unless the owner writes something else. */
export const reminderMessage = phrase("reminderMessage", (link: Told): string => {
  const what = shortened(link.description.trim());
  const purpose = what === "" ? "" : ` for ${what}`;
  const ask = link.amount === null ? "your payment" : `the payment of ${link.amount}`;
  const until = link.until === null ? "" : ` It works until ${link.until}.`;
  const held = link.holds ? ` ${newLink.heldOnCard}` : "";
  return `Hello,\n\nA friendly reminder: ${ask}${purpose} is still unpaid. Here is the link once more.${until}${held}\n\nIf you have paid in the meantime, please ignore this message.\n\nThank you,\n${link.business}`;
});

/** Exactly whom one press emails. */
export const shareLabel = phrase("shareLabel", (recipients: readonly string[]): string => {
  const [first, ...others] = recipients;
  if (first === undefined) return "Send email";
  return others.length === 0 ? `Email ${first}` : `Email ${recipients.length} people`;
});
