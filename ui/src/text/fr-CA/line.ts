// French words of ../line.

import type { Translation } from "../language";

const line: Translation<typeof import("../line")> = {
  line: {
    hint: "Ou tout sur une ligne\u00a0: 45 acompte jane@example.com",
    reads: "Comment cela se lit",
    noAmount: "Pas encore de montant",
    what: (description) => `pour ${description}`,
    who: (who) => `Courriel à ${who}`,
    nobodyEmailed: "Aucun courriel n’est envoyé",
    notAPerson: (words) => `«\u00a0${words}\u00a0» n’est pas une personne`,
    whichAmount: "Lequel est le montant? Choisissez-le, ou écrivez la devise à côté.",
    whichPerson: (words) => `Qui est «\u00a0${words}\u00a0»?`,
    nobody: (words) =>
      `Personne à qui vous avez écrit ne s’appelle «\u00a0${words}\u00a0». Écrivez l’adresse complète, ou enlevez le @.`,
  },
};

export default line;
