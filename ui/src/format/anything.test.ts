// Whatever the gateway, another program, or a paste brings to what puts things into words: it is answered with a text.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fit } from "../state/fuzzy";
import { likelyMeant } from "./email";
import { shortcutText } from "./shortcut";
import { siteOf } from "./site";
import {
  dayOf,
  daysBetween,
  formatAge,
  formatDay,
  formatMoment,
  formatRecentDay,
  formatTime,
  formatUntil,
} from "./time";

const NOW = Date.parse("2026-11-26T12:00:00Z");
const LOCALES = ["en-US", "fr-CA", "es", "ar-EG", "th-TH-u-ca-buddhist"];

const anything = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.stringMatching(/^[-+]?\d{1,6}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?$/),
  fc.stringMatching(/^[a-z+.]{0,12}:\/{0,3}[\w.\-@:%[\]]{0,30}$/),
  fc.constantFrom(
    "",
    "__proto__",
    "constructor",
    "toString",
    "javascript:alert(1)",
    "Control+__proto__",
    "\u202e",
  ),
);

describe("any text", () => {
  test("is a day, a moment or an age, or is shown as it is", () => {
    fc.assert(
      fc.property(anything, fc.constantFrom(...LOCALES), (text, locale) => {
        for (const said of [
          formatDay(text, locale),
          formatMoment(text, locale),
          formatAge(text, NOW, locale),
          formatRecentDay(text, NOW, locale),
          formatUntil(text, NOW),
          formatTime(text, locale),
          dayOf(text),
        ]) {
          expect(typeof said).toBe("string");
        }
        expect(daysBetween(text, "2026-11-26")).toBeGreaterThanOrEqual(0);
        expect(daysBetween("2026-11-26", text)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 2_000 },
    );
  });

  test("leads to a website without a path, or to none", () => {
    fc.assert(
      fc.property(anything, (text) => {
        const site = siteOf(text);
        expect(site === null || /^[^/\\\s@?#]+$/.test(site)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test("is keys in words, an address that was meant, and fits or does not", () => {
    fc.assert(
      fc.property(anything, anything, (text, other) => {
        expect(typeof shortcutText(text, true)).toBe("string");
        expect(typeof shortcutText(text, false)).toBe("string");
        const meant = likelyMeant(text);
        expect(meant === undefined || meant.split("@").length >= 2).toBe(true);
        const by = fit(text, other);
        expect(by === undefined || Number.isFinite(by)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
