import { expect, test } from "vitest";
import { madeDays } from "./filters.svelte";

const at = new Date(2026, 2, 29, 23, 30).getTime();

test("days are this computer's days, and today counts", () => {
  expect(madeDays({ made: "today", from: "", to: "" }, at)).toEqual(["2026-03-29", null]);
  expect(madeDays({ made: "week", from: "", to: "" }, at)).toEqual(["2026-03-23", null]);
  expect(madeDays({ made: "month", from: "", to: "" }, at)).toEqual(["2026-02-28", null]);
  expect(madeDays({ made: "year", from: "", to: "" }, at)).toEqual(["2026-01-01", null]);
});

test("from day to day may be open at either end", () => {
  const from = "2026-01-05";
  expect(madeDays({ made: "between", from, to: "" }, at)).toEqual([from, null]);
  expect(madeDays({ made: "between", from: "", to: from }, at)).toEqual([null, from]);
  expect(madeDays({ made: null, from, to: from }, at)).toEqual([null, null]);
});
