import { expect, test } from "vitest";
import { formatBytes } from "./bytes";

test.each([
  [0, "0 bytes"],
  [999, "999 bytes"],
  [1000, "1 kB"],
  [4_194_304, "4.2 MB"],
  [120_000_000, "120 MB"],
  [5e12, "5,000 GB"],
])("%i bytes are %s", (bytes, text) => {
  expect(formatBytes(bytes, "en-US")).toBe(text);
});
