import { expect, test } from "vitest";
import { likelyMeant } from "./email";

test.each([
  ["jane@gmial.com", "jane@gmail.com"],
  ["jane@gmail.con", "jane@gmail.com"],
  ["jane@gmail.co", "jane@gmail.com"],
  ["jane@hotnail.com", "jane@hotmail.com"],
  ["jane@yaho.com", "jane@yahoo.com"],
  ["jane@outlookk.com", "jane@outlook.com"],
])("asks about %s", (typed, meant) => {
  expect(likelyMeant(typed)).toBe(meant);
});

test.each([
  "jane@gmail.com",
  "jane@ymail.com",
  "jane@mail.com",
  "jane@example.com",
  "jane@yahoo.co.uk",
  "jane",
  "@gmial.com",
  "",
])("leaves %s alone", (typed) => {
  expect(likelyMeant(typed)).toBeUndefined();
});
