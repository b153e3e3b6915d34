// The manual is whole: every link leads somewhere, every picture is there, and what it says that the app says, it says.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { read, slug } from "../../manual";
import { faultWords } from "../ipc/faults";
import { noticeWords } from "../text/app";
import type { Screen } from "../state/route.svelte";
import { outbox } from "../text/outbox";
import type { Block, Inline } from "./chapter";
import { topicOfFault, topicOfScreen } from "./topics";

const FOLDER = resolve(dirname(fileURLToPath(import.meta.url)), "../../../docs/manual");
const LANGUAGES = readdirSync(FOLDER);

/** What the app shows of each state that one can be got out of, and the heading that tells how. */
const STATES: readonly [heading: string, ...said: string[]][] = [
  ["the-key-is-wrong", faultWords.keyNotAccepted.title],
  ["the-terminal-id-is-wrong", faultWords.terminalNotAccepted.title],
  ["there-is-no-connection", faultWords.offline.title],
  ["payroc-has-trouble", faultWords.gatewayTrouble.title],
  [
    "the-keychain-is-locked-or-missing",
    faultWords.keychainLocked.title,
    faultWords.keychainMissing.title,
  ],
  [
    "a-file-is-damaged",
    noticeWords({ code: "fileSetAside", keptAs: "" }).title,
    noticeWords({ code: "dataUnavailable" }).title,
  ],
  ["paylink-is-checking", outbox.checking("").slice(outbox.checking("").indexOf("Paylink"))],
  ["paylink-asks-you-to-decide", faultWords.outcomeUnknown.title],
  ["payroc-refused-it", faultWords.refused.title],
  ["the-disk-is-full", faultWords.diskTrouble.title],
  ["another-paylink-is-open", faultWords.anotherPaylinkIsOpen.title],
];

function chapters(language: string) {
  const folder = resolve(FOLDER, language);
  const files = readdirSync(folder).filter((file) => file.endsWith(".md"));
  return new Map(files.map((file) => [file, read(readFileSync(resolve(folder, file), "utf8"))]));
}

const inlinesOf = (block: Block): Inline[] => {
  if ("text" in block) return typeof block.text === "string" ? [] : block.text;
  return "items" in block ? block.items.flat() : [];
};

const headings = (blocks: readonly Block[]) => blocks.flatMap((it) => ("id" in it ? [it.id] : []));

test.each(LANGUAGES)("every link, heading and picture of the manual is there (%s)", (language) => {
  const all = chapters(language);
  expect(all.size).toBe(7);
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

test("each trouble's words are those that the app says", () => {
  const { blocks } = chapters("en").get("trouble.md")!;
  for (const [heading, ...said] of STATES) {
    const from = blocks.findIndex((block) => "id" in block && block.id === heading);
    expect(from, heading).toBeGreaterThan(-1);
    const rest = blocks.slice(from + 1);
    const to = rest.findIndex((block) => block.tag === "h2");
    const part = rest.slice(0, to);
    const quoted = part.filter(({ tag }) => tag === "says");
    const texts = quoted.map((block) =>
      inlinesOf(block)
        .map(({ text }) => text)
        .join(""),
    );
    expect(texts, heading).toEqual(said);
    expect(
      part.some(({ tag }) => tag === "p"),
      heading,
    ).toBe(true);
  }
  const told = blocks.filter(({ tag }) => tag === "says").length;
  expect(told).toBe(STATES.flatMap(([, ...said]) => said).length);
});

test("every name that the manual says to press is one that the app shows", () => {
  const folder = resolve(FOLDER, "../../ui/src");
  const modules = [
    ...readdirSync(resolve(folder, "text")).map((file) => `text/${file}`),
    "ipc/faults.ts",
  ].filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
  const shown = modules.map((file) => readFileSync(resolve(folder, file), "utf8")).join("\n");
  for (const [file, { blocks }] of chapters("en")) {
    for (const part of blocks.flatMap(inlinesOf)) {
      if (part.tag === "strong") expect(shown, `${file}: ${part.text}`).toContain(`"${part.text}"`);
    }
  }
});

test("whatever leads into the manual leads to something", () => {
  const all = chapters("en");
  const screens: Screen[] = [
    { name: "welcome" },
    { name: "connect", profileId: null },
    { name: "links" },
    { name: "newLink", like: null, visit: 1 },
    { name: "link", paymentLinkId: "" },
    { name: "settings", part: null },
    { name: "noData", notice: { code: "anotherPaylinkIsOpen" } },
    { name: "noData", notice: { code: "dataUnavailable" } },
  ];
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
