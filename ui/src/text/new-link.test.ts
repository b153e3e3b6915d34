import { expect, test } from "vitest";
import { createLabel, suggestedMessage } from "./new-link";
import { shareLabel } from "./share";

test("the button says exactly what it will do", () => {
  expect(createLabel("$45.00", ["jane@example.com"])).toBe(
    "Create $45.00 and email jane@example.com",
  );
  expect(createLabel("$45.00", [])).toBe("Create $45.00 link");
  expect(createLabel(null, [])).toBe("Create link");
  expect(createLabel(null, ["jane@example.com"])).toBe("Create link and email jane@example.com");
  expect(createLabel("$45.00", ["a@example.com", "b@example.com"])).toBe(
    "Create $45.00 and email 2 people",
  );
});

test("the share button says whom it emails", () => {
  expect(shareLabel(["jane@example.com"])).toBe("Email jane@example.com");
  expect(shareLabel(["a@example.com", "b@example.com", "c@example.com"])).toBe("Email 3 people");
});

test("the suggested message names the business, what it is for, and the amount", () => {
  const message = suggestedMessage({
    business: "Corner Studio",
    amount: "$45.00",
    description: "Logo design",
    until: "Dec 22, 2026",
  });

  expect(message).toContain("$45.00 for Logo design");
  expect(message).toContain("until Dec 22, 2026");
  expect(message).toContain("Corner Studio");
});

test("the suggested message stays within the limit whatever the description", () => {
  const message = suggestedMessage({
    business: "x".repeat(60),
    amount: "$90,071,992,547,409.91",
    description: "y".repeat(1024),
    until: "Dec 22, 2026",
  });

  expect(message.length).toBeLessThan(1024);
});
