// French words of ../kit.

import type { Translation } from "../language";
import { plural } from "../plural";

const form = plural("fr-CA");

const kit: Translation<typeof import("../kit")> = {
  kit: {
    close: "Fermer",
    charactersLeft: (count) => `${count} ${form(count, { one: "restant", other: "restants" })}`,
    charactersOver: (count) => `${count} de trop`,
  },
};

export default kit;
