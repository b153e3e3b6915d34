// Spanish words of ../kit.

import type { Translation } from "../language";

const kit: Translation<typeof import("../kit")> = {
  kit: {
    close: "Cerrar",
    charactersLeft: (count) => (count === 1 ? "queda 1" : `quedan ${count}`),
    charactersOver: (count) => `${count} de más`,
    dateForm: (example) => `Por ejemplo, ${example}`,
    dateNone: (example) => `Escriba una fecha como ${example}.`,
    dateUnclear: (one, other) => `¿Es el ${one} o el ${other}? Escriba primero el año.`,
  },
};

export default kit;
