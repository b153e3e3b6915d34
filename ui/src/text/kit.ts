// Words of the parts that know no concept of the product.

import { words } from "./language";

export const kit = words("kit", {
  close: "Close",
  charactersLeft: (count: number) => `${count} left`,
  charactersOver: (count: number) => `${count} too many`,
  dateForm: (example: string) => `Such as ${example}`,
  dateNone: (example: string) => `Write a date like ${example}.`,
  dateUnclear: (one: string, other: string) => `Is that ${one} or ${other}? Write the year first.`,
});
