// Words of newer versions of Paylink.

import type { UpdateTrouble } from "../ipc/api";
import { words } from "./language";

export const updates = words("updates", {
  title: "Updates",
  version: (version: string) => `This is Paylink ${version}.`,
  packageManager: "Paylink is updated together with your system's other programs.",
  elsewhere:
    "This Paylink was not installed from a release, so it does not look for updates. Newer ones come from where this one came from.",
  look: "Look for updates once a day",
  lookHint:
    "Paylink then asks where it is published which version is the newest. Nothing about you or your business is sent, not even the version you have. Nothing is installed unless you say so.",
  check: "Check for updates",
  looking: "Looking for a newer version…",
  newest: (age: string) => `There is no newer version. Last looked ${age}.`,
  found: (version: string) => `Paylink ${version} can be installed.`,
  whatIsNew: (version: string) => `What is new in ${version}`,
  notesMissing: "There are no notes for this version.",
  restarts: "Paylink closes and opens again. Your links, settings and keys stay as they are.",
  underWay:
    "Something is still under way. It is kept on this computer, and goes on by itself when Paylink is open again: nothing is lost, and nothing is sent twice.",
  install: "Install and restart",
  later: "Later",
  laterDone: "You are told again in a week. Until then it is in Settings.",
  downloading: (version: string) => `Downloading Paylink ${version}…`,
  progress: "Download",
  leaving: "If you leave Settings, the download stops.",
  stop: "Stop the download",
  installing: "Installing. Paylink opens again by itself.",
  see: "What is new…",
});

type Sentences = { title: string; next: string };

/** What went wrong; that nothing changed; what to do. */
export const updateTrouble = words<Record<UpdateTrouble, Sentences>>("updateTrouble", {
  offline: {
    title: "The update site could not be reached.",
    next: "Nothing has changed. Check your connection, then try again.",
  },
  silent: {
    title: "No answer came in time.",
    next: "Nothing has changed. Try again later.",
  },
  unreadable: {
    title: "The answer about newer versions could not be understood.",
    next: "Nothing has changed. If you have to sign in to this network first, do that. Otherwise try again later.",
  },
  notForThis: {
    title: "There is a newer version, but none for this computer.",
    next: "Nothing has changed. Try again in some days: it may still be published.",
  },
  brokenOff: {
    title: "The download broke off.",
    next: "What had come was thrown away, and nothing has changed. Try again.",
  },
  notGenuine: {
    title: "What was downloaded is not from the makers of Paylink.",
    next: "It was thrown away, and nothing has changed. It may have been damaged on its way: try again. If this stays, do not install it from elsewhere, and tell the makers.",
  },
  notInstalled: {
    title: "The new version could not be put in place.",
    next: "Nothing has changed: the disk is full, or Paylink may not write where it is. Make room, or move Paylink into a folder of your own, then try again.",
  },
});
