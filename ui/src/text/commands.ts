// Words of the commands, of the palette that lists them, and of the sheet of shortcuts.

import type { CommandId } from "../state/commands";
import { words } from "./language";

export const commandWords = words<Record<CommandId, string>>("commandWords", {
  newLink: "New link",
  templates: "Templates, in a new link",
  palette: "Do or find anything",
  copy: "Copy the link",
  share: "Share it again: the last recipients are filled in",
  qr: "Show its QR code",
  fillWindow: "Fill the window with the QR code",
  open: "Open it in the browser",
  change: "Edit it",
  remind: "Send a reminder",
  extend: "Move its last day by 30 days (on its own screen)",
  deactivate: "Deactivate it",
  another: "Make another like it",
  more: "More that can be done with it",
  message: "Write a message with the link",
  mail: "Write it in your own mail program",
  print: "Print a sheet with its QR code",
  button: "Get an HTML button for your website",
  findPerson: "Find all links sent to the same person",
  select: "Select it; Shift with ↑ or ↓ selects several",
  selectAll: "Select all links that were found",
  clearSelection: "Clear the selection",
  copySelected: "Copy the selected links",
  exportLinks: "Export the links into a file for spreadsheets",
  search: "Search",
  filters: "Filters",
  showAll: "Show all links",
  refresh: "Check the list, or the link, now",
  undo: "Undo what was just dismissed, cleared or removed",
  switchProfile: "Switch the profile",
  addProfile: "Add a profile",
  inbox: "Open the Practice inbox",
  settings: "Settings",
  tour: "Show the tour",
  back: "Back",
  shortcuts: "Keyboard shortcuts",
  help: "Help: the manual",
});

/** Other words by which a command may be looked for. */
export const commandSynonyms = words("commandSynonyms", {
  newLink: "create make payment request",
  share: "email send again",
  change: "change amend",
  remind: "remind email",
  extend: "expiry expires longer",
  deactivate: "cancel delete stop",
  another: "copy duplicate repeat",
  message: "text sms whatsapp chat",
  exportLinks: "csv download excel",
  refresh: "reload update status",
  settings: "preferences options",
  addProfile: "connect account terminal",
  inbox: "emails",
  tour: "help introduction first steps",
  shortcuts: "keys help",
  help: "guide documentation support",
});

/** What the parts' own keys do. */
export const walkingWords = words("walkingWords", {
  make: "Make the link, from any field of the form",
  move: "Move between links",
  open: "Open the link",
});

export const palette = words("palette", {
  title: "Do or find anything",
  field: "Command, link, person or profile",
  list: "Found",
  groups: {
    commands: "Commands",
    links: "Links",
    people: "People",
    profiles: "Profiles",
    settings: "Settings",
  },
  nothing: "Nothing is called that.",
  linksFailed: "The links could not be searched. Everything else is here.",
  found: (count: number) => (count === 1 ? "1 result" : `${count} results`),
  sentTo: "Links sent there",
  inUse: "In use",
});
