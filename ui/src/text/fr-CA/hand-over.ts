// French words of ../hand-over.

import type { Translation } from "../language";
import { shortened } from "../new-link";
import { methodWord } from "../words";
import { held } from "./new-link";

const or = new Intl.ListFormat("fr-CA", { type: "disjunction" });

const handOver: Translation<typeof import("../hand-over")> = {
  handOver: {
    more: "Autres façons d’envoyer",
    qr: "Afficher le code QR",
    message: "Copier un message…",
    messageNote: "Pour un texto ou toute messagerie",
    mail: "L’envoyer vous-même par courriel",
    mailNote: "Dans votre propre logiciel de courriel",
    print: "Imprimer une feuille…",
    printNote: "Avec le code QR, pour un comptoir ou une enveloppe",
    button: "Copier le bouton HTML…",
    buttonNote: "Pour votre site Web",
  },
  qrDialog: {
    title: "Code QR",
    full: "Toute la fenêtre",
    copy: "Copier l’image",
    savePng: "Enregistrer en PNG",
    saveSvg: "Enregistrer en SVG",
    copied: "Image copiée dans le presse-papiers",
    saved: (folder, fileName) => `Enregistré dans ${folder} sous le nom «\u00a0${fileName}\u00a0»`,
  },
  qrFull: {
    title: (business) =>
      business === "" ? "Numérisez pour payer" : `Numérisez pour payer ${business}`,
    close: "Retour",
    closeHint: "Retour (Échap)",
    anyAmount: "Vous indiquez le montant",
  },
  messageDialog: {
    title: "Copier un message",
    description: "Collez-le là où vous parlez à votre client. Rien n’est envoyé d’ici.",
    text: "Message",
    linkMissing: "Le lien n’est pas dans le message\u00a0: votre client ne pourrait pas payer.",
    reset: "Proposer de nouveau",
    copy: "Copier le message",
    close: "Fermer",
    copied: "Message copié dans le presse-papiers",
  },
  buttonDialog: {
    title: "Bouton HTML",
    description:
      "Collez-le dans une page de votre site Web. Il mène à la page de paiement de ce lien.",
    preview: "Aperçu approximatif; les couleurs peuvent différer",
    code: "HTML",
    copy: "Copier le bouton HTML",
    copied: "Bouton HTML copié dans le presse-papiers",
  },
  printDialog: {
    title: "Imprimer une feuille",
    preview: "Ce qui sera imprimé",
    print: "Imprimer…",
    cancel: "Annuler",
  },
  sheet: {
    anyAmount: "Vous indiquez le montant",
    howTo: "Comment payer",
    scan: "Pointez l’appareil photo de votre téléphone vers le code.",
    open: (site) =>
      site === null
        ? "Ouvrez la page qui s’affiche."
        : `Ouvrez la page qui s’affiche, à l’adresse ${site}.`,
    pay: (methods) => {
      const ways = methods.map((method) => methodWord[method].toLowerCase());
      return ways.length === 0 ? "Payez-y." : `Payez-y par ${or.format(ways)}.`;
    },
    address: "Sans appareil photo, tapez cette adresse dans un navigateur\u00a0:",
    until: (day) => `Paiement possible jusqu’au ${day}.`,
    qrName: "Code QR de la page de paiement",
  },
  messengerText: (link) => {
    const what = shortened(link.description.trim());
    const purpose = what === "" ? "" : ` pour ${what}`;
    const to = link.business === "" ? "" : ` à ${link.business}`;
    const ask =
      link.amount === null
        ? `Voici le lien pour votre paiement${to}${purpose}\u00a0:`
        : `Voici le lien pour payer ${link.amount}${to}${purpose}\u00a0:`;
    const until = link.until === null ? "" : `Il est valide jusqu’au ${link.until}.`;
    const notes = [until, link.holds ? held : ""].filter(Boolean).join(" ");
    return `Bonjour,\n\n${ask}\n${link.url}${notes && `\n\n${notes}`}\n\nMerci!`;
  },
};

export default handOver;
