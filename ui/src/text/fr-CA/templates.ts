// French words of ../templates.

import type { Translation } from "../language";

const templates: Translation<typeof import("../templates")> = {
  templates: {
    title: "Modèles",
    save: "Enregistrer comme modèle…",
    manage: "Renommer ou supprimer…",
    unreadable: "Vos modèles n’ont pas pu être lus. Rouvrez Paylink.",
    used: (name) => `Rempli à partir de «\u00a0${name}\u00a0».`,
    saveTitle: "Enregistrer comme modèle",
    saveText: "Pour le prochain lien comme celui-ci. Le destinataire n’en fait pas partie.",
    name: "Nom",
    withAmount: (amount) => `Avec le montant, ${amount}`,
    withMessage: "Avec le message que vous avez écrit",
    saveButton: "Enregistrer le modèle",
    saved: (name) => `Enregistré sous «\u00a0${name}\u00a0».`,
    manageTitle: "Vos modèles",
    rename: "Renommer",
    renameNamed: (name) => `Renommer ${name}`,
    remove: "Supprimer",
    removeNamed: (name) => `Supprimer ${name}`,
    removed: (name) => `«\u00a0${name}\u00a0» est supprimé.`,
    undo: "Annuler la suppression",
    undoNamed: (name) => `Rétablir ${name}`,
    broughtBack: (name) => `«\u00a0${name}\u00a0» est de retour.`,
    none: "Il n’y en a pas. Remplissez un nouveau lien, puis choisissez «\u00a0Enregistrer comme modèle…\u00a0».",
    done: "Terminé",
    cancel: "Annuler",
    messages: "Messages enregistrés",
  },
};

export default templates;
