// Days as people type them. A day is `YYYY-MM-DD`: it has no time and no time zone, and no text is taken for a day that it
// might not mean.

export type DayRead =
  | { kind: "day"; day: string }
  | { kind: "empty" }
  /** Not a whole day, or one that no calendar has. */
  | { kind: "none" }
  | { kind: "ambiguous"; readings: readonly [string, string] };

type Part = "year" | "month" | "day";
type Order = readonly Part[];

const YEAR_FIRST: Order = ["year", "month", "day"];
const MONTH_FIRST: Order = ["month", "day", "year"];
const DAY_FIRST: Order = ["day", "month", "year"];

/** Nobody means an earlier one; and so eight digits in a row read only one way. */
const YEAR_MIN = 1900;

/**
 * Reads a day in the order of the locale, or with the year first as everywhere; with any signs between its parts, or with
 * none in eight digits. Where the locale itself has the year first, other orders count as far as only one of them is a day.
 */
export function readDay(text: string, locale: string): DayRead {
  const typed = text.replace(/[\u200e\u200f\u061c]/g, "").trim();
  if (typed === "") return { kind: "empty" };
  if (!/^\d+([\s./,-]+\d+)*\.?$/.test(typed)) return { kind: "none" };
  const groups = typed.match(/\d+/g) ?? [];
  const own = shapeOf(locale).order;
  const yearLast = own[0] === "year" ? [DAY_FIRST, MONTH_FIRST] : [own];
  const days = [YEAR_FIRST, ...yearLast].flatMap((order) => inOrder(groups, order, own) ?? []);
  const [one, other] = new Set(days);
  if (one === undefined) return { kind: "none" };
  if (other !== undefined) return { kind: "ambiguous", readings: [one, other] };
  return { kind: "day", day: one };
}

/** As it is typed: in digits, in the order and with the sign of the locale. */
export function writeDay(day: string, locale: string): string {
  const [year, month, ofMonth] = day.split("-");
  const { order, sign } = shapeOf(locale);
  const parts = { year, month, day: ofMonth };
  return order.map((part) => parts[part]).join(sign);
}

/** A day in whole words, with its weekday unless it is one of several. */
export function dayInWords(day: string, locale: string, style: "full" | "long" = "full"): string {
  const key = `${locale} ${style}`;
  let writer = writers.get(key);
  if (!writer) {
    writer = new Intl.DateTimeFormat(locale, {
      dateStyle: style,
      calendar: "gregory",
      timeZone: "UTC",
    });
    writers.set(key, writer);
  }
  return writer.format(Date.parse(day));
}

const writers = new Map<string, Intl.DateTimeFormat>();

/** Whether that is a day, and not what somebody has typed of one. */
export function isDay(text: string): boolean {
  const [, year = "", month = "", day = ""] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  return dayOfParts(year, month, day) === text;
}

/** The last day of that year, which shows the order of a locale, as it is typed. */
export function exampleDay(year: number, locale: string): string {
  return writeDay(`${year}-12-31`, locale);
}

function inOrder(groups: readonly string[], order: Order, own: Order): string | undefined {
  const [first = ""] = groups;
  const parts = groups.length === 1 && first.length === 8 ? cut(first, order) : groups;
  if (parts.length !== 3) return undefined;
  const found = { year: "", month: "", day: "" };
  order.forEach((part, at) => (found[part] = parts[at] ?? ""));
  // Of two digits only where nobody writes the year first.
  const isShort = found.year.length === 2 && order === own && order !== YEAR_FIRST;
  return dayOfParts(isShort ? `20${found.year}` : found.year, found.month, found.day);
}

function cut(digits: string, order: Order): string[] {
  let at = 0;
  return order.map((part) => digits.slice(at, (at += part === "year" ? 4 : 2)));
}

/** Undefined where the calendar has no such day. */
function dayOfParts(year: string, month: string, day: string): string | undefined {
  if (year.length !== 4 || Number(year) < YEAR_MIN || month.length > 2 || day.length > 2) {
    return undefined;
  }
  const text = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const at = new Date(`${text}T00:00:00Z`);
  // February 30 would be one in March.
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : undefined;
}

type Shape = { order: Order; sign: string };

const shapes = new Map<string, Shape>();

function shapeOf(locale: string): Shape {
  const kept = shapes.get(locale);
  if (kept) return kept;
  const parts = new Intl.DateTimeFormat(locale, {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    calendar: "gregory",
    numberingSystem: "latn",
    timeZone: "UTC",
  }).formatToParts(0);
  const types = parts.map(({ type }) => type);
  const at = (part: Part) => types.indexOf(part);
  const order =
    at("year") < at("day") ? YEAR_FIRST : at("month") < at("day") ? MONTH_FIRST : DAY_FIRST;
  const between = parts.find(({ type }, nth) => type === "literal" && nth > 0)?.value ?? "";
  const shape = { order, sign: /[-./]/.exec(between)?.[0] ?? "/" };
  shapes.set(locale, shape);
  return shape;
}
