// Amounts as people write them in twelve places, in every currency: read back exactly, or refused.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { currencies } from "../ipc/fake/builders";
import { parseAmount } from "./amount";
import { editableAmount, formatMoney } from "./money";

type Notation = { locale: string; decimal: "." | ","; group: string; lakh?: true };

/** Written down by hand, so that the platform's idea of a locale cannot agree with itself. */
const NOTATIONS: readonly Notation[] = [
  { locale: "en-US", decimal: ".", group: "," },
  { locale: "en-CA", decimal: ".", group: "," },
  { locale: "en-IN", decimal: ".", group: ",", lakh: true },
  { locale: "es-MX", decimal: ".", group: "," },
  { locale: "de-CH", decimal: ".", group: "’" },
  { locale: "fr-CA", decimal: ",", group: "\u00a0" },
  { locale: "fr-FR", decimal: ",", group: "\u202f" },
  { locale: "sv-SE", decimal: ",", group: " " },
  { locale: "de-DE", decimal: ",", group: "." },
  { locale: "es-ES", decimal: ",", group: "." },
  { locale: "it-IT", decimal: ",", group: "." },
  { locale: "pt-BR", decimal: ",", group: "." },
];

/** Ten million with `npm run test:amounts`, which takes an hour; a slice of them in every run. */
const ALL_UP_TO = import.meta.env.MODE === "amounts" ? 10_000_000 : 100_000;

const BY_EXPONENT = [
  ["JPY", 0],
  ["USD", 2],
  ["KWD", 3],
] as const;

const SAMPLES = [
  1, 5, 10, 45, 99, 100, 999, 1000, 1005, 1250, 9999, 10000, 12345, 100000, 123456, 1000000,
  1234567, 99999999, 123456789012, 9007199254740990, 9007199254740991,
];

describe.each(NOTATIONS)("in $locale", (notation) => {
  const { locale } = notation;

  test("every amount up to 100,000 minor units is exact with no, two and three decimals", () => {
    const wrong: string[] = [];
    for (const [code, exponent] of BY_EXPONENT) {
      for (let minor = 0; minor <= ALL_UP_TO; minor++) {
        const typed = write(minor, exponent, notation);
        const read = minorOf(typed, code, exponent, locale);
        if (read !== (minor || "zero")) wrong.push(`${typed} ${code}: ${read}`);
      }
    }
    expect(wrong).toEqual([]);
  }, 3_600_000);

  test("in every currency what is typed is what is read, shown, and read again", () => {
    const wrong: string[] = [];
    for (const { code, exponent } of currencies) {
      for (const minor of SAMPLES) {
        const shown = formatMoney(minor, code, exponent, locale);
        for (const typed of [...waysToWrite(minor, code, exponent, notation), shown]) {
          const read = minorOf(typed, code, exponent, locale);
          if (read !== minor) wrong.push(`${typed}: ${read}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test("whole thousands that could be decimals are questioned, and are never another amount", () => {
    for (const { code, exponent } of currencies) {
      const typed = `1${notation.group}234`;
      const could = exponent >= 3 && /[.,]/.test(notation.group);

      const read = minorOf(typed, code, exponent, locale);

      expect(read, `${typed} ${code}`).toBe(could ? "ambiguous" : 1234 * 10 ** exponent);
    }
  });

  test("any amount written as elsewhere is read as it was meant, or refused", () => {
    const elsewhere = fc.constantFrom(...NOTATIONS);
    const minors = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    const wholeOrHundredths = fc.constantFrom(["JPY", 0] as const, ["USD", 2] as const);
    fc.assert(
      fc.property(minors, elsewhere, wholeOrHundredths, (minor, other, [code, exponent]) => {
        const read = minorOf(write(minor, exponent, other), code, exponent, locale);

        expect(typeof read === "number" ? read : minor).toBe(minor);
      }),
      { numRuns: 300 },
    );
  });

  test("any amount in any currency is exact from the field to the screen and back", () => {
    const minors = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(minors, fc.constantFrom(...currencies), (minor, { code, exponent }) => {
        for (const typed of [
          editableAmount(minor, exponent, locale),
          formatMoney(minor, code, exponent, locale),
          ...waysToWrite(minor, code, exponent, notation),
        ]) {
          expect(minorOf(typed, code, exponent, locale), typed).toBe(minor);
        }
      }),
      { numRuns: 500 },
    );
  });
});

test("there are all 171 currencies to be read", () => {
  expect(currencies).toHaveLength(171);
  expect(new Set(currencies.map(({ exponent }) => exponent))).toEqual(new Set([0, 2, 3, 4]));
});

function minorOf(typed: string, code: string, exponent: number, locale: string): number | string {
  const parsed = parseAmount(typed, code, exponent, locale);
  return parsed.ok ? parsed.minor : parsed.problem.kind;
}

function waysToWrite(minor: number, code: string, exponent: number, notation: Notation): string[] {
  const bare = plain(minor, exponent, notation);
  const grouped = write(minor, exponent, notation);
  return [
    bare,
    grouped,
    ` ${grouped} `,
    `${code} ${grouped}`,
    `${grouped} ${code}`,
    `${bare}${code.toLowerCase()}`,
  ];
}

/** All decimals, no grouping. */
function plain(minor: number, exponent: number, { decimal }: Notation): string {
  const [whole, decimals] = parts(minor, exponent);
  return decimals === "" ? whole : whole + decimal + decimals;
}

/** All decimals, thousands grouped. */
function write(minor: number, exponent: number, notation: Notation): string {
  const [whole, decimals] = parts(minor, exponent);
  const gap = notation.lakh ? /\B(?=(\d{2})*\d{3}$)/g : /\B(?=(\d{3})+$)/g;
  const grouped = whole.replace(gap, notation.group);
  return decimals === "" ? grouped : grouped + notation.decimal + decimals;
}

function parts(minor: number, exponent: number): [string, string] {
  const digits = String(minor).padStart(exponent + 1, "0");
  const cut = digits.length - exponent;
  return [digits.slice(0, cut), digits.slice(cut)];
}
