// What holds of the words of every language, whatever they are.

import { describe, expect, test, vi } from "vitest";
import { catalog as spanish } from "./es";
import { catalog as french } from "./fr-CA";
import { english, type Words } from "./language";
import { plural } from "./plural";

// Sentences are tried with values of every kind, which takes a while on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const modules = import.meta.glob<Record<string, unknown>>(
  ["./*.ts", "../ipc/faults.ts", "!./*.test.ts", "!./{catalog,es,fr-CA,language,plural,pseudo}.ts"],
  { eager: true },
);
const exported = Object.values(modules).flatMap((module) => Object.entries(module));

/** What a module of words exports beside words: values that are the same in every language. */
const NO_WORDS = new Set(["LANGUAGE_NAMES", "effectOf", "standardButtonLabel"]);
/** Functions that choose words, put them together, or know nothing of words. */
const CHOOSERS = new Set([
  "actOf",
  "againMeans",
  "againQuestion",
  "appearanceOptions",
  "asFault",
  "authTypeOptions",
  "capital",
  "complaintSentence",
  "dayComplaint",
  "differences",
  "effectSaid",
  "emailState",
  "entryWords",
  "foundWords",
  "handedOverWords",
  "intentTitle",
  "isMadeWrongly",
  "isOffline",
  "isWrongLink",
  "kindOptions",
  "languageOptions",
  "leavingMeans",
  "lookedForWords",
  "madeOptions",
  "mailSubject",
  "openingOf",
  "paidSentence",
  "paymentStateWord",
  "rememberedWords",
  "sentWords",
  "setByOptions",
  "shortened",
  "sortOptions",
  "statusOptions",
  "stepTitle",
  "underWay",
]);

/** Words that are the same in English: names, signs, and words of both languages. */
const SAME: Record<string, readonly string[]> = {
  "fr-CA": [
    "app.name",
    "buttonDialog.code",
    "link.alreadyOver.expired",
    "messageDialog.text",
    "placeWord.test",
    "share.message",
  ],
  es: ["app.name", "buttonDialog.code", "link.alreadyOver.expired", "tour.escape"],
};

test("every word of the interface can be translated", () => {
  const registered = new Set(Object.keys(english()));
  const loose = exported.map(([name]) => name).filter((name) => !registered.has(name));

  const unknown = loose.filter((name) => !NO_WORDS.has(name) && !CHOOSERS.has(name));

  expect(unknown, "wrap these in words() or phrase(), under the name they are exported by").toEqual(
    [],
  );
});

test("no list of exceptions outlives what it names", () => {
  const names = new Set(exported.map(([name]) => name));

  for (const name of [...NO_WORDS, ...CHOOSERS]) expect(names).toContain(name);
});

describe.each<[string, Words]>([
  ["fr-CA", french],
  ["es", spanish],
])("in %s", (tag, catalog) => {
  test("there is a word for every English one and no other", () => {
    expect(paths(catalog)).toEqual(paths(english()));
  });

  test("nothing was left in English", () => {
    const theirs = new Map(leaves(catalog));
    const same = leaves(english()).flatMap(([path, word]) =>
      typeof word === "string" && theirs.get(path) === word ? [path] : [],
    );

    expect(same.sort()).toEqual([...(SAME[tag] ?? [])].sort());
  });

  test("every sentence tells what it was given", () => {
    const theirs = new Map(leaves(catalog));
    const [given, told] = [new Set<string>(), new Set<string>()];
    for (const [path, ours] of leaves(english())) {
      const other = theirs.get(path);
      if (!isSentence(ours) || !isSentence(other)) continue;
      for (const values of valuesFor(ours.length)) {
        const [expected, also] = [said(ours, values), said(other, values)];
        if (expected) given.add(path);
        if (!expected || !also) continue;
        told.add(path);
        expect(also.tokens, `${path}: ${expected.text}`).toEqual(
          expect.arrayContaining(expected.tokens),
        );
      }
    }
    expect([...told]).toEqual([...given]);
    expect(told.size).toBeGreaterThan(100);
  });

  test("a word follows its count", () => {
    for (const [path, word] of leaves(catalog)) {
      if (!isSentence(word)) continue;
      for (const count of [0, 1, 2, 5, 1_000_000]) {
        const text = said(word, [count, count, count])?.text ?? "";
        expect(text, path).not.toMatch(/undefined|NaN|null/);
      }
    }
  });
});

