// Days stay days, moments become ages. The moment of reading is passed in.

import { time as words } from "../text/time";

/** `2026-12-22` as the locale writes a day; a day has no time zone and is not moved by one. */
export function formatDay(day: string, locale: string): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(at)) return day;
  return writer(locale, { dateStyle: "medium", timeZone: "UTC" }).format(at);
}

const DAY_MS = 86_400_000;

/** The day so many days after another one. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** How many days there are from one day to a later one; 0 to an earlier one, or to what is no day. */
export function daysBetween(from: string, to: string): number {
  const days = (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS;
  return days > 0 ? days : 0;
}

/** A moment as the locale writes day and time, in the zone of this computer. */
export function formatMoment(moment: string, locale: string): string {
  const at = Date.parse(moment);
  if (Number.isNaN(at)) return moment;
  return writer(locale, { dateStyle: "medium", timeStyle: "short" }).format(at);
}

/** "just now", "2 min ago", "3 h ago", "yesterday", then the day itself. */
export function formatAge(moment: string, now: number, locale: string): string {
  const at = Date.parse(moment);
  if (Number.isNaN(at)) return moment;
  const minutes = Math.floor((now - at) / 60_000);
  if (minutes < 1) return words.justNow;
  if (minutes < 60) return words.minutesAgo(minutes);
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return words.hoursAgo(hours);
  if (hours < 48) return words.yesterday;
  return words.onDay(writer(locale, { dateStyle: "medium" }).format(at));
}

/** "today", "yesterday", "Tuesday" within a week, then the day itself: by the calendar of this computer. */
export function formatRecentDay(moment: string, now: number, locale: string): string {
  const at = Date.parse(moment);
  if (Number.isNaN(at)) return moment;
  const days = Math.round((midnight(now) - midnight(at)) / 86_400_000);
  if (days === 0) return words.today;
  if (days === 1) return words.yesterday;
  const inTheWeek = days > 1 && days < 7;
  const style = inTheWeek ? ({ weekday: "long" } as const) : ({ dateStyle: "medium" } as const);
  return writer(locale, style).format(at);
}

function midnight(moment: number): number {
  return new Date(moment).setHours(0, 0, 0, 0);
}

/** "in 40 s", "in 3 min": how long until something is tried again. */
export function formatUntil(moment: string, now: number): string {
  const seconds = Math.max(0, Math.ceil((Date.parse(moment) - now) / 1000));
  if (Number.isNaN(seconds) || seconds <= 1) return words.now;
  if (seconds < 90) return words.inSeconds(seconds);
  return words.inMinutes(Math.round(seconds / 60));
}

/** The day of a moment in the zone of this computer, `YYYY-MM-DD`; a day stays itself. */
export function dayOf(moment: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(moment)) return moment;
  const at = Date.parse(moment);
  return Number.isNaN(at) ? moment : dayAt(at);
}

/** The day that it is at a moment, in the zone of this computer. */
export function dayAt(now: number): string {
  const at = new Date(now);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The time of day of a moment; nothing of a day, which has none. */
export function formatTime(moment: string, locale: string): string {
  const at = Date.parse(moment);
  if (Number.isNaN(at) || !moment.includes("T")) return "";
  return writer(locale, { timeStyle: "short" }).format(at);
}

/** That many days after a day. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

const writers = new Map<string, Intl.DateTimeFormat>();

/** Made once for each way of writing: making one costs more than a hundred uses. */
function writer(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const { dateStyle, timeStyle, timeZone, weekday } = options;
  const key = `${locale} ${dateStyle} ${timeStyle} ${timeZone} ${weekday}`;
  const kept = writers.get(key);
  if (kept) return kept;
  const made = new Intl.DateTimeFormat(locale, options);
  writers.set(key, made);
  return made;
}
