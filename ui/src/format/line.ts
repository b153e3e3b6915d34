// A whole link in one line: "45 deposit jane". What reads in exactly one way is taken; everything else is a question.

import { parseAmount, type ParsedAmount } from "./amount";
import { marksOf, withoutMarks } from "./currency-marks";
import { separators } from "./money";

export type KnownPerson = { readonly name: string; readonly email: string };

export type LineContext = {
  readonly currency: string;
  /** Decimals of the currency. */
  readonly exponent: number;
  readonly locale: string;
  /** The codes of all currencies. */
  readonly codes: readonly string[];
  /** Who was written to before. */
  readonly people: readonly KnownPerson[];
  /** Words that are nobody's name, because the user said so. */
  readonly plainWords: readonly string[];
};

export type LineReading = {
  /** What is the amount, as it was typed; empty where there is none, or several may be it. */
  readonly amount: string;
  readonly parsed: ParsedAmount;
  /** Where several may be the amount: each of them, and the line that says so. */
  readonly amounts: readonly { readonly minor: number; readonly line: string }[];
  readonly description: string;
  /** Whom to email. An address that is not whole is here as it was typed. */
  readonly people: readonly KnownPerson[];
  /** Words that a person was completed from; null where an address was typed. */
  readonly completedFrom: string | null;
  /** Nobody could take it for anything else: an address, a name marked by `@`, or a whole name after other words. */
  readonly sure: boolean;
  /** Words that are the beginning of several people's names. */
  readonly maybe: { readonly words: string; readonly people: readonly KnownPerson[] } | null;
  /** A name marked by `@` that nobody has. */
  readonly nobody: string | null;
};

/** Whether a text in the place of an amount is more than one. */
export function isLine(text: string, context: LineContext): boolean {
  const parts = split(text);
  if (parts.length < 2) return false;
  if (parseOf(text, context).ok) return false;
  return parts.some((part) => /\p{L}/u.test(part) && !isMark(part, context));
}

export function readLine(text: string, context: LineContext): LineReading {
  const parts = split(text);
  const numbers = numbersIn(parts, context);
  const money = theAmount(numbers, context);
  const inAmount = money ? [money] : numbers.length > 1 ? numbers : [];
  const words = parts.filter((_, at) => !inAmount.some(({ from, to }) => from <= at && at < to));
  const read = {
    amount: money?.text ?? "",
    parsed: money?.parsed ?? { ok: false as const, problem: { kind: "empty" as const } },
    amounts: money ? [] : choices(numbers, parts, context),
  };
  // Without knowing which number is the amount, the others belong to what it is for.
  const spoken = money || numbers.length < 2 ? words : parts;
  return { ...read, ...peopleIn(spoken, context) };
}

/** The same line, with these of its words replaced. */
export function replaceIn(text: string, words: string, by: string): string {
  const at = text.lastIndexOf(words);
  return at < 0 ? text : text.slice(0, at) + by + text.slice(at + words.length);
}

// ---- The amount ------------------------------------------------------------------------------------------------------

type Number = {
  /** Its place among the parts. */
  from: number;
  to: number;
  text: string;
  parsed: ParsedAmount;
  /** It names a currency. */
  isMarked: boolean;
};

/** Everything that may be the amount, with the mark of a currency that stands beside it. */
function numbersIn(parts: readonly string[], context: LineContext): Number[] {
  const found: Number[] = [];
  for (let at = 0; at < parts.length; at++) {
    const isBefore = isMark(parts[at] ?? "", context);
    const from = isBefore ? at + 1 : at;
    if (!isNumber(parts[from] ?? "", context)) continue;
    const end = from + grouped(parts.slice(from), context);
    // A mark behind belongs to the next number, if there is one and none before: "45 $ 12" is left open.
    const isBehind =
      isMark(parts[end] ?? "", context) && (isBefore || !isNumber(parts[end + 1] ?? "", context));
    const to = isBehind ? end + 1 : end;
    found.push(numberOf(parts, at, to, context));
    at = to - 1;
  }
  return found;
}

