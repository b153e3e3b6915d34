// French of keeping.ts.

import type { Translation } from "../language";

const keeping: Translation<typeof import("../keeping")> = {
  diagnosis: {
    title: "Rapport de diagnostic",
    text: "Voici tout ce qu’il contient\u00a0: versions, nombres, états et le nom du dernier problème. Aucune clé, aucun nom, aucune adresse, aucun montant, aucun lien.",
    label: "Le rapport",
    gathering: "Préparation du rapport…",
    copy: "Copier",
    copied: "Rapport copié.",
    save: "Enregistrer dans un fichier",
    saved: (file, folder) => `Enregistré dans ${folder} sous «\u00a0${file}\u00a0»`,
    hint: "Il ne quitte cet ordinateur que si vous l’envoyez à quelqu’un.",
  },
  kept: {
    title: "Données sur cet ordinateur",
    text: "Ce que Paylink conserve est seulement sur cet ordinateur. Vos liens sont aussi chez Payroc, et les clés API dans le trousseau du système.",
    measuring: "Recherche de ce qui est conservé…",
    what: "Quoi",
    size: "Taille",
    data: "Profils, liens, personnes et ce qui s’est passé",
    copies: "Copie quotidienne",
    copiesAndSetAside: (files) =>
      `Copie quotidienne et ${files === 1 ? "1 fichier endommagé" : `${files} fichiers endommagés`}`,
    settings: "Paramètres",
    practice: "Entraînement\u00a0: ses liens et ses courriels",
    log: (most) => `Journal, jamais plus de ${most}`,
    profile: (links, people) => `${links}, ${people}`,
    links: (count, number) => (count <= 1 ? `${number} lien` : `${number} liens`),
    people: (count, number) => (count <= 1 ? `${number} client` : `${number} clients`),
    folder: "Dossier",
    logFolder: "Dossier du journal",
    take: "Enregistrer une copie de tout",
    takeHint: "Un fichier avec tout sauf les clés, à conserver ou à lire avec d’autres programmes.",
    taken: (folder, file) => `Enregistré dans ${folder} sous «\u00a0${file}\u00a0»`,
    deleteAll: "Tout supprimer…",
    deleteHint:
      "Pour retirer un profil avec ses données et sa clé, utilisez son menu sous Profils.",
    deleteTitle: "Supprimer tout ce qui est sur cet ordinateur?",
    deleteText:
      "Les profils, les liens, les clients, les paramètres, le journal et le mode Entraînement sont supprimés ici, ainsi que les clés API dans le trousseau. C’est irréversible.",
    deleteStays:
      "Chez Payroc, tout demeure\u00a0: les liens restent actifs et peuvent être payés, et les clients gardent les courriels reçus.",
    deleteType: (word) => `Écrivez ${word} pour continuer`,
    deleteWord: "SUPPRIMER",
    deleteButton: "Tout supprimer",
    deleteMissing: (word) => `Écrivez d’abord ${word}.`,
    deleted: "Tout ce qui était sur cet ordinateur a été supprimé.",
    busyTitle: "Quelque chose est encore en cours. Rien n’a été supprimé.",
    busyNext:
      "Attendez que ce soit terminé, ou choisissez «\u00a0Retirer\u00a0» au-dessus de la liste des liens. Puis réessayez.",
    cancel: "Annuler",
  },
};

export default keeping;
