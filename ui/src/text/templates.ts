// Words of templates and saved messages.

import { words } from "./language";

export const templates = words("templates", {
  title: "Templates",
  save: "Save as template…",
  manage: "Rename or delete…",
  unreadable: "Your templates could not be read. Open Paylink again.",
  used: (name: string) => `Filled in from “${name}”.`,
  saveTitle: "Save as template",
  saveText: "For the next link like this one. Whom you email is not part of it.",
  name: "Name",
  withAmount: (amount: string) => `With the amount, ${amount}`,
  withMessage: "With the message you wrote",
  saveButton: "Save template",
  saved: (name: string) => `Saved as “${name}”.`,
  manageTitle: "Your templates",
  rename: "Rename",
  renameNamed: (name: string) => `Rename ${name}`,
  remove: "Delete",
  removeNamed: (name: string) => `Delete ${name}`,
  removed: (name: string) => `“${name}” is deleted.`,
  undo: "Undo",
  undoNamed: (name: string) => `Bring back ${name}`,
  broughtBack: (name: string) => `“${name}” is back.`,
  none: "There are none. Fill in a new link, then choose “Save as template…”.",
  done: "Done",
  cancel: "Cancel",
  messages: "Saved messages",
});