function numberOf(
  parts: readonly string[],
  from: number,
  to: number,
  context: LineContext,
): Number {
  const text = parts.slice(from, to).join(" ");
  const isMarked = /[\p{L}\p{Sc}]/u.test(text);
  const parsed = parseOf(text, context);
  // What stands beside the number is the mark of a currency, and not of this one.
  const isForeign = isMarked && !parsed.ok && parsed.problem.kind === "notANumber";
  const problem = { kind: "otherCurrency" as const };
  return { from, to, text, parsed: isForeign ? { ok: false, problem } : parsed, isMarked };
}

/** It does not break, so what is written with it stays one. It is pasted now and then, never typed. */
const GAP = "\u00a0";

/** How the number begins that the user chose among several. */
function chosenBegins(currency: string): string {
  return currency + GAP;
}

/**
 * The one that must be it: the only one; the one that was chosen; the only one that names a currency; or the first, if it
 * alone has decimals.
 */
function theAmount(numbers: readonly Number[], { currency }: LineContext): Number | undefined {
  const [first, ...others] = numbers;
  if (!first || others.length === 0) return first;
  const chosen = numbers.filter(({ text }) => text.startsWith(chosenBegins(currency)));
  if (chosen.length === 1) return chosen[0];
  const marked = numbers.filter((number) => number.isMarked);
  if (marked.length > 0) return marked.length === 1 ? marked[0] : undefined;
  const hasDecimals = ({ text }: Number) => /[.,]\d*$/.test(text);
  return first.from === 0 && hasDecimals(first) && !others.some(hasDecimals) ? first : undefined;
}

/** What the amount may be where several may be it; neighbours may also be one that is grouped by spaces. */
function choices(numbers: readonly Number[], parts: readonly string[], context: LineContext) {
  const joined = numbers.flatMap((number, at) => {
    const next = numbers[at + 1];
    if (next?.from !== number.to) return [];
    return [numberOf(parts, number.from, next.to, context)];
  });
  return [...joined, ...numbers].flatMap(({ from, to, text, parsed }) => {
    if (!parsed.ok) return [];
    const { currency, locale } = context;
    const number = withoutMarks(text, marksOf(currency, locale)).replaceAll(" ", GAP);
    const said = chosenBegins(currency) + number;
    const line = [...parts.slice(0, from), said, ...parts.slice(to)].join(" ");
    return [{ minor: parsed.minor, line }];
  });
}

/** A number grouped by spaces, in a language that does so, and with decimals behind: that is one. Gives how many parts. */
function grouped(parts: readonly string[], context: LineContext): number {
  if (!/^\s$/.test(separators(context.locale).group) || !/^\d{1,3}$/.test(parts[0] ?? "")) return 1;
  const end = parts.findIndex((part, at) => at > 0 && !/^\d{3}$/.test(part));
  return end > 0 && /^\d{3}[.,]\d+$/.test(parts[end] ?? "") ? end + 1 : 1;
}

/** Digits, as an amount is written; a problem of the amount is still an amount. */
function isNumber(part: string, context: LineContext): boolean {
  if (!/\p{Nd}/u.test(part)) return false;
  const parsed = parseOf(part, context);
  return parsed.ok || (parsed.problem.kind !== "notANumber" && parsed.problem.kind !== "empty");
}

/** Small letters mean a currency only where hardly anything else is meant by them. */
const CODES_IN_SMALL_LETTERS = ["usd", "eur", "gbp", "jpy", "chf"];

function isMark(part: string, context: LineContext): boolean {
  return (
    marksOf(context.currency, context.locale).includes(part) ||
    /^\p{Lu}{0,2}\p{Sc}$/u.test(part) ||
    context.codes.includes(part) ||
    CODES_IN_SMALL_LETTERS.includes(part)
  );
}

