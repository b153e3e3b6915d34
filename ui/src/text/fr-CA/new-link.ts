// French words of ../new-link.

import type { Translation } from "../language";
import { shortened, type Making } from "../new-link";
import { plural } from "../plural";

const form = plural("fr-CA");

function whom(recipients: readonly string[]): string {
  const [first, ...others] = recipients;
  if (first === undefined) return "";
  const count = recipients.length;
  const people = form(count, { one: "personne", many: "de personnes", other: "personnes" });
  return ` et envoyer à ${others.length === 0 ? first : `${count} ${people}`}`;
}

function of(amount: string | null, making: Making): string {
  const sum = amount === null ? "" : ` de ${amount}`;
  if (making === "charge") return sum;
  if (making === "charges") return ` pour plusieurs paiements${sum}`;
  const often = making === "holds" ? " à chaque paiement" : "";
  return ` qui bloque ${amount ?? "les fonds"}${often}`;
}

/** Said to the customer. */
export const held = "Le montant est bloqué sur votre carte, et encaissé plus tard.";

const newLink: Translation<typeof import("../new-link")> = {
  newLink: {
    removed: (email) => `${email} est retiré.`,
    title: "Nouveau lien",
    amount: "Montant",
    amountEcho: (amount) => `Soit ${amount}.`,
    customerEnters: "Le client indique le montant sur la page de paiement.",
    description: "Quel est l’objet du paiement?",
    email: "Courriel du client (facultatif)",
    emailNth: (nth) => `Courriel de la personne ${nth}`,
    name: "Nom (facultatif)",
    nameNth: (nth) => `Nom de la personne ${nth} (facultatif)`,
    people: "Clients précédents",
    addPerson: "Ajouter une personne",
    removePerson: (nth) => `Retirer la personne ${nth}`,
    didYouMean: (email) => `Vouliez-vous dire ${email}?`,
    useIt: "Utiliser cette adresse",
    keepIt: "Elle est juste",
    more: "Plus d’options",
    linkType: "Combien de fois peut-on le payer?",
    amountBy: "Qui fixe le montant?",
    authType: "Quand le client paie",
    hold: "Bloquer les fonds",
    methods: "Modes de paiement",
    bankOff: "Désactivé\u00a0: le blocage des fonds ne fonctionne qu’avec les cartes.",
    currency: "Devise",
    currencies: "Devises",
    noCurrency: "Aucune devise de ce nom. Choisissez-en une dans la liste.",
    expiresOn: "Dernier jour pour payer",
    expiresOptional: "Dernier jour pour payer (facultatif)",
    reference: "Référence",
    referenceHint: "Pour vos dossiers. Le client n’en a pas besoin.",
    orderId: "Numéro de commande",
    buttonLabel: "Texte du bouton",
    save: "Enregistrer les coordonnées de carte du client",
    saveHint: "Pour pouvoir le débiter plus tard, avec son accord.",
    agreement: "Ce que le client accepte",
    message: "Message du courriel",
    messageHint: "Payroc ajoute le bouton avec le lien.",
    messageReset: "Utiliser le message proposé",
    copyToMe: "M’envoyer une copie par courriel",
    cancel: "Annuler",
    creating: "Création…",
    kept: "Gardé pour plus tard\u00a0: le prochain nouveau lien vous le propose.",
    begunTitle: "Un lien que vous aviez commencé",
    begun: (what) => `Commencé, pas créé\u00a0: ${what}`,
    goOn: "Le continuer",
    drop: "Le supprimer",
    takenBack: "Retiré. Rien n’a été créé et personne n’a reçu de courriel.",
    leftOpen: "Laissé tel quel. Si le lien a tout de même été créé, il apparaît dans la liste.",
    leftWrong: "Laissé tel quel. Personne n’a reçu de courriel; le lien erroné est dans la liste.",
    alike: (who, what, day, count) =>
      count === 1
        ? `${who} a déjà un lien actif de ${what} (${day}).`
        : `${who} a déjà un lien actif de ${what} (${day}), parmi ${count} semblables.`,
    otherKey: "Utiliser une autre clé…",
    shareAgain: "Partager celui-là de nouveau",
    preview: "Ce que voit votre client",
    heldOnCard: held,
    previewUntil: (day) => `Paiement possible jusqu’au ${day}`,
    previewNoEmail:
      "Personne ne reçoit de courriel. Vous obtenez le lien et le transmettez vous-même.",
    previewEmail: "Courriel",
    previewAnyAmount: "Vous indiquez le montant",
    previewTo: (who) => `À ${who}`,
  },
  createLabel: (amount, recipients, making = "charge") =>
    `Créer le lien${of(amount, making)}${whom(recipients)}`,
  createAnotherLabel: (amount, recipients, making = "charge") =>
    `Créer un autre lien${of(amount, making)}${whom(recipients)}`,
  suggestedMessage: (link) => {
    const what = shortened(link.description.trim());
    const purpose = what === "" ? "" : ` pour ${what}`;
    const ask =
      link.amount === null
        ? `Voici le lien pour votre paiement${purpose}.`
        : `Voici le lien pour payer ${link.amount}${purpose}.`;
    const until = link.until === null ? "" : ` Il est valide jusqu’au ${link.until}.`;
    const hold = link.holds ? ` ${held}` : "";
    return `Bonjour,\n\n${ask}${until}${hold}\n\nMerci,\n${link.business}`;
  },
};

export default newLink;
