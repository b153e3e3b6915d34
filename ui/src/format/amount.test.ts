import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAmount } from "./amount";
import { decimalFromMinor, editableAmount, formatMoney } from "./money";

const LOCALES = ["en-US", "de-DE", "fr-FR", "de-CH", "en-IN", "ja-JP", "pt-BR", "ar-EG", "sv-SE"];
const CURRENCIES = [
  ["JPY", 0],
  ["USD", 2],
  ["KWD", 3],
] as const;

const DOLLAR: readonly [string, number] = ["USD", 2];

const minor = (text: string, locale = "en-US", [currency, exponent] = DOLLAR) => {
  const parsed = parseAmount(text, currency, exponent, locale);
  return parsed.ok ? parsed.minor : parsed.problem.kind;
};

describe("reads", () => {
  test.each([
    ["45", "en-US", 4500],
    ["45.5", "en-US", 4550],
    ["45.", "en-US", 4500],
    [".5", "en-US", 50],
    ["1,234.56", "en-US", 123456],
    ["1,234", "en-US", 123400],
    ["1.234,56", "en-US", 123456],
    ["12,34", "en-US", 1234],
    ["$1,250.00", "en-US", 125000],
    ["USD 45", "en-US", 4500],
    ["1.234", "de-DE", 123400],
    ["45,00", "de-DE", 4500],
    ["45.00", "de-DE", 4500],
    ["45,00 $", "de-DE", 4500],
    ["$1,000.00 USD", "en-US", 100000],
    ["US$45", "en-US", 4500],
    ["1 234,50", "fr-FR", 123450],
    ["1’234.50", "de-CH", 123450],
    ["12,34,567.89", "en-IN", 123456789],
    ["٤٥٫٥", "ar-EG", 4550],
  ])("%s in %s", (text, locale, expected) => {
    expect(minor(text, locale)).toBe(expected);
  });

  test("three decimals where the currency has them", () => {
    expect(minor("1.234", "en-US", ["KWD", 3])).toBe(1234);
  });

  test("whole numbers where the currency has no decimals", () => {
    expect(minor("1,250", "en-US", ["JPY", 0])).toBe(1250);
  });
});

describe("refuses", () => {
  test.each([
    ["", "empty"],
    ["  ", "empty"],
    ["abc", "notANumber"],
    ["4 5", "notANumber"],
    ["1,23,4", "notANumber"],
    ["1.2.3", "notANumber"],
    ["1e5", "notANumber"],
    ["-5", "negative"],
    ["0.00", "zero"],
    ["45,5.1", "notANumber"],
    ["1.2345", "tooManyDecimals"],
    ["1.250", "ambiguous"],
    ["99999999999999999", "tooLarge"],
    ["45 EUR", "otherCurrency"],
    ["45k", "notANumber"],
    ["4５", "notANumber"],
    ["+5", "notANumber"],
  ])("%s as %s", (text, problem) => {
    expect(minor(text)).toBe(problem);
  });

  test("thousands that could be decimals of the currency", () => {
    expect(minor("1,234", "en-US", ["KWD", 3])).toBe("ambiguous");
  });

  test("decimals of a currency that has none", () => {
    expect(minor("12.5", "en-US", ["JPY", 0])).toBe("tooManyDecimals");
  });

  test("the sign of another currency is no part of an amount", () => {
    for (const text of ["45,00 €", "CA$45", "£45", "45 EUR", "eur45.50"]) {
      expect(minor(text)).toBe("otherCurrency");
    }
    for (const text of ["45 fee", "abc", "1,2,3"]) expect(minor(text)).toBe("notANumber");
  });

  test("a single letter behind the amount, which may mean thousands", () => {
    expect(minor("K45", "en-US", ["MMK", 2])).toBe(4500);
    expect(minor("45K", "en-US", ["MMK", 2])).toBe("notANumber");
  });

  test("what is ambiguous, naming both readings", () => {
    const parsed = parseAmount("1.250", "USD", 2, "en-US");

    expect(parsed).toEqual({ ok: false, problem: { kind: "ambiguous", readings: [125000, 125] } });
  });
});

describe("for every amount", () => {
  const amounts = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
  const locales = fc.constantFrom(...LOCALES);
  const currencies = fc.constantFrom(...CURRENCIES);

  test("what can be edited reads back as the same minor units", () => {
    fc.assert(
      fc.property(amounts, locales, currencies, (amount, locale, [currency, exponent]) => {
        const text = editableAmount(amount, exponent, locale);

        expect(parseAmount(text, currency, exponent, locale)).toEqual({ ok: true, minor: amount });
      }),
    );
  });

  test("what is shown reads back as the same minor units, or is refused, but never as another amount", () => {
    fc.assert(
      fc.property(amounts, locales, currencies, (amount, locale, [currency, exponent]) => {
        const parsed = parseAmount(
          formatMoney(amount, currency, exponent, locale),
          currency,
          exponent,
          locale,
        );

        expect(parsed.ok ? parsed.minor : amount).toBe(amount);
      }),
    );
  });

  test("any text gives a safe positive integer or a problem", () => {
    fc.assert(
      fc.property(fc.string(), locales, currencies, (text, locale, [currency, exponent]) => {
        const parsed = parseAmount(text, currency, exponent, locale);

        expect(parsed.ok ? Number.isSafeInteger(parsed.minor) && parsed.minor > 0 : true).toBe(
          true,
        );
      }),
    );
  });

  test("the decimal string has exactly the digits of the minor units", () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 4 }), (amount, exponent) => {
        const digits = decimalFromMinor(amount, exponent)
          .replace(".", "")
          .replace(/^0+(?=\d)/, "");

        expect(digits).toBe(String(amount));
      }),
    );
  });
});
