// Words of the Share dialog.

export const share = {
  title: "Share by email",
  what: (amount: string, description: string) =>
    description ? `${amount} · ${description}` : amount,
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
};

/** Exactly whom one press emails. */
export function shareLabel(recipients: readonly string[]): string {
  const [first, ...others] = recipients;
  if (first === undefined) return "Send email";
  return others.length === 0 ? `Email ${first}` : `Email ${recipients.length} people`;
}
