// French words of ../kit.

import type { Translation } from "../language";
import { plural } from "../plural";

const form = plural("fr-CA");

const kit: Translation<typeof import("../kit")> = {
  kit: {
    close: "Fermer",
    charactersLeft: (count) => `${count} ${form(count, { one: "restant", other: "restants" })}`,
    charactersOver: (count) => `${count} de trop`,
    dateForm: (example) => `Par exemple ${example}`,
    dateNone: (example) => `Écrivez une date comme ${example}.`,
    dateUnclear: (one, other) => `Est-ce le ${one} ou le ${other}? Écrivez l’année d’abord.`,
  },
};

export default kit;
