// French words of ../settings.

import type { Translation } from "../language";

const settings: Translation<typeof import("../settings")> = {
  settings: {
    title: "Paramètres",
    profiles: "Profils",
    inUse: "Utilisé",
    use: "Utiliser",
    useNamed: (name) => `Utiliser ${name}`,
    more: (name) => `Autres actions pour ${name}`,
    facts: (terminal, currency) => `Identifiant de terminal ${terminal} · ${currency}`,
    edit: "Nom et valeurs par défaut…",
    replaceKey: "Remplacer la clé…",
    enterKey: "Saisir la clé…",
    removeKey: "Retirer la clé…",
    removeProfile: "Retirer le profil…",
    add: "Ajouter un profil…",
    links: "Nouveaux liens",
    copyNew: "Copier un nouveau lien dans le presse-papiers dès qu’il est créé",
    keyboard: "Clavier",
    letters: "Touches d’une seule lettre",
    lettersHint: (palette) =>
      `C copie le lien, S le partage, etc. Sans elles, tout se trouve avec ${palette}.`,
    appearance: "Apparence",
    theme: "Thème",
    language: "Langue",
    languageOfSystem: (name) => `Comme l’ordinateur (${name})`,
    languageFailed: "La langue n’a pas pu être chargée. Fermez Paylink et rouvrez-le.",
    practice: "Entraînement",
    inboxText:
      "Les courriels que le mode Entraînement «\u00a0envoie\u00a0» arrivent dans une boîte de réception sur cet ordinateur.",
    inbox: "Ouvrir la boîte d’entraînement",
    practiceDown: "Le mode Entraînement n’est pas en marche en ce moment.",
    save: "Enregistrer",
    cancel: "Annuler",
    editTitle: (name) => `Nom et valeurs par défaut de ${name}`,
    editText:
      "Ce avec quoi un nouveau lien commence. Ces valeurs sont aussi reprises du dernier lien créé.",
    name: "Nom de l’entreprise",
    currency: "Devise de vos liens",
    linkType: "Combien de fois peut-on le payer?",
    authType: "Quand le client paie",
    methods: "Modes de paiement",
    days: "Paiement possible pendant ce nombre de jours",
    daysError: "Indiquez un nombre de jours de 1 à 3650.",
    label: "Texte du bouton",
    copyToMe: "M’envoyer une copie par courriel",
    removeKeyTitle: (name) => `Retirer la clé de ${name}?`,
    removeKeyText:
      "La clé est supprimée du trousseau de cet ordinateur. Les liens restent dans la liste, mais aucun ne peut être créé ou vérifié tant que vous ne saisissez pas de nouveau une clé.",
    removeKeyButton: "Retirer la clé",
    removeTitle: (name) => `Retirer ${name}?`,
    removeText:
      "La clé, la liste des liens et les clients précédents de ce profil sont supprimés de cet ordinateur. Les liens eux-mêmes continuent de fonctionner chez Payroc. Tant que quelque chose est en cours, le profil ne peut pas être retiré.",
    removeButton: "Retirer le profil",
    saved: "Enregistré.",
    keyRemoved: "Clé retirée.",
    profileRemoved: "Profil retiré.",
  },
  appearanceWord: {
    system: "Système",
    light: "Clair",
    dark: "Sombre",
  },
};

export default settings;
