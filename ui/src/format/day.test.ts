import fc from "fast-check";
import { expect, test } from "vitest";
import { dayInWords, exampleDay, isDay, readDay, writeDay } from "./day";

const LOCALES = ["en-US", "en-CA", "en-GB", "fr-CA", "fr-FR", "fr-US", "es-US", "es-MX", "de-DE"];
const OTHERS = ["ja-JP", "ko-KR", "hu-HU", "th-TH", "ar-EG", "fa-IR", "cs-CZ"];

const someDay = fc
  .integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(9999, 11, 31) })
  .map((at) => new Date(at).toISOString().slice(0, 10));

test("a day is read in the order of the locale, with or without signs", () => {
  for (const [locale, typed, day] of [
    ["en-US", "01152027", "2027-01-15"],
    ["en-US", "1/5/2027", "2027-01-05"],
    ["en-US", "1-5-27", "2027-01-05"],
    ["en-US", "20270115", "2027-01-15"],
    ["en-US", " 2027-01-15 ", "2027-01-15"],
    ["en-GB", "01/02/2027", "2027-02-01"],
    ["fr-CA", "20270115", "2027-01-15"],
    ["fr-CA", "15/01/2027", "2027-01-15"],
    ["fr-CA", "01152027", "2027-01-15"],
    ["fr-CA", "02/02/2027", "2027-02-02"],
    ["fr-CA", "2027-1-5", "2027-01-05"],
    ["es-MX", "15012027", "2027-01-15"],
    ["es-US", "15 01 2027", "2027-01-15"],
    ["de-DE", "15.01.2027", "2027-01-15"],
    ["en-US", "02/29/2028", "2028-02-29"],
  ] as const) {
    expect(readDay(typed, locale), `${locale} ${typed}`).toEqual({ kind: "day", day });
  }
});

test("what is no day of the calendar is none, and never the next one", () => {
  for (const [locale, typed] of [
    ["en-US", "02/30/2027"],
    ["en-US", "02/29/2027"],
    ["en-US", "15/01/2027"],
    ["en-US", "0115"],
    ["en-US", "011527"],
    ["en-US", "01/15"],
    ["en-US", "01/15/202"],
    ["en-US", "01/15/20271"],
    ["en-US", "001/15/2027"],
    ["en-US", "00/15/2027"],
    ["en-US", "01/15/0027"],
    ["en-US", "-01/15/2027"],
    ["en-US", "01/15/2027/1"],
    ["en-US", "tomorrow"],
    ["en-US", "2027-01-15T10:00"],
    ["es-MX", "01152027"],
    ["fr-CA", "15-01-27"],
    ["fr-CA", "27-01-15"],
  ] as const) {
    expect(readDay(typed, locale), `${locale} ${typed}`).toEqual({ kind: "none" });
  }
  expect(readDay("  ", "en-US")).toEqual({ kind: "empty" });
});

test("where a locale has the year first, a day that reads two ways is questioned", () => {
  for (const locale of ["fr-CA", "en-CA"]) {
    for (const typed of ["01/02/2027", "01022027"]) {
      expect(readDay(typed, locale)).toEqual({
        kind: "ambiguous",
        readings: ["2027-02-01", "2027-01-02"],
      });
    }
  }
});

test("every day that is written is read as itself, in every locale", () => {
  fc.assert(
    fc.property(someDay, fc.constantFrom(...LOCALES, ...OTHERS), (day, locale) => {
      const written = writeDay(day, locale);
      expect(readDay(written, locale)).toEqual({ kind: "day", day });
      expect(readDay(written.replace(/\D/g, ""), locale)).not.toEqual({ kind: "none" });
      expect(readDay(day, locale)).toEqual({ kind: "day", day });
      expect(isDay(day)).toBe(true);
    }),
  );
});

test("a text that was read as a day is the very digits of that day", () => {
  const digits = fc.stringMatching(/^[0-9]{1,4}[-/. ]?[0-9]{1,2}[-/. ]?[0-9]{1,4}$/);
  fc.assert(
    fc.property(digits, fc.constantFrom(...LOCALES), (typed, locale) => {
      const read = readDay(typed, locale);
      if (read.kind !== "day") return;
      expect(isDay(read.day)).toBe(true);
      const sorted = (text: string) => [...text.replace(/[^1-9]/g, "")].sort().join("");
      // A year of two digits stands for one with a 20 before it.
      expect([sorted(typed), sorted(`2${typed}`)]).toContain(sorted(read.day));
    }),
  );
});

test("a day is shown in words, by the calendar that it was typed in", () => {
  expect(dayInWords("2027-01-15", "en-US")).toBe("Friday, January 15, 2027");
  expect(dayInWords("2027-01-15", "fr-CA", "long")).toBe("15 janvier 2027");
  expect(dayInWords("2027-01-15", "th-TH")).toContain("2027");
  expect(exampleDay(2027, "es-MX")).toBe("31/12/2027");
});

test("what was typed of a day is none", () => {
  for (const text of ["", "2027", "2027-1-5", "2027-02-30", "20270115", "0027-01-01"]) {
    expect(isDay(text), text).toBe(false);
  }
});
