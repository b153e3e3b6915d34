// French words of ../key.

import type { Translation } from "../language";

const key: Translation<typeof import("../key")> = {
  keyWindow: {
    title: "Saisir la clé API",
    label: "Clé API",
    hint: "Collez-la depuis Payroc. Elle va dans votre trousseau et n’est plus affichée.",
    save: "Enregistrer",
    cancel: "Annuler",
    notPasted: "Ce qui est dans le presse-papiers n’est pas une clé API.",
    empty: "Collez d’abord la clé.",
    failed: "La clé n’a pas pu être transmise. Fermez cette fenêtre et réessayez.",
  },
};

export default key;
