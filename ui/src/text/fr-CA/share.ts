// French words of ../share.

import type { Translation } from "../language";
import { shortened } from "../new-link";
import { plural } from "../plural";
import { held } from "./new-link";

const form = plural("fr-CA");
const people = (count: number) =>
  `${count} ${form(count, { one: "personne", many: "de personnes", other: "personnes" })}`;

const share: Translation<typeof import("../share")> = {
  share: {
    title: "Partager par courriel",
    what: (amount, description) => (description ? `${amount} · ${description}` : amount),
    byReference: (reference) => `Référence ${reference}`,
    email: "Courriel du client",
    emailNth: (nth) => `Courriel de la personne ${nth}`,
    message: "Message",
    blocked: "Ce lien ne peut pas être partagé",
    emailed: (who) => `Envoyé par courriel à ${who}.`,
    waiting: "Il n’y a pas de connexion. Le courriel partira tout seul dès qu’elle sera rétablie.",
    checking: "La réponse s’est perdue en chemin. Paylink vérifie si le courriel est parti.",
    undecided: "On ne sait pas si le courriel est parti. Voyez au-dessus de la liste des liens.",
    takenBack: "Retiré. Personne n’a reçu de courriel.",
    leftOpen: "Laissé tel quel. Le courriel est peut-être parti.",
    anotherLike: "En créer un semblable",
    close: "Fermer",
  },
  reminder: {
    title: "Envoyer un rappel",
    note: "Juste avant l’envoi, Paylink vérifie encore une fois que le lien n’a pas été payé. Qui a payé ne reçoit pas de rappel.",
    emailed: (who) => `Rappel envoyé par courriel à ${who}.`,
    refused: {
      paid: "Il a été payé entre-temps\u00a0: personne n’a reçu de courriel.",
      held: "Les fonds ont été bloqués entre-temps\u00a0: personne n’a reçu de courriel.",
      expired: "Il a expiré entre-temps\u00a0: personne n’a reçu de courriel.",
      deactivated: "Il a été désactivé entre-temps\u00a0: personne n’a reçu de courriel.",
    },
    notOpen: "Il n’est plus actif\u00a0: personne n’a reçu de courriel.",
  },
  reminderLabel: (recipients) => {
    const [first, ...others] = recipients;
    if (first === undefined) return "Envoyer le rappel";
    return `Envoyer le rappel à ${others.length === 0 ? first : people(recipients.length)}`;
  },
  reminderMessage: (link) => {
    const what = shortened(link.description.trim());
    const purpose = what === "" ? "" : ` pour ${what}`;
    const ask = link.amount === null ? "votre paiement" : `le paiement de ${link.amount}`;
    const until = link.until === null ? "" : ` Il est valide jusqu’au ${link.until}.`;
    const hold = link.holds ? ` ${held}` : "";
    return `Bonjour,\n\nPetit rappel\u00a0: ${ask}${purpose} est encore en attente. Voici le lien de nouveau.${until}${hold}\n\nSi vous avez payé entre-temps, veuillez ne pas tenir compte de ce message.\n\nMerci,\n${link.business}`;
  },
  shareLabel: (recipients) => {
    const [first, ...others] = recipients;
    if (first === undefined) return "Envoyer le courriel";
    return `Envoyer à ${others.length === 0 ? first : people(recipients.length)}`;
  },
};

export default share;
