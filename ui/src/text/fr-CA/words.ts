// French words of ../words.

import type { Translation } from "../language";

const words: Translation<typeof import("../words")> = {
  placeWord: {
    practice: "Entraînement",
    test: "Test",
    live: "Réel",
  },
  placeNote: {
    practice: "Lien d’entraînement\u00a0: pas d’argent réel",
    test: "Lien de test\u00a0: pas d’argent réel",
    live: "Lien réel\u00a0: argent réel",
  },
  placeExplained: {
    practice: "Entraînement\u00a0: tout reste sur cet ordinateur, aucun argent réel ne circule.",
    test: "Test\u00a0: le système d’essai de Payroc, aucun argent réel ne circule.",
    live: "Réel\u00a0: les clients paient avec de l’argent réel.",
  },
  statusWord: {
    active: "Actif",
    completed: "Payé",
    held: "Fonds bloqués",
    expired: "Expiré",
    deactivated: "Désactivé",
    unknown: "État inconnu",
  },
  linkTypeWord: {
    singleUse: "Un seul paiement",
    multiUse: "Plusieurs paiements",
  },
  authTypeWord: {
    sale: "Encaisser maintenant",
    preAuthorization: "Bloquer les fonds (préautorisation)",
  },
  methodWord: {
    card: "Carte",
    bankTransfer: "Virement bancaire",
  },
  agreementWord: {
    unscheduled: "De temps à autre, lorsqu’un montant est dû",
    recurring: "Régulièrement, par exemple chaque mois",
    installment: "En versements pour un achat",
  },
  keyWord: {
    inKeychain: "Clé dans le trousseau",
    thisSession: "Clé pour cette session seulement",
    missing: "Aucune clé",
  },
  whyNotShared: {
    paid: "Ce lien a été payé. Créez-en un autre semblable pour être payé de nouveau.",
    held: "Les fonds sont bloqués\u00a0: encaissez-les ou libérez-les chez Payroc. Pour un autre paiement, créez un autre lien semblable.",
    expired: "Ce lien est expiré. Créez-en un autre semblable avec une nouvelle date.",
    deactivated: "Ce lien est désactivé. Créez-en un autre semblable.",
  },
  setByWord: {
    merchant: "Je fixe le montant",
    customer: "Le client indique le montant",
  },
  amountWord: { customerEnters: "Montant libre" },
};

export default words;
