// Text to minor units: exact, in the user's own notation, and refusing whatever two people could read differently.

import { marksOf, withoutMarks } from "./currency-marks";
import { separators } from "./money";

export type AmountProblem =
  | { kind: "empty" }
  | { kind: "notANumber" }
  /** Named in a currency that is not the one of the form. */
  | { kind: "otherCurrency" }
  | { kind: "negative" }
  | { kind: "zero" }
  | { kind: "tooLarge" }
  | { kind: "tooManyDecimals"; exponent: number }
  /** Two readings, each as minor units. */
  | { kind: "ambiguous"; readings: [number, number] };

export type ParsedAmount = { ok: true; minor: number } | { ok: false; problem: AmountProblem };

export function parseAmount(
  text: string,
  currency: string,
  exponent: number,
  locale: string,
): ParsedAmount {
  const bare = bareDigits(text, currency, locale);
  if (!/^[\d.,']*\d[\d.,']*$/.test(bare)) return refuse(noNumber(bare));

  const decimalSign = separators(locale).decimal === "," ? "," : ".";
  const own = read(bare, decimalSign);
  const ownMinor = own && toMinor(own, exponent);
  if (own?.hasDecimals && ownMinor !== undefined) return settle(ownMinor);

  const foreign = read(bare, decimalSign === "." ? "," : ".");
  const foreignMinor = foreign && toMinor(foreign, exponent);
  if (ownMinor !== undefined) {
    return foreignMinor === undefined || foreignMinor === ownMinor
      ? settle(ownMinor)
      : ambiguous(ownMinor, foreignMinor);
  }
  // What is left is not the locale's notation. Grouping alone cannot be told from decimals with a wrong sign.
  if (foreign && foreignMinor !== undefined) {
    if (foreign.hasDecimals || !own) return settle(foreignMinor);
    const cut = own.hasDecimals
      ? toMinor({ ...own, decimals: own.decimals.slice(0, exponent) }, exponent)
      : undefined;
    return ambiguous(foreignMinor, cut ?? foreignMinor);
  }
  if (own ?? foreign) return refuse({ kind: "tooManyDecimals", exponent });
  return refuse({ kind: "notANumber" });
}

function noNumber(bare: string): AmountProblem {
  if (bare === "") return { kind: "empty" };
  if (/^[-−(]/u.test(bare)) return { kind: "negative" };
  const isElse = /^[A-Z]{0,3}\p{Sc}|\p{Sc}$/u.test(bare) || namesCurrency(bare);
  return { kind: isElse ? "otherCurrency" : "notANumber" };
}

/** A code on either side of a number, as `45 EUR`. */
function namesCurrency(bare: string): boolean {
  const [, before, after] = /^(?:([a-z]{3})\s*\d|.*\d\s*([a-z]{3})$)/i.exec(bare) ?? [];
  const code = before ?? after;
  return code !== undefined && Intl.supportedValuesOf("currency").includes(code.toUpperCase());
}

type Reading = { whole: string; decimals: string; hasDecimals: boolean };

const WHOLE_GROUPED = /^(\d+|[1-9]\d{0,2}(G\d{3})+|[1-9]\d?(G\d{2})+G\d{3})$/;

/** Reads the text with the given decimal sign, the other sign or an apostrophe grouping. */
function read(text: string, decimalSign: "." | ","): Reading | undefined {
  const [whole = "", decimals, ...more] = text.split(decimalSign);
  if (more.length > 0 || (decimals !== undefined && !/^\d*$/.test(decimals))) return undefined;
  const group = decimalSign === "." ? "," : ".";
  if (whole.includes(group) && whole.includes("'")) return undefined;
  const marked = whole.replaceAll(group, "G").replaceAll("'", "G");
  if (!WHOLE_GROUPED.test(marked) && !(whole === "" && decimals)) return undefined;
  return {
    whole: marked.replaceAll("G", ""),
    decimals: decimals ?? "",
    hasDecimals: decimals !== undefined,
  };
}

function toMinor(reading: Reading, exponent: number): bigint | undefined {
  if (reading.decimals.length > exponent) return undefined;
  return BigInt(reading.whole + reading.decimals.padEnd(exponent, "0"));
}

function settle(minor: bigint): ParsedAmount {
  if (minor === 0n) return refuse({ kind: "zero" });
  if (minor > BigInt(Number.MAX_SAFE_INTEGER)) return refuse({ kind: "tooLarge" });
  return { ok: true, minor: Number(minor) };
}

function ambiguous(one: bigint, other: bigint): ParsedAmount {
  if (one > BigInt(Number.MAX_SAFE_INTEGER)) return refuse({ kind: "tooLarge" });
  return refuse({ kind: "ambiguous", readings: [Number(one), Number(other)] });
}

function refuse(problem: AmountProblem): ParsedAmount {
  return { ok: false, problem };
}

/** Locale digits become ASCII; what names the currency, unseen marks and spaces between digits go away. */
function bareDigits(text: string, currency: string, locale: string): string {
  const bare = withoutMarks(tidy(text), marksOf(currency, locale));
  return asciiDigits(bare, locale)
    .replaceAll("٫", ".")
    .replaceAll("٬", ",")
    .replaceAll("’", "'")
    .replace(/(?<=\d) (?=\d{2,3}(?!\d))/g, "'")
    .trim();
}

/** Every gap is a plain space, and nothing turns the direction. */
function tidy(text: string): string {
  return text
    .replace(/[\u200e\u200f\u061c]/g, "")
    .replace(/\s/g, " ")
    .trim();
}

function asciiDigits(text: string, locale: string): string {
  const digits = localeDigits(locale);
  if (digits[0] === "0") return text;
  return digits.reduce((so, digit, index) => so.replaceAll(digit, String(index)), text);
}

const digitsByLocale = new Map<string, string[]>();

function localeDigits(locale: string): string[] {
  const kept = digitsByLocale.get(locale);
  if (kept) return kept;
  const format = new Intl.NumberFormat(locale, { useGrouping: false });
  const made = Array.from({ length: 10 }, (_, digit) => format.format(digit));
  digitsByLocale.set(locale, made);
  return made;
}
