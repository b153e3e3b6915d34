import { expect, test } from "vitest";
import { messengerText, sheet } from "./hand-over";

const link = {
  business: "Corner Studio",
  amount: "$45.00",
  description: "Logo design",
  url: "https://pay.example/merchant/pay-by-link?token=1",
  until: "December 26, 2026",
  holds: false,
};

test("a message names the business, what it is for, the amount, the link and its last day", () => {
  expect(messengerText(link)).toBe(
    "Hello,\n\nHere is the link to pay $45.00 to Corner Studio for Logo design:\n" +
      "https://pay.example/merchant/pay-by-link?token=1\n\n" +
      "It works until December 26, 2026.\n\nThank you!",
  );
});

test("what a link does not have leaves no gap in the message", () => {
  const bare = { ...link, business: "", amount: null, description: " ", until: null };

  expect(messengerText(bare)).toBe(
    `Hello,\n\nHere is the link for your payment:\n${link.url}\n\nThank you!`,
  );
});

test("a message about a hold says so behind the last day", () => {
  expect(messengerText({ ...link, holds: true })).toContain(
    "\n\nIt works until December 26, 2026. The amount is held on your card, and charged later.\n\n",
  );
  expect(messengerText({ ...link, until: null, holds: true })).toContain(
    `${link.url}\n\nThe amount is held`,
  );
});

test("a long description is cut in the message, the link never", () => {
  const url = `https://pay.example/?token=${"a".repeat(2000)}`;

  const text = messengerText({ ...link, description: "x".repeat(1024), url });

  expect(text).toContain(`${"x".repeat(159)}…`);
  expect(text).toContain(`\n${url}\n`);
});

test("the sheet tells the ways to pay that the link has", () => {
  expect(sheet.pay(["card"])).toBe("Pay there by card.");
  expect(sheet.pay(["card", "bankTransfer"])).toBe("Pay there by card or bank transfer.");
  expect(sheet.pay([])).toBe("Pay there.");
});
