// Reads a chapter of the manual while the page is built: Markdown becomes plain pieces, which the page shows as text.
// Nothing of it is ever taken for markup, and what the manual does not use is an error.

import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { lexer, type Token, type Tokens } from "marked";
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
  if (head?.type !== "heading" || (head as Tokens.Heading).depth !== 1) {
    throw new Error("A chapter begins with its title.");
  }
  return { title: (head as Tokens.Heading).text, blocks: rest.map(block) };
}

function block(token: Token): Block {
  switch (token.type) {
    case "heading": {
      const { depth, text } = token as Tokens.Heading;
      if (depth > 3) throw new Error(`Too deep a heading: ${text}`);
      return { tag: depth === 2 ? "h2" : "h3", id: slug(text), text };
    }
    case "paragraph": {
      const { tokens } = token as Tokens.Paragraph;
      const [only, ...others] = tokens;
      if (only?.type === "image" && others.length === 0) {
        const { href, text } = only as Tokens.Image;
        return { tag: "img", src: href, alt: text };
      }
      return { tag: "p", text: tokens.map(inline) };
    }
    case "blockquote": {
      const { tokens } = token as Tokens.Blockquote;
      return { tag: "says", text: tokens.flatMap((part) => inlines(part)) };
    }
    case "list": {
      const { ordered, items } = token as Tokens.List;
      const texts = items.map((item) => item.tokens.flatMap((part) => inlines(part)));
      return { tag: ordered ? "ol" : "ul", items: texts };
    }
    default:
      throw new Error(`The manual has no room for ${token.type}: ${token.raw}`);
  }
}

function inlines(token: Token): Inline[] {
  const { tokens } = token as Tokens.Text;
  if (!tokens) throw new Error(`No text: ${token.raw}`);
  return tokens.map(inline);
}

function inline(token: Token): Inline {
  switch (token.type) {
    case "text":
    case "escape":
      return { tag: "text", text: (token as Tokens.Text).text };
    case "strong":
    case "em":
      return { tag: token.type, text: (token as Tokens.Strong).text };
    case "codespan":
      return { tag: "code", text: (token as Tokens.Codespan).text };
    case "link": {
      const { href, text } = token as Tokens.Link;
      return { tag: "a", to: href, text };
    }
    default:
      throw new Error(`The manual has no room for ${token.type}: ${token.raw}`);
  }
}

export function manual(): Plugin {
  return {
    name: "manual",
    // Read here and not handed on: what other parts would make of it is not wanted.
    load(id) {
      const [path = ""] = id.split("?");
      if (!path.endsWith(".md")) return null;
      this.addWatchFile(path);
      const chapter = read(readFileSync(path, "utf8"));
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
