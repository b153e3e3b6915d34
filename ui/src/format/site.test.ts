import { expect, test } from "vitest";
import { siteOf } from "./site";

test("an address leads to its host, whatever else is in it", () => {
  expect(siteOf("https://pay.example/merchant/pay-by-link?token=1")).toBe("pay.example");
  expect(siteOf("https://bank.example@evil.example/")).toBe("evil.example");
  expect(siteOf("http://127.0.0.1:49152/pay")).toBe("127.0.0.1:49152");
});

test("what is no address leads nowhere", () => {
  expect(siteOf("")).toBeNull();
  expect(siteOf("pay.example")).toBeNull();
  expect(siteOf("mailto:jane@example.com")).toBeNull();
});
