// Spanish of computer.ts.

import type { Translation } from "../language";

const computer: Translation<typeof import("../computer")> = {
  computer: {
    title: "Esta computadora",
    data: "Datos en esta computadora…",
    diagnosis: "Informe de diagnóstico…",
  },
};

export default computer;
