// French of help.ts.

import type { Translation } from "../language";

const help: Translation<typeof import("../help")> = {
  help: {
    title: "Aide",
    chapters: "Chapitres",
    open: "Aide",
    openHint: "Aide (F1)",
    withThis: "Aide à ce sujet",
  },
};

export default help;
