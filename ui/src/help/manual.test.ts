// The manual is whole in every language: every link leads somewhere, every picture is there, what it says that the app
// says, it says, and there is no trouble that it does not know.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { read, readChapter, slug } from "../../manual";
import type { FaultCode, Language } from "../ipc/api";
import { faultWords } from "../ipc/faults";
import type { Screen } from "../state/route.svelte";
import { noticeWords } from "../text/app";
import type { Catalog } from "../text/catalog";
import { catalog as es } from "../text/es";
import { catalog as french } from "../text/fr-CA";
import { outbox } from "../text/outbox";
import type { Block, Inline } from "./chapter";
import { topicOfScreen } from "./topics";
import { topicOf, topicOfFault } from "./troubles";

const FOLDER = resolve(dirname(fileURLToPath(import.meta.url)), "../../../docs/manual");
/** What the manual quotes, in each of its languages. */
type Said = Pick<Catalog, "faultWords" | "noticeWords"> & { checking: (sent: string) => string };

const SAID: Record<Language, Said> = {
  en: { faultWords, noticeWords, checking: outbox.checking },
  "fr-CA": { ...french, checking: french.outbox.checking },
  es: { ...es, checking: es.outbox.checking },
};

const LANGUAGES: Language[] = ["en", "fr-CA", "es"];

/** Told at the field that is meant, or by what is missing on the screen. */
const UNQUOTED: readonly FaultCode[] = ["checkFields", "keyNotTyped", "noProfile", "shortcutTaken"];

/** What the app shows in each trouble, below the heading that tells how to get out of it. */
function told({ faultWords, noticeWords, checking }: Said): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const tell = (topic: string, words: string) =>
    found.set(topic, (found.get(topic) ?? new Set()).add(words));
  for (const code of codes) {
    if (!UNQUOTED.includes(code)) tell(topicOfFault[code], faultWords[code].title);
  }
  const damaged = "trouble#a-file-is-damaged";
  tell(damaged, noticeWords({ code: "fileSetAside", keptAs: "" }).title);
  tell(damaged, noticeWords({ code: "dataUnavailable" }).title);
  const looked = checking("");
  tell("trouble#paylink-is-checking", looked.slice(looked.indexOf("Paylink")));
  return found;
}

const codes = Object.keys(faultWords).filter((code): code is FaultCode => code in topicOfFault);

/** As the app shows them: headings have their English names. */
function chapters(language: Language) {
  const folder = resolve(FOLDER, language);
  const files = readdirSync(folder).filter((file) => file.endsWith(".md"));
  return new Map(files.map((file) => [file, readChapter(resolve(folder, file))]));
}

const inlinesOf = (block: Block): Inline[] => {
  if ("text" in block) return typeof block.text === "string" ? [] : block.text;
  return "items" in block ? block.items.flat() : [];
};

const headings = (blocks: readonly Block[]) => blocks.flatMap((it) => ("id" in it ? [it.id] : []));

test.each(LANGUAGES)("every link, heading and picture of the manual is there (%s)", (language) => {
  const folder = resolve(FOLDER, language);
  const files = readdirSync(folder);
  expect(files).toHaveLength(7);
  const all = new Map(
    files.map((file) => [file, read(readFileSync(resolve(folder, file), "utf8"))]),
  );
  for (const [file, { blocks }] of all) {
    expect(new Set(headings(blocks)).size, file).toBe(headings(blocks).length);
    for (const block of blocks) {
      if (block.tag === "img") {
        expect(statSync(resolve(FOLDER, language, block.src)).isFile(), block.src).toBe(true);
        expect(block.alt).not.toBe("");
      }
      for (const part of inlinesOf(block)) {
        if (part.tag !== "a") continue;
        const [to = "", anchor = ""] = part.to.split("#");
        const chapter = all.get(to === "" ? file : to);
        expect(chapter, part.to).toBeDefined();
        if (anchor) expect(headings(chapter!.blocks), part.to).toContain(anchor);
      }
    }
  }
});

test.each(LANGUAGES)("the manual has the same parts in every language (%s)", (language) => {
  const english = chapters("en");
  const shape = (block: Block) => ({
    tag: block.tag,
    id: "id" in block && block.id,
    src: "src" in block && block.src,
    items: "items" in block && block.items.length,
    links: inlinesOf(block).flatMap((part) => (part.tag === "a" ? [part.to] : [])),
  });

  for (const [file, { blocks }] of chapters(language)) {
    expect(blocks.map(shape), file).toEqual(english.get(file)?.blocks.map(shape));
  }
});

test.each(LANGUAGES)("every trouble is told in the words that the app says (%s)", (language) => {
  const all = chapters(language);
  const expected = told(SAID[language]);
  const quotes = new Map<string, Set<string>>();
  for (const [file, { blocks }] of all) {
    let topic = file.replace(".md", "");
    for (const [at, block] of blocks.entries()) {
      if ("id" in block) topic = `${file.replace(".md", "")}#${block.id}`;
      if (block.tag !== "says") continue;
      const words = block.text.map(({ text }) => text).join("");
      quotes.set(topic, (quotes.get(topic) ?? new Set()).add(words));
      expect(blocks[at + 1]?.tag, `what to do: ${words}`).toBe("p");
    }
  }
  expect(quotes).toEqual(expected);
});

test.each(LANGUAGES)("every name to press is one that the app shows (%s)", (language) => {
  const folder = resolve(FOLDER, "../../ui/src");
  const texts = `text/${language === "en" ? "" : language}`;
  const modules = [
    ...readdirSync(resolve(folder, texts)).map((file) => `${texts}/${file}`),
    ...(language === "en" ? ["ipc/faults.ts"] : []),
  ].filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
  const shown = modules.map((file) => readFileSync(resolve(folder, file), "utf8")).join("\n");
  for (const [file, { blocks }] of chapters(language)) {
    for (const part of blocks.flatMap(inlinesOf)) {
      if (part.tag !== "strong") continue;
      // As it is written in the source of the words; within a sentence a name may begin small.
      const name = part.text.replaceAll("\u00a0", "\\u00a0").toLowerCase();
      expect(shown.toLowerCase(), `${file}: ${part.text}`).toContain(`"${name}"`);
    }
  }
});

test("whatever leads into the manual leads to something", () => {
  const all = chapters("en");
  const screens: Screen[] = [
    { name: "welcome" },
    { name: "connect", profileId: null },
    { name: "links" },
    { name: "newLink", like: null, draft: undefined, visit: 1 },
    { name: "link", paymentLinkId: "" },
    { name: "settings", part: null },
    { name: "noData", notice: { code: "anotherPaylinkIsOpen" } },
    { name: "noData", notice: { code: "dataUnavailable" } },
  ];
  expect(topicOf("offline")).toBe(topicOfFault.offline);
  expect(topicOf("connect")).toBe("connect");
  for (const topic of [...Object.values(topicOfFault), ...screens.map(topicOfScreen)]) {
    const [chapter = "", heading = ""] = topic.split("#");
    const found = all.get(`${chapter}.md`);
    expect(found, topic).toBeDefined();
    if (heading) expect(headings(found!.blocks), topic).toContain(heading);
  }
});

test("what the manual has no room for is an error while it is built", () => {
  expect(() => read("No title")).toThrow();
  expect(() => read("# T\n\n<b>markup</b>")).toThrow();
  expect(() => read("# T\n\n| a |\n|---|\n| b |")).toThrow();
  expect(slug("The key is wrong!")).toBe("the-key-is-wrong");
});
