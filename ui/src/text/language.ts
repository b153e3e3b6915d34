// The language the interface speaks. English stands where words are used; another language is a catalog, loaded when it
// is wanted, whose words take the place of the English ones inside the very same objects. So whoever holds words holds
// them in the language spoken, provided they are read where they are shown and not kept.

import type { Language } from "../ipc/api";
import type { Catalog } from "./catalog";

declare const registered: unique symbol;

/** Words that a catalog must translate. */
export type Own<T> = T & { readonly [registered]: T };

/** What a language must say for a module of words: no word more, none less, each from the same values. */
export type Translation<Module> = {
  [
    Name in keyof Module as Module[Name] extends { readonly [registered]: unknown } ? Name : never
  ]: Module[Name] extends { readonly [registered]: infer T } ? T : never;
};

/** Words of any language by the name under which their module exports them. */
export type Words = Readonly<Record<string, object>>;

type Entry = { readonly english: object; speak: (words: object) => void };

const entries = new Map<string, Entry>();
let spoken: Language = "en";
let catalog: Words = {};
let disguise = (_name: string, now: object): object => now;

/** Registers an object of words under its own name. What is in it by value is a word; objects and lists may nest. */
export function words<T extends object>(name: string, english: T): Own<T>;
export function words(name: string, english: object): object {
  register(name, copy(english), (now) => replace(english, now));
  return english;
}

/** Registers a sentence: a function of plain values. */
export function phrase<T extends (...values: never[]) => unknown>(name: string, english: T): Own<T>;
export function phrase(name: string, english: (...values: never[]) => unknown): unknown {
  let now = english;
  register(name, english, (other) => {
    if (isPhrase(other)) now = other;
  });
  return (...values: never[]) => now(...values);
}

/** The language spoken, as a BCP 47 tag. */
export function language(): Language {
  return spoken;
}

/** Loads a language and speaks it from then on; what is on the page already is not drawn again. */
export async function speak(wanted: Language): Promise<void> {
  speakWords(wanted, await loaders[wanted]());
}

/** Speaks these words, and English for whatever they lack. */
export function speakWords(wanted: Language, wantedWords: Words): void {
  spoken = wanted;
  catalog = wantedWords;
  for (const [name, entry] of entries) {
    entry.speak(disguise(name, catalog[name] ?? entry.english));
  }
  // The voice of a screen reader follows it.
  if (typeof document !== "undefined") document.documentElement.lang = wanted;
}

/** Speaks English in a disguise, whatever is wanted: for tests of the words. */
export function speakDisguised(as: (english: object) => object): void {
  disguise = (name, now) => as(entries.get(name)?.english ?? now);
  speakWords("en", {});
}

/** Everything that is registered, in English. */
export function english(): Words {
  return Object.fromEntries([...entries].map(([name, entry]) => [name, entry.english]));
}

/** The language of ours that is nearest to a tag: what to speak before the desk has said. */
export function nearest(tag: string): Language {
  if (/^fr\b/i.test(tag)) return "fr-CA";
  return /^es\b/i.test(tag) ? "es" : "en";
}

const loaders: Record<Language, () => Promise<Catalog | Record<string, never>>> = {
  en: async () => ({}),
  "fr-CA": async () => (await import("./fr-CA")).catalog,
  es: async () => (await import("./es")).catalog,
};

function register(name: string, original: object, say: (words: object) => void): void {
  entries.set(name, { english: original, speak: say });
  // Of a module that is loaded later than the language.
  const now = disguise(name, catalog[name] ?? original);
  if (now !== original) say(now);
}

function replace(target: object, source: object): void {
  for (const [key, word] of Object.entries(source)) {
    const old: unknown = Reflect.get(target, key);
    if (isNested(word) && isNested(old)) replace(old, word);
    else Reflect.set(target, key, word);
  }
}

function copy(source: object): object {
  const made = Array.isArray(source) ? [] : {};
  for (const [key, word] of Object.entries(source)) {
    Reflect.set(made, key, isNested(word) ? copy(word) : word);
  }
  return made;
}

const isNested = (word: unknown): word is object => typeof word === "object" && word !== null;
const isPhrase = (word: object): word is (...values: never[]) => unknown =>
  typeof word === "function";
