// Words of Settings.

import type { Appearance } from "../ipc/api";

export const settings = {
  title: "Settings",
  profiles: "Profiles",
  inUse: "In use",
  use: "Use",
  useNamed: (name: string) => `Use ${name}`,
  more: (name: string) => `More for ${name}`,
  facts: (terminal: string, currency: string) => `Terminal ID ${terminal} · ${currency}`,
  edit: "Name and defaults…",
  replaceKey: "Replace key…",
  enterKey: "Enter key…",
  removeKey: "Remove key…",
  removeProfile: "Remove profile…",
  add: "Add profile…",
  links: "New links",
  copyNew: "Copy a new link to the clipboard as soon as it is made",
  appearance: "Appearance",
  practice: "Practice",
  inboxText: "Emails that Practice “sends” land in an inbox page on this computer.",
  inbox: "Open Practice inbox",
  practiceDown: "Practice is not running at the moment.",
  save: "Save",
  cancel: "Cancel",
  editTitle: (name: string) => `Name and defaults of ${name}`,
  editText: "What a new link starts with. It is also remembered from the last link made.",
  name: "Business name",
  currency: "Currency of your links",
  linkType: "How often can it be paid?",
  authType: "When the customer pays",
  methods: "Ways to pay",
  days: "Can be paid for this many days",
  daysError: "Enter a number of days from 1 to 3650.",
  label: "Button label",
  copyToMe: "Email me a copy",
  removeKeyTitle: (name: string) => `Remove the key of ${name}?`,
  removeKeyText:
    "The key is deleted from this computer's keychain. Links stay in the list, but none can be made or checked until you enter a key again.",
  removeKeyButton: "Remove key",
  removeTitle: (name: string) => `Remove ${name}?`,
  removeText:
    "The key, the list of links and the earlier customers of this profile are deleted from this computer. The links themselves go on working at Payroc, and what is still waiting to go out is not sent.",
  removeButton: "Remove profile",
  saved: "Saved.",
  keyRemoved: "Key removed.",
  profileRemoved: "Profile removed.",
};

export const appearanceOptions: readonly { value: Appearance; label: string }[] = [
  { value: "system", label: "System" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];
