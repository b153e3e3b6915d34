// French words of ../told.

import type { Translation } from "../language";

const told: Translation<typeof import("../told")> = {
  told: {
    linkCopied: "Lien copié.",
    buttonCopied: "Bouton HTML copié.",
    switchedTo: (profile) => `Profil utilisé\u00a0: ${profile}.`,
    undo: "Annuler",
    putAway: (count) => (count === 1 ? "Masqué." : `${count} masqués.`),
    noticeHidden: "Masqué.",
    discarded: "Ce que vous aviez tapé est effacé.",
    smallestUnits: (amount, currency) => `${amount} ${currency} (plus petites unités)`,
  },
};

export default told;
