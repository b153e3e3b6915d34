// French of computer.ts.

import type { Translation } from "../language";

const computer: Translation<typeof import("../computer")> = {
  computer: {
    title: "Cet ordinateur",
    data: "Données sur cet ordinateur…",
    diagnosis: "Rapport de diagnostic…",
  },
};

export default computer;
