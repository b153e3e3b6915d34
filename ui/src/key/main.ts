import { getSeal, pasteApiKey, submitApiKey, submitPastedKey } from "../ipc/api";
import { dress } from "../state/theme";
import { nearest, speakWords } from "../text/language";
import "../styles/tokens.css";
import "../styles/base.css";
import { seal } from "./seal";
import { openKeyWindow } from "./window";
import "./window.css";

// Only its own words: the rest of a catalog is not for this window.
const loaders = {
  en: async () => ({}),
  "fr-CA": async () => (await import("../text/fr-CA/key")).default,
  es: async () => (await import("../text/es/key")).default,
};

const root = document.getElementById("key");
if (!root) throw new Error("The page has no #key to put the form into.");

dress("system");

// The window that opened this one says which language it speaks.
const wanted = new URLSearchParams(location.search).get("language") ?? "";
speakWords(nearest(wanted), await loaders[nearest(wanted)]());
openKeyWindow(root, {
  typed: async (key) => submitApiKey(await seal(key, await getSeal())),
  paste: pasteApiKey,
  pasted: submitPastedKey,
  cancelled: () => submitApiKey(null),
});
