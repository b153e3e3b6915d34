// Words of a link that is typed in one line.

import { words } from "./language";

export const line = words("line", {
  hint: "Or all in one line: 45 deposit jane@example.com",
  reads: "How this reads",
  noAmount: "No amount yet",
  what: (description: string) => `for ${description}`,
  who: (who: string) => `Email to ${who}`,
  nobodyEmailed: "Nobody is emailed",
  notAPerson: (words: string) => `“${words}” is not a person`,
  whichAmount: "Which of these is the amount? Choose it, or write the currency beside it.",
  whichPerson: (words: string) => `Whom does “${words}” mean?`,
  nobody: (words: string) =>
    `Nobody you emailed before is called “${words}”. Write the whole address, or leave out the @.`,
});
