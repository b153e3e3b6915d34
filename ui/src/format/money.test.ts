import { expect, test } from "vitest";
import { currencies } from "../ipc/fake/builders";
import { formatMoney } from "./money";
import { guessCurrency } from "./regions";

test("shows the largest amount exactly", () => {
  expect(formatMoney(9007199254740991, "USD", 2, "en-US")).toBe("$90,071,992,547,409.91");
});

test("takes the digits from the currency's exponent and not from the platform", () => {
  expect(formatMoney(12345, "HUF", 2, "en-US")).toBe("HUF\u00a0123.45");
  expect(formatMoney(1250, "JPY", 0, "en-US")).toBe("¥1,250");
  expect(formatMoney(1234500, "KWD", 3, "en-US")).toBe("KWD\u00a01,234.500");
});

test.each([
  ["en-US", "USD"],
  ["de", "EUR"],
  ["ja-JP", "JPY"],
  ["en-GB", "GBP"],
  ["ar-KW", "KWD"],
  ["eo", "USD"],
])("guesses the currency of %s as %s", (locale, currency) => {
  expect(
    guessCurrency(
      locale,
      currencies.map(({ code }) => code),
    ),
  ).toBe(currency);
});
