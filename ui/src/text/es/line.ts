// Spanish words of ../line.

import type { Translation } from "../language";

const line: Translation<typeof import("../line")> = {
  line: {
    hint: "O todo en una línea: 45 anticipo jane@example.com",
    reads: "Cómo se lee",
    noAmount: "Todavía sin importe",
    what: (description) => `por ${description}`,
    who: (who) => `Correo a ${who}`,
    nobodyEmailed: "No se envía ningún correo",
    notAPerson: (words) => `“${words}” no es una persona`,
    whichAmount: "¿Cuál es el importe? Elíjalo, o escriba la moneda a su lado.",
    whichPerson: (words) => `¿A quién se refiere “${words}”?`,
    nobody: (words) =>
      `Nadie a quien haya escrito antes se llama “${words}”. Escriba la dirección completa o quite la @.`,
  },
};

export default line;
