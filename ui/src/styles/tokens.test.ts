// One set of colours, sizes and distances, and colours that can be told apart.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const SRC = join(import.meta.dirname, "..");
const tokens = readFileSync(join(SRC, "styles/tokens.css"), "utf8");

/** Every style sheet but the tokens, and the styles of every component. */
const sheets = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.(css|svelte)$/.test(file) && !file.endsWith("tokens.css"))
  .map((file): [string, string] => {
    const source = readFileSync(join(SRC, file), "utf8");
    const styles = file.endsWith(".css") ? [source] : (source.match(/<style>[^]*<\/style>/g) ?? []);
    return [file, styles.join("\n").replace(/\/\*[^]*?\*\//g, "")];
  })
  .filter(([, styles]) => styles !== "");

/** Each declaration of these properties, as "file: value". */
function declared(properties: RegExp): { where: string; value: string }[] {
  return sheets.flatMap(([file, styles]) =>
    [...styles.matchAll(/([a-z-]+):\s*([^;{}]+);/g)]
      .filter(([, property = ""]) => properties.test(property))
      .map(([, property, value = ""]) => ({ where: `${file}: ${property}: ${value}`, value })),
  );
}

function wrong(properties: RegExp, isRight: (value: string) => boolean): string[] {
  return declared(properties)
    .filter(({ value }) => !isRight(value))
    .map(({ where }) => where);
}

describe("the style sheets", () => {
  test("are read", () => {
    expect(sheets.length).toBeGreaterThan(40);
    expect(declared(/^color$/).length).toBeGreaterThan(50);
  });

  test("take every colour from the tokens", () => {
    const own = /#[0-9a-f]{3,8}\b|\b(rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\(|\b(white|black)\b/i;
    const properties =
      /^(color|background|border|outline|box-shadow|fill|stroke|accent-color|text-decoration)/;

    expect(wrong(properties, (value) => !own.test(value))).toEqual([]);
  });

  test("take every size of text from the tokens", () => {
    // Paper is measured in its own size, and what fills the window in the window's.
    const isRight = (value: string) =>
      /^(var\(--size-[a-z-]+\)|[\d.]+(em|pt)|inherit|0\.6rem|clamp\(.+\))$/.test(value);

    expect(wrong(/^font-size$/, isRight)).toEqual([]);
  });

  test("keep distances to even pixels, and to the grid of four from sixteen on", () => {
    const isRight = (value: string) =>
      [...value.matchAll(/(?<![\w.-])-?([\d.]+)(rem|px)/g)].every(([, number, unit]) => {
        const pixels = Number(number) * (unit === "rem" ? 16 : 1);
        return pixels <= 1 || pixels % (pixels < 16 ? 2 : 4) === 0;
      });

    expect(wrong(/^(gap|row-gap|column-gap|padding|margin)/, isRight)).toEqual([]);
  });

  test("take every corner from the tokens", () => {
    const isRight = (value: string) => /^(0|50%|[\d.]+em|.*var\(--radius.*)$/.test(value);

    expect(wrong(/^border-radius$/, isRight)).toEqual([]);
  });

  test("use no token that there is not", () => {
    const all = sheets.map(([, styles]) => styles).join("\n");
    const known = new Set([...(tokens + all).matchAll(/(--[a-z0-9-]+):/g)].map(([, name]) => name));
    // Without a fallback: one that has it may be set by a part of the page, or not.
    const unknown = [...all.matchAll(/var\((--[a-z0-9-]+)\)/g)]
      .map(([, name = ""]) => name)
      .filter((name) => !known.has(name) && !/^--(bits|count)/.test(name));

    expect(unknown).toEqual([]);
  });
});

describe.each([
  ["light", "usual", 4.5],
  ["dark", "usual", 4.5],
  ["light", "more", 7],
  ["dark", "more", 7],
] as const)("in the %s theme with %s contrast", (theme, contrast, text) => {
  const colours = coloursOf(theme, contrast);
  const between = (one: string, other: string) => ratio(colours, one, other);

  test.each([
    ["text", "window"],
    ["text-2", "window"],
    ["text-2", "surface"],
    ["text-2", "sunken"],
    ["text-2", "hover"],
    ["text-2", "selected"],
    ["text-3", "window"],
    ["text-3", "surface"],
    ["text-3", "sunken"],
    ["accent-text", "window"],
    ["accent-text", "surface"],
    ["accent-text", "accent-soft"],
    ["accent-text", "hover"],
    ["bad", "window"],
    ["bad", "surface"],
    ["bad", "bad-soft"],
    ["good", "good-soft"],
    ["good", "window"],
    ["warn", "warn-soft"],
    ["practice", "practice-soft"],
    ["practice", "window"],
    ["test", "test-soft"],
    ["live", "live-soft"],
  ])("%s can be read on %s", (one, other) => {
    expect(between(one, other)).toBeGreaterThanOrEqual(text);
  });

  test.each([
    ["on-accent", "accent"],
    ["on-accent", "accent-hover"],
    ["on-accent", "accent-press"],
    ["accent-text", "pressed"],
    ["text", "pressed"],
    ["text-2", "pressed"],
    ["text", "warn-soft"],
    ["text", "bad-soft"],
    ["text-2", "warn-soft"],
  ])("%s can be read on %s, in every contrast", (one, other) => {
    expect(between(one, other)).toBeGreaterThanOrEqual(4.5);
  });

  test.each([
    ["line-control", "surface"],
    ["line-control", "window"],
    ["line-control", "hover"],
    ["accent-text", "surface"],
    ["accent", "window"],
    ["bad", "surface"],
  ])("a line of %s can be seen on %s", (one, other) => {
    expect(between(one, other)).toBeGreaterThanOrEqual(3);
  });
});

/** The colours of a theme, those for more contrast over the usual ones. */
function coloursOf(theme: string, contrast: string): Map<string, string> {
  const block = (selector: string) => {
    const start = tokens.indexOf(`\n${selector} {`);
    expect(start, selector).toBeGreaterThan(0);
    return tokens.slice(start, tokens.indexOf("}", start));
  };
  const selector = `[data-theme="${theme}"]`;
  const blocks = [
    block(selector),
    ...(contrast === "more" ? [block(`${selector}[data-contrast="more"]`)] : []),
  ];
  return new Map(
    [...blocks.join("\n").matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6});/g)].map(
      ([, name = "", value = ""]) => [name, value],
    ),
  );
}

/** As WCAG 2.2 reckons it: from 1 to 21. */
function ratio(colours: Map<string, string>, one: string, other: string): number {
  const [dark = 0, light = 0] = [one, other]
    .map((name) => luminance(colours.get(name) ?? ""))
    .sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  expect(colour).toMatch(/^#[0-9a-f]{6}$/);
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