function parseOf(text: string, { currency, exponent, locale }: LineContext): ParsedAmount {
  return parseAmount(text, currency, exponent, locale);
}

// ---- People ----------------------------------------------------------------------------------------------------------

type Who = Pick<
  LineReading,
  "description" | "people" | "completedFrom" | "sure" | "maybe" | "nobody"
>;

const NO_ONE = { people: [], completedFrom: null, sure: true, maybe: null, nobody: null };

function peopleIn(words: readonly string[], context: LineContext): Who {
  const addresses = words.filter((word) => /^.[^@]*@/.test(word));
  if (addresses.length > 0) {
    const people = addresses.map((word) => addressee(word, context));
    const rest = words.filter((word) => !addresses.includes(word));
    return { ...NO_ONE, description: withoutTo(rest), people };
  }
  const marked = words.findLastIndex((word) => /^@./.test(word));
  if (marked >= 0) {
    const rest = words.filter((_, at) => at !== marked);
    return named([words[marked]?.slice(1) ?? ""], rest, words[marked] ?? "", context, true);
  }
  for (let count = Math.min(3, words.length); count > 0; count--) {
    const name = words.slice(words.length - count);
    const who = named(name, words.slice(0, -count), name.join(" "), context, false);
    if (who.people.length > 0 || who.maybe) return who;
  }
  return { ...NO_ONE, description: words.join(" ") };
}

function named(
  name: readonly string[],
  rest: readonly string[],
  words: string,
  context: LineContext,
  isMarked: boolean,
): Who {
  const wanted = fold(name.join(" "));
  const isPlain = !isMarked && (wanted.length < 2 || context.plainWords.includes(words));
  const found = isPlain ? [] : context.people.filter((person) => begins(person, wanted));
  const [person] = found;
  const description = withoutTo(rest);
  if (found.length > 1) return { ...NO_ONE, description, maybe: { words, people: found } };
  if (!person) return { ...NO_ONE, description, nobody: isMarked ? words : null };
  const sure = isMarked || (rest.length > 0 && isWhole(person, wanted));
  return { ...NO_ONE, description, people: [person], completedFrom: words, sure };
}

/** An address as typed, with the name that is known for it. */
function addressee(word: string, context: LineContext): KnownPerson {
  const email = word.replace(/^[<(]+|[>),;.]+$/g, "");
  const known = context.people.find((person) => fold(person.email) === fold(email));
  return { email, name: known?.name ?? "" };
}

/** Several words are a name from its start; one word may be any of its names, or the beginning of the address. */
function begins({ name, email }: KnownPerson, wanted: string): boolean {
  if (fold(name).startsWith(wanted)) return true;
  if (wanted.includes(" ")) return false;
  return fold(email).startsWith(wanted) || namesOf(name).some((part) => part.startsWith(wanted));
}

function isWhole({ name, email }: KnownPerson, wanted: string): boolean {
  const [local = ""] = fold(email).split("@");
  return [fold(name), local, ...namesOf(name)].includes(wanted);
}

function namesOf(name: string): string[] {
  return fold(name).split(/[\s-]+/);
}

/** Accents and capitals do not matter, nor what is written behind a word. */
function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .trim()
    .replace(/[,;.!?]+$/, "");
}

/** What leads to a name, in the languages that people write in. */
const LEADING_TO_A_NAME = ["for", "to", "an", "für", "para", "pour", "à", "per", "voor", "aan"];

function withoutTo(words: readonly string[]): string {
  const last = words.at(-1)?.toLowerCase() ?? "";
  return (LEADING_TO_A_NAME.includes(last) ? words.slice(0, -1) : words).join(" ");
}

/** A gap that does not break belongs to a number. */
function split(text: string): string[] {
  return text.split(/[ \t\r\n]+/).filter((part) => part !== "");
}
