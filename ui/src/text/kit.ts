// Words of the parts that know no concept of the product.

import { words } from "./language";

export const kit = words("kit", {
  close: "Close",
  charactersLeft: (count: number) => `${count} left`,
  charactersOver: (count: number) => `${count} too many`,
});
