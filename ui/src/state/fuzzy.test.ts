import { expect, test } from "vitest";
import { fit } from "./fuzzy";

const best = (letters: string, ...texts: string[]) =>
  texts
    .flatMap((text) => {
      const score = fit(text, letters);
      return score === undefined ? [] : [{ text, score }];
    })
    .sort((one, other) => other.score - one.score)
    .map(({ text }) => text);

test("what holds the letters together comes before what has them at its words", () => {
  expect(best("set", "Send everything today", "Show", "Settings")).toEqual([
    "Settings",
    "Send everything today",
  ]);
  expect(best("link", "Salient kit", "New link")).toEqual(["New link"]);
});

test("the beginnings of words find it", () => {
  expect(best("nl", "New link", "Settings")).toEqual(["New link"]);
  expect(best("ne li", "New link", "Settings")).toEqual(["New link"]);
  expect(best("sq", "Show its QR code")).toEqual(["Show its QR code"]);
});

test("accents and capitals do not matter", () => {
  expect(fit("Café Zürich", "cafe zurich")).toBeGreaterThan(0);
});

test("what lacks a letter, or has them here and there by chance, does not answer", () => {
  expect(fit("Settings", "xyz")).toBeUndefined();
  expect(fit("Export the links into a file for spreadsheets", "gard")).toBeUndefined();
});

test("nothing asked fits everything", () => {
  expect(fit("Settings", "")).toBe(1000);
});

test("letters that fit a text in very many ways, and then do not, are answered at once", () => {
  expect(fit("a ".repeat(60), `${"a".repeat(30)}b`)).toBeUndefined();
});
