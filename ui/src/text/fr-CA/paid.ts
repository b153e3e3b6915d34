// French words of ../paid.

import type { Translation } from "../language";
import { plural } from "../plural";

const form = plural("fr-CA");

const paid: Translation<typeof import("../paid")> = {
  paid: {
    title: "Payé",
    open: "Ouvrir",
    openNamed: (sentence) => `Ouvrir\u00a0: ${sentence}`,
    dismiss: "Masquer",
    more: (count) => `et ${count} de plus`,
    inHeader: (count) =>
      `${count} ${form(count, { one: "paiement", many: "de paiements", other: "paiements" })}`,
    inHeaderHint: (count) =>
      `${count} ${form(count, { one: "paiement", many: "de paiements", other: "paiements" })} que vous n’avez pas encore vu${form(count, { one: "", other: "s" })}`,
  },
  whoPaid: ({ who, amount, description, place }) => {
    const what = amount === "" ? "" : ` ${amount}`;
    const why = description === "" ? "" : ` pour ${description}`;
    return `${place === "" ? "" : `${place}\u00a0: `}${who || "Un client"} a payé${what}${why}`;
  },
  whoseIsHeld: ({ who, amount, description, place }) => {
    const from = who === "" ? "d’un client" : `de ${who}`;
    const why = description === "" ? "" : ` pour ${description}`;
    return `${place === "" ? "" : `${place}\u00a0: `}${amount || "Paiement"} ${from}${why}\u00a0: fonds bloqués`;
  },
  watch: {
    title: "Quand un lien est payé",
    notify: "M’avertir quand un lien est payé",
    notifyHint: "Paylink vérifie vos liens actifs auprès de Payroc tant qu’il est ouvert.",
    quiet: "Heures de silence",
    quietHint:
      "Aucune notification n’apparaît pendant ces heures. Ce qui a été payé entre-temps est annoncé à la fin.",
    from: "De",
    to: "À",
    keepRunning: "Rester actif dans la zone de notification quand la fenêtre est fermée",
    noTray:
      "Ce bureau n’a pas de zone de notification\u00a0: fermer la fenêtre ferme donc Paylink.",
    cost: (links, requests) =>
      `Vérifie ${links} ${form(links, { one: "lien actif", many: "de liens actifs", other: "liens actifs" })}, environ ${requests === 1 ? "une fois" : `${requests} fois`} l’heure`,
    next: (until) => `prochaine fois ${until}`,
    withoutPayments: (profiles) =>
      `${profiles}\u00a0: Payroc ne permet pas à cette clé de voir les paiements. Vous apprenez qu’un lien est payé par son état seulement.`,
  },
  watchRests: {
    off: "Rien n’est vérifié.",
    nothingActive: "Aucun lien actif à surveiller.",
    offline: "Il n’y a pas de connexion. Cela reprend dès qu’elle est rétablie.",
    backingOff: "Payroc demande une pause ou éprouve des difficultés. Cela reprend tout seul.",
    noKey: "Il n’y a pas de clé API pour vérifier, ou le trousseau est verrouillé.",
  },
};

export default paid;
