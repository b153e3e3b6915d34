// Spanish words of ../told.

import type { Translation } from "../language";

const told: Translation<typeof import("../told")> = {
  told: {
    linkCopied: "Enlace copiado.",
    buttonCopied: "Botón HTML copiado.",
    switchedTo: (profile) => `Perfil en uso: ${profile}.`,
    smallestUnits: (amount, currency) => `${amount} ${currency} (unidades mínimas)`,
  },
};

export default told;
