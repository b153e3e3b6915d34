// A language nobody speaks: every word of the interface in brackets, with accents, and two fifths longer. What shows
// without brackets is no word of ours, or one that cannot be translated; what breaks breaks in German, too.

import { speakDisguised } from "./language";

/** Whether a text came through the words. */
export const isMarked = (text: string): boolean => text.includes("⟦");

export function speakPseudo(): void {
  speakDisguised(disguised);
}

function disguised(words: object): object {
  if (isFunction(words)) {
    // What a sentence is about stays as it is: its accents would be those of somebody's name.
    return (...values: unknown[]) => marked(words(...values), (text) => text);
  }
  const made = Array.isArray(words) ? [] : {};
  for (const [key, word] of Object.entries(words)) {
    Reflect.set(made, key, isNested(word) ? disguised(word) : marked(word, accented));
  }
  return made;
}

function marked(word: unknown, dress: (text: string) => string): unknown {
  if (typeof word === "string") {
    return word === "" ? "" : `⟦${dress(word)}${"·".repeat(Math.ceil(word.length * 0.4))}⟧`;
  }
  return isNested(word) && !isFunction(word)
    ? Object.fromEntries(Object.entries(word).map(([key, one]) => [key, marked(one, dress)]))
    : word;
}

const PLAIN = "aceinouyACEINOUY";
const ACCENTED = "àçéîñôùýÀÇÉÎÑÔÙÝ";

function accented(text: string): string {
  return [...text].map((sign) => ACCENTED[PLAIN.indexOf(sign)] ?? sign).join("");
}

const isNested = (word: unknown): word is object =>
  (typeof word === "object" && word !== null) || typeof word === "function";
const isFunction = (word: unknown): word is (...values: unknown[]) => unknown =>
  typeof word === "function";
