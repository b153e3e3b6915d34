import { expect, test } from "vitest";
import { lastRecipients } from "./share.svelte";

const share = (email: string, at: string) => ({ name: "", email, at });

test("the last recipients are those of the last press, each once", () => {
  const shares = [
    share("jane@example.com", "2026-03-04T12:00:02Z"),
    share("accounts@workshop.example", "2026-03-04T12:00:00Z"),
    share("jane@example.com", "2026-03-04T11:59:59Z"),
    share("hello@garden.example", "2026-03-01T12:00:00Z"),
  ];

  expect(lastRecipients(shares).map(({ email }) => email)).toEqual([
    "jane@example.com",
    "accounts@workshop.example",
  ]);
});

test("a link that was never shared has none", () => {
  expect(lastRecipients([])).toEqual([]);
});
