// French words of ../templates.

import type { Translation } from "../language";

const templates: Translation<typeof import("../templates")> = {
  templates: {
    title: "Modèles",
    save: "Enregistrer comme modèle…",
    manage: "Renommer ou supprimer…",
    unreadable: "Vos modèles n’ont pas pu être lus. Rouvrez Paylink.",
    used: (name) => `Rempli à partir de « ${name} ».`,
    saveTitle: "Enregistrer comme modèle",
    saveText: "Pour le prochain lien comme celui-ci. Le destinataire n’en fait pas partie.",
    name: "Nom",
    withAmount: (amount) => `Avec le montant, ${amount}`,
    withMessage: "Avec le message que vous avez écrit",
    saveButton: "Enregistrer le modèle",
    saved: (name) => `Enregistré sous « ${name} ».`,
    manageTitle: "Vos modèles",
    rename: "Renommer",
    renameNamed: (name) => `Renommer ${name}`,
    remove: "Supprimer",
    removeNamed: (name) => `Supprimer ${name}`,
    removed: (name) => `« ${name} » est supprimé.`,
    undo: "Annuler la suppression",
    undoNamed: (name) => `Rétablir ${name}`,
    broughtBack: (name) => `« ${name} » est de retour.`,
    none: "Il n’y en a pas. Remplissez un nouveau lien, puis choisissez « Enregistrer comme modèle… ».",
    done: "Terminé",
    cancel: "Annuler",
    messages: "Messages enregistrés",
  },
};

export default templates;
