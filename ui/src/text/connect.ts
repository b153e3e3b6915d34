// Words of Welcome, connecting, and the key.

import { words } from "./language";

export const welcome = words("welcome", {
  title: "Welcome to Paylink",
  lead: "Make a payment link and email it to your customer in seconds.",
  tryTitle: "Try it first",
  tryText:
    "Practice has everything: make links, email them to a practice inbox, pay as the customer. No account, no real money.",
  tryCurrency: "Currency",
  tryButton: "Try it now",
  trying: "Getting Practice ready…",
  connectTitle: "Use your Payroc account",
  connectText: "You need an API key and a Terminal ID from Payroc.",
  connectButton: "Connect my Payroc account",
  practiceName: "My shop",
  practiceDown: "Practice is not available on this computer at the moment.",
});

export const connect = words("connect", {
  title: "Connect a Payroc account",
  replaceTitle: (profile: string) => `New key for ${profile}`,
  place: "Where do the key and the terminal belong?",
  name: "Business name",
  nameHint: "Customers read it in the message of an email.",
  terminalId: "Terminal ID",
  terminalHint: "Ask Payroc for it if you do not have it. It usually has digits only.",
  currency: "Currency of your links",
  currencies: "Currencies",
  currencyError: "Choose a currency from the list.",
  key: "API key",
  keyEmpty: "Not entered yet",
  keyEntered: "Entered",
  keyPractice: "Practice has its own key.",
  enterKey: "Enter API key…",
  enterKeyAgain: "Enter API key again…",
  keyWhy:
    "The key is entered in a small window of its own and goes straight to your keychain. It never stays in this window, and Paylink never shows it again.",
  sessionOnly: "Use for this session only",
  sessionOnlyHint: "The key is then forgotten when Paylink closes.",
  button: "Connect",
  replaceButton: "Use the new key",
  busy: "Checking key and terminal…",
  cancel: "Cancel",
  connected: (profile: string) => `${profile} is connected.`,
});
