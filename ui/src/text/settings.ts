// Words of Settings.

import type { Appearance, Language, LanguageChoice } from "../ipc/api";
import { words } from "./language";

export const settings = words("settings", {
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
  keyboard: "Keyboard",
  letters: "Keys of one letter",
  lettersHint: (palette: string) =>
    `C copies the link, S shares it, and so on. Without them, ${palette} has everything.`,
  appearance: "Appearance",
  theme: "Theme",
  language: "Language",
  languageOfSystem: (name: string) => `As the computer (${name})`,
  languageFailed: "The language could not be loaded. Close Paylink and open it again.",
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
    "The key, the list of links and the earlier customers of this profile are deleted from this computer. The links themselves go on working at Payroc. While something is on its way, the profile cannot be removed.",
  removeButton: "Remove profile",
  saved: "Saved.",
  keyRemoved: "Key removed.",
  profileRemoved: "Profile removed.",
});

export const appearanceWord = words<Record<Appearance, string>>("appearanceWord", {
  system: "System",
  light: "Light",
  dark: "Dark",
});

export const appearanceOptions = (): readonly { value: Appearance; label: string }[] =>
  (["system", "light", "dark"] as const).map((value) => ({ value, label: appearanceWord[value] }));

/** Each language in its own words, so that whoever cannot read the present one finds theirs. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: "English",
  "fr-CA": "Français (Canada)",
  es: "Español",
};

export function languageOptions(
  ofSystem: Language,
): readonly { value: LanguageChoice; label: string }[] {
  return [
    { value: "system", label: settings.languageOfSystem(LANGUAGE_NAMES[ofSystem]) },
    ...(["en", "fr-CA", "es"] as const).map((value) => ({ value, label: LANGUAGE_NAMES[value] })),
  ];
}
