import { expect, test } from "vitest";
import { asFault, effectWords, faultWords } from "./faults";
import { aFault } from "./fake/builders";

test("every code says what happened and what to do next, in whole sentences", () => {
  for (const { title, next } of Object.values(faultWords)) {
    expect(title).toMatch(/^[A-Z].*\.$/);
    expect(next).toMatch(/^[A-Z].*\.$/);
  }
});

test("no code promises that what the user asked for just now goes on by itself", () => {
  for (const { next } of Object.values(faultWords)) {
    expect(next).not.toMatch(/^Paylink|need not/);
  }
});

test("every effect says whether something was made or emailed", () => {
  for (const words of Object.values(effectWords)) expect(words).toMatch(/\.$/);
});

test("a fault passes through, anything else becomes the cautious one", () => {
  const fault = aFault("keyNotAccepted");

  expect(asFault(fault)).toBe(fault);
  expect(asFault("boom")).toMatchObject({ code: "systemRefused", effect: "unknown" });
  expect(asFault(new Error("boom")).code).toBe("systemRefused");
  expect(asFault({ code: "madeUp", effect: "none", fields: [] }).code).toBe("systemRefused");
});
