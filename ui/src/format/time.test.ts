import { expect, test } from "vitest";
import { formatAge, formatDay, formatRecentDay, formatUntil } from "./time";

const NOW = Date.parse("2026-03-04T12:00:00Z");

test.each([
  ["2026-03-04T11:59:40Z", "just now"],
  ["2026-03-04T12:00:20Z", "just now"],
  ["2026-03-04T11:58:00Z", "2 min ago"],
  ["2026-03-04T09:00:00Z", "3 h ago"],
  ["2026-03-03T11:00:00Z", "yesterday"],
  ["2026-02-01T12:00:00Z", "Feb 1, 2026"],
])("the age of %s is %s", (moment, age) => {
  expect(formatAge(moment, NOW, "en-US")).toBe(age);
});

test.each([
  [0, "today"],
  [1, "yesterday"],
  [2, "Monday"],
  [6, "Thursday"],
  [7, "Feb 25, 2026"],
  [-1, "Mar 5, 2026"],
])("a moment %i days ago was on %s", (days, day) => {
  const noon = new Date(2026, 2, 4, 12).getTime();
  const moment = new Date(2026, 2, 4 - days, 23, 59);
  expect(formatRecentDay(moment.toISOString(), noon, "en-US")).toBe(day);
});

test("a day stays the same day in every time zone", () => {
  expect(formatDay("2026-12-22", "en-US")).toBe("Dec 22, 2026");
  expect(formatDay("2026-12-22", "de-DE")).toBe("22.12.2026");
});

test("what is no day is shown as it came", () => {
  expect(formatDay("soon", "en-US")).toBe("soon");
});

test.each([
  ["2026-03-04T12:00:30Z", "in 30 s"],
  ["2026-03-04T12:03:00Z", "in 3 min"],
  ["2026-03-04T11:59:00Z", "now"],
])("the next try at %s is %s", (moment, until) => {
  expect(formatUntil(moment, NOW)).toBe(until);
});
