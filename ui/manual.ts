// Reads a chapter of the manual while the page is built: Markdown becomes plain pieces, which the page shows as text.
// Nothing of it is ever taken for markup, and what the manual does not use is an error. In every language a heading has
// the name of the English one in its place, so that whatever leads to it need not know the language.

import { readFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { lexer, type MarkedToken, type Token } from "marked";
import type { Plugin } from "vite";
import type { Block, Chapter, Inline } from "./src/help/chapter";

/** The name of a heading within its chapter, as it stands in addresses. */
export function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-|-$/g, "");
}

export function read(markdown: string): Chapter {
  const [head, ...rest] = lexer(markdown).filter(({ type }) => type !== "space");
  if (!head || !isStandard(head) || head.type !== "heading" || head.depth !== 1) {
    throw new Error("A chapter begins with its title.");
  }
  return { title: head.text, blocks: rest.map(block) };
}

/** A chapter of any language, with the names that its headings have in English. */
export function readChapter(file: string): Chapter {
  const { title, blocks } = readAt(file);
  const named = blocks.map((block): Block => {
    switch (block.tag) {
      case "h2":
      case "h3":
        return { ...block, id: englishName(file, block.id) };
      case "p":
      case "says":
        return { ...block, text: block.text.map((part) => led(file, part)) };
      case "ul":
      case "ol":
        return { ...block, items: block.items.map((item) => item.map((it) => led(file, it))) };
      case "img":
        return block;
    }
  });
  return { title, blocks: named };
}

function led(file: string, part: Inline): Inline {
  if (part.tag !== "a") return part;
  const [to = "", anchor] = part.to.split("#");
  if (!anchor) return part;
  return { ...part, to: `${to}#${englishName(to ? resolve(dirname(file), to) : file, anchor)}` };
}

/** What a heading is called in English: the one in its place there. */
function englishName(file: string, id: string): string {
  const place = namesOf(file).indexOf(id);
  const name = namesOf(resolve(dirname(file), "../en", basename(file)))[place];
  if (!name) throw new Error(`No English heading stands where ${id} does in ${file}`);
  return name;
}

function namesOf(file: string): string[] {
  return readAt(file).blocks.flatMap((block) => ("id" in block ? [block.id] : []));
}

function readAt(file: string): Chapter {
  return read(readFileSync(file, "utf8"));
}

/** Whether it is one of those that Markdown has by itself; no extension is in use. */
function isStandard(token: Token): token is MarkedToken {
  return STANDARD.includes(token.type);
}

const STANDARD = [
  ...["heading", "paragraph", "image", "blockquote", "list"],
  ...["text", "escape", "strong", "em", "codespan", "link"],
];

function block(token: Token): Block {
  if (!isStandard(token)) throw noRoomFor(token);
  switch (token.type) {
    case "heading": {
      const { depth, text } = token;
      if (depth !== 2 && depth !== 3) throw noRoomFor(token);
      return { tag: depth === 2 ? "h2" : "h3", id: slug(text), text };
    }
    case "paragraph": {
      const [only, ...others] = token.tokens;
      if (only && isStandard(only) && only.type === "image" && others.length === 0) {
        return { tag: "img", src: only.href, alt: only.text };
      }
      return { tag: "p", text: token.tokens.map(inline) };
    }
    case "blockquote":
      return { tag: "says", text: token.tokens.flatMap(inlines) };
    case "list": {
      const items = token.items.map((item) => item.tokens.flatMap(inlines));
      return { tag: token.ordered ? "ol" : "ul", items };
    }
    default:
      throw noRoomFor(token);
  }
}

function inlines(token: Token): Inline[] {
  if (!("tokens" in token) || !token.tokens) throw noRoomFor(token);
  return token.tokens.map(inline);
}

function inline(token: Token): Inline {
  if (!isStandard(token)) throw noRoomFor(token);
  switch (token.type) {
    case "text":
    case "escape":
      return { tag: "text", text: token.text };
    case "strong":
    case "em":
      return { tag: token.type, text: token.text };
    case "codespan":
      return { tag: "code", text: token.text };
    case "link":
      return { tag: "a", to: token.href, text: token.text };
    default:
      throw noRoomFor(token);
  }
}

function noRoomFor(token: Token): Error {
  return new Error(`The manual has no room for ${token.type}: ${token.raw}`);
}

export function manual(): Plugin {
  return {
    name: "manual",
    // Read here and not handed on: what other parts would make of it is not wanted.
    load(id) {
      const [path = ""] = id.split("?");
      if (!path.endsWith(".md")) return null;
      this.addWatchFile(path);
      const chapter = readChapter(path);
      const pictures = chapter.blocks.filter((block) => block.tag === "img");
      const imports = pictures.map(
        ({ src }, at) => `import p${at} from ${JSON.stringify(resolve(dirname(path), src))};`,
      );
      const named = pictures.map(({ src }, at) => `${JSON.stringify(src)}: p${at}`);
      return [
        ...imports,
        `const pictures = {${named.join(", ")}};`,
        `const chapter = ${JSON.stringify(chapter)};`,
        `for (const block of chapter.blocks) if (block.tag === "img") block.src = pictures[block.src];`,
        `export default chapter;`,
      ].join("\n");
    },
  };
}
