// Spanish of help.ts.

import type { Translation } from "../language";

const help: Translation<typeof import("../help")> = {
  help: {
    title: "Ayuda",
    chapters: "Capítulos",
    open: "Ayuda",
    openHint: "Ayuda (F1)",
    withThis: "Ayuda con esto",
  },
};

export default help;
