// French words of ../no-data.

import type { Translation } from "../language";

const noData: Translation<typeof import("../no-data")> = {
  noData: {
    heldByAnother: "Rien n’est envoyé d’ici, et rien n’est perdu.",
    outOfReach: "Rien n’est envoyé tant que c’est le cas.",
    recent: "Les derniers liens utilisés",
  },
};

export default noData;
