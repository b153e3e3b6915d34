// Words of the screen in place of all others while the data is out of reach.

import { words } from "./language";

export const noData = words("noData", {
  heldByAnother: "Nothing is sent from here, and nothing is lost.",
  outOfReach: "Nothing is sent while it is so.",
  recent: "The links used last",
});
