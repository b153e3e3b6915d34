import fc from "fast-check";
import { expect, test } from "vitest";
import { wellFormed } from "./well-formed";

test("half a character is marked as damage, wherever it stands", () => {
  const request = { description: "Pizza \ud83c", recipients: [{ name: "\udf55Jane" }], amount: 45 };

  expect(wellFormed(request)).toEqual({
    description: "Pizza \ufffd",
    recipients: [{ name: "\ufffdJane" }],
    amount: 45,
  });
});

test("whole texts and everything else stay as they are", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(wellFormed(value)).toEqual(value);
    }),
  );
});
