// Words of what is kept on this computer: seeing it, taking it along, deleting it, and the diagnostic report.

import { words } from "./language";

export const diagnosis = words("diagnosis", {
  title: "Diagnostic report",
  text: "This is all that is in it: versions, counts, states, and what the last trouble was called. No key, no name, no address, no amount, no link.",
  label: "The report",
  gathering: "Putting the report together…",
  copy: "Copy",
  copied: "Report copied.",
  save: "Save as a file",
  saved: (file: string, folder: string) => `Saved in ${folder} as “${file}”`,
  hint: "It leaves this computer only if you send it to somebody.",
});

export const kept = words("kept", {
  title: "Data on this computer",
  text: "What Paylink keeps is on this computer only. Your links are also at Payroc, and API keys are in the system's keychain.",
  measuring: "Looking at what is kept…",
  what: "What",
  size: "Size",
  data: "Profiles, links, people, what happened",
  copies: "Daily copy",
  copiesAndSetAside: (files: number) =>
    `Daily copy, and ${files === 1 ? "1 damaged file" : `${files} damaged files`} kept`,
  settings: "Settings",
  practice: "Practice: its links and emails",
  log: (most: string) => `Log, never more than ${most}`,
  profile: (links: string, people: string) => `${links}, ${people}`,
  links: (count: number, number: string) => (count === 1 ? "1 link" : `${number} links`),
  people: (count: number, number: string) => (count === 1 ? "1 customer" : `${number} customers`),
  folder: "Folder",
  logFolder: "Folder of the log",
  take: "Save a copy of everything",
  takeHint:
    "A file with all of it except the keys, for you to keep or to read with other programs.",
  taken: (folder: string, file: string) => `Saved in ${folder} as “${file}”`,
  deleteAll: "Delete everything…",
  deleteHint: "To remove one profile with its data and its key, use its menu under Profiles.",
  deleteTitle: "Delete everything on this computer?",
  deleteText:
    "Profiles, links, customers, settings, the log and Practice are deleted here, and the API keys in the keychain. This cannot be undone.",
  deleteStays:
    "At Payroc everything stays: links go on and can be paid, and customers keep the emails they got.",
  deleteType: (word: string) => `Type ${word} to go on`,
  deleteWord: "DELETE",
  deleteButton: "Delete everything",
  deleteMissing: (word: string) => `Type ${word} first.`,
  deleted: "Everything on this computer was deleted.",
  busyTitle: "Something is still on its way. Nothing was deleted.",
  busyNext: "Wait until it is done, or press Take back above the list of links. Then try again.",
  cancel: "Cancel",
});
