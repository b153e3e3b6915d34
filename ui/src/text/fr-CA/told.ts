// French words of ../told.

import type { Translation } from "../language";

const told: Translation<typeof import("../told")> = {
  told: {
    linkCopied: "Lien copié.",
    buttonCopied: "Bouton HTML copié.",
    switchedTo: (profile) => `Profil utilisé\u00a0: ${profile}.`,
    smallestUnits: (amount, currency) => `${amount} ${currency} (plus petites unités)`,
  },
};

export default told;
