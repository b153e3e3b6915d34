// French words of ../complaints.

import { capital } from "../complaints";
import type { Translation } from "../language";

const complaints: Translation<typeof import("../complaints")> = {
  fieldWord: {
    amount: "le montant",
    currency: "la devise",
    description: "l’objet du paiement",
    reference: "la référence",
    orderId: "le numéro de commande",
    authType: "le choix entre encaisser et bloquer",
    paymentMethods: "un mode de paiement",
    expiresOn: "le dernier jour",
    buttonLabel: "le texte du bouton",
    saveDetails: "l’enregistrement des coordonnées de carte",
    recipientName: "le nom",
    recipientEmail: "l’adresse courriel",
    message: "le message",
    profileName: "le nom",
    templateName: "le nom",
    terminalId: "l’identifiant de terminal",
    apiKey: "la clé API",
    form: "ce formulaire",
  },
  complaintWords: {
    missing: (field) => `Indiquez ${field}.`,
    tooShort: (field, limit) =>
      `Pas assez de caractères\u00a0: ${field} doit en compter au moins ${limit ?? "quelques-uns"}.`,
    tooLong: (field, limit) =>
      limit === null
        ? `Trop de caractères\u00a0: ${field} doit en compter moins.`
        : `Trop de caractères\u00a0: ${field} peut en compter au plus ${limit}.`,
    notPositive: () => "Indiquez un montant supérieur à zéro.",
    tooLarge: () => "Ce montant est trop élevé.",
    notACurrency: () => "Choisissez une devise dans la liste.",
    notADate: () => "Indiquez une date complète.",
    inThePast: () => "Choisissez aujourd’hui ou un jour ultérieur.",
    notAnEmail: () =>
      "Cette adresse courriel n’est pas complète. Elle doit ressembler à nom@exemple.com.",
    duplicate: (field) => `Déjà utilisé\u00a0: ${field}.`,
    twice: (field) => `${capital(field)} s’y trouve déjà.`,
    notPlainText: () =>
      "Saisissez ce texte de nouveau\u00a0: il contient des sauts de ligne ou des caractères invisibles.",
    cardOnly: () => "Le blocage des fonds ne fonctionne qu’avec les cartes.",
    chooseOne: () => "Choisissez-en au moins un.",
    tooMany: (_field, limit) =>
      limit === null ? "Il y en a trop." : `Il y en a trop\u00a0: ${limit} au maximum.`,
    unchanged: () => "Rien n’a encore été modifié.",
    notChangeable: (field) => `Ce lien ne permet pas de modifier ${field}.`,
    notAccepted: (field) => `Payroc n’a pas accepté ${field}.`,
    gateway: (field) => `Payroc n’a pas accepté ${field}.`,
  },
  complaintDetail: (said, detail) => `${said} Le motif donné\u00a0: «\u00a0${detail}\u00a0»`,
  amountSentence: (problem, currency, money) => {
    switch (problem.kind) {
      case "empty":
        return "Indiquez le montant.";
      case "notANumber":
        return "Écrivez le montant en chiffres, par exemple 45 ou 1250.";
      case "otherCurrency":
        return `Le montant est en ${currency}. Retirez l’autre devise, ou choisissez-la comme devise.`;
      case "negative":
      case "zero":
        return "Indiquez un montant supérieur à zéro.";
      case "tooLarge":
        return "Ce montant est trop élevé.";
      case "tooManyDecimals":
        return problem.exponent === 0
          ? `La devise ${currency} n’a pas de décimales. Écrivez un nombre entier.`
          : `La devise ${currency} a au plus ${problem.exponent} décimales.`;
      case "ambiguous":
        return `S’agit-il de ${money(problem.readings[0])} ou de ${money(problem.readings[1])}? Écrivez le montant sans séparateur de milliers.`;
    }
  },
};

export default complaints;