test("counts are told as French and Spanish tell them", () => {
  const table: [count: number, frenchForm: string, spanishForm: string][] = [
    [0, "0 lien", "0 enlaces"],
    [1, "1 lien", "1 enlace"],
    [2, "2 liens", "2 enlaces"],
    [5, "5 liens", "5 enlaces"],
    [1_000_000, "1000000 de liens", "1000000 de enlaces"],
  ];
  for (const [count, frenchForm, spanishForm] of table) {
    expect(french.links.found(count, String(count))).toBe(frenchForm);
    expect(spanish.links.found(count, String(count))).toBe(spanishForm);
  }
  expect(plural("en")(0, { one: "link", other: "links" })).toBe("links");
});

test("a day that tells an age has its article", () => {
  expect(french.links.checked(french.time.onDay("1 janv. 2026"))).toBe("Vérifié le 1 janv. 2026");
  expect(spanish.links.checked(spanish.time.onDay("1 ene 2026"))).toBe("Consultado el 1 ene 2026");
});

test("lists are joined as each language joins them", () => {
  expect(french.listed(["Anne", "Bob", "Ida"])).toBe("Anne, Bob et Ida");
  expect(spanish.listed(["Ana", "Inés"])).toBe("Ana e Inés");
});

test("French keeps to its signs: no-break spaces, quotes, apostrophes", () => {
  for (const [path, text] of texts(french)) {
    expect(text, path).not.toMatch(/ :|« | »|[^\u00a0]:\s|["'“”]/u);
    expect(text, `${path}: no space before these in Canada`).not.toMatch(/[\s\u00a0][;!?]/u);
  }
});

test("Spanish opens what it closes, and says usted", () => {
  for (const [path, text] of texts(spanish)) {
    expect(text.match(/\?/g)?.length, path).toBe(text.match(/¿/g)?.length);
    expect(text.match(/!/g)?.length, path).toBe(text.match(/¡/g)?.length);
    expect(text, path).not.toMatch(/\b(tu|tus|tú|contigo|puedes|quieres|tienes|vosotros)\b/iu);
  }
});

/** Every word of a language: a text, or a sentence that takes values. */
function leaves(words: object, at = ""): [path: string, word: unknown][] {
  return Object.entries(words).flatMap(([key, word]) => {
    const path = at === "" ? key : `${at}.${key}`;
    return typeof word === "object" && word !== null ? leaves(word, path) : [[path, word]];
  });
}

const paths = (words: object) =>
  leaves(words)
    .map(([path, word]) => `${path}: ${typeof word}`)
    .sort();

/** What is read of a language: its texts, and its sentences told of something. */
function texts(words: object): [path: string, text: string][] {
  return leaves(words).flatMap(([path, word]): [string, string][] => {
    if (typeof word === "string") return [[path, word]];
    if (!isSentence(word)) return [];
    const named = valuesFor(word.length).filter((values) => !values.includes(""));
    const all = named.flatMap((values) => said(word, values)?.text ?? []);
    return all.map((text) => [path, text]);
  });
}

/** Values of every kind at every place: what a sentence is not made for, it does not take. */
function valuesFor(count: number): unknown[][] {
  if (count === 0) return [[]];
  return valuesFor(count - 1).flatMap((before) => {
    const nth = before.length;
    const about = new Proxy(
      {},
      { get: (_, key) => (typeof key === "string" ? `‹${nth}${key}›` : undefined) },
    );
    const kinds = [`‹${nth}›`, "", 7000 + nth, 1, null, [`‹${nth}a›`], [`‹${nth}a›`, `‹${nth}b›`]];
    return [...kinds, about].map((value) => [...before, value]);
  });
}

type Sentence = (...values: unknown[]) => unknown;
const isSentence = (word: unknown): word is Sentence => typeof word === "function";

function said(
  sentence: Sentence,
  values: unknown[],
): { text: string; tokens: string[] } | undefined {
  try {
    const text: unknown = sentence(...values);
    if (typeof text !== "string" || /undefined|\[object|NaN|null|true|false/.test(text)) {
      return undefined;
    }
    return { text, tokens: [...new Set(text.match(/‹[^›]*›|700\d/g))].sort() };
  } catch {
    return undefined;
  }
}
