// Minor units to text, exactly: the decimal string is made by moving digits, never by dividing.

import { language } from "../text/language";

/** `4500` and 2 make `"45.00"`. */
export function decimalFromMinor(minor: number, exponent: number): `${number}` {
  if (!Number.isSafeInteger(minor) || minor < 0) throw new Error(`not an amount: ${minor}`);
  const digits = String(minor).padStart(exponent + 1, "0");
  const cut = digits.length - exponent;
  const text = exponent === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  if (!isDecimal(text)) throw new Error(`not a decimal: ${text}`);
  return text;
}

/** The amount as the user's locale writes it, with the digits of the currency itself. */
export function formatMoney(
  minor: number,
  currency: string,
  exponent: number,
  locale: string,
): string {
  return moneyFormat(locale, currency, exponent).format(decimalFromMinor(minor, exponent));
}

/** The amount as one would type it: locale's own decimal sign, no grouping, no currency. */
export function editableAmount(minor: number, exponent: number, locale: string): string {
  return decimalFromMinor(minor, exponent).replace(".", separators(locale).decimal);
}

export type Separators = { decimal: string; group: string };

export function separators(locale: string): Separators {
  const kept = separatorsByLocale.get(locale);
  if (kept) return kept;
  const parts = new Intl.NumberFormat(locale, { minimumFractionDigits: 1 }).formatToParts(
    1234567.8,
  );
  const made = {
    decimal: parts.find((part) => part.type === "decimal")?.value ?? ".",
    group: parts.find((part) => part.type === "group")?.value ?? ",",
  };
  separatorsByLocale.set(locale, made);
  return made;
}

/** The name of a currency in the language of the interface; the code itself where there is none. */
export function currencyName(code: string): string {
  const tag = language();
  const kept = currencyNames.get(tag) ?? new Intl.DisplayNames(tag, { type: "currency" });
  currencyNames.set(tag, kept);
  return kept.of(code) ?? code;
}

const separatorsByLocale = new Map<string, Separators>();
const formats = new Map<string, Intl.NumberFormat>();
const currencyNames = new Map<string, Intl.DisplayNames>();

function moneyFormat(locale: string, currency: string, exponent: number): Intl.NumberFormat {
  const key = `${locale} ${currency} ${exponent}`;
  const kept = formats.get(key);
  if (kept) return kept;
  const made = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: exponent,
    maximumFractionDigits: exponent,
  });
  formats.set(key, made);
  return made;
}

function isDecimal(text: string): text is `${number}` {
  return /^\d+(\.\d+)?$/.test(text);
}
