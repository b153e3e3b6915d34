// French words of ../link.

import type { Translation } from "../language";
import { plural } from "../plural";

const form = plural("fr-CA");
const paid = (count: number) =>
  `${count} ${form(count, { one: "paiement", many: "de paiements", other: "paiements" })}`;
const by = (name: string) => (name === "" ? "" : ` par ${name}`);
const of = (amount: string) => (amount === "" ? "" : ` de ${amount}`);

const link: Translation<typeof import("../link")> = {
  link: {
    gone: "Ce lien n’est plus sur cet ordinateur.",
    loading: "Ouverture du lien…",
    noDescription: "Aucune description",
    checkNow: "Vérifier maintenant",
    checking: "Vérification…",
    edit: "Modifier",
    shareAgain: "Partager de nouveau",
    remind: "Envoyer un rappel",
    deactivate: "Désactiver…",
    more: "Plus",
    moreOf: "Plus d’actions pour ce lien",
    another: "En créer un semblable",
    host: (host) => `Votre client paie sur ${host}`,
    saw: "Ce que voyait votre client",
    details: "Détails",
    kind: "Type",
    charge: "Quand le client paie",
    methods: "Modes de paiement",
    expires: "Dernier jour pour payer",
    never: "Aucun dernier jour",
    reference: "Référence",
    orderId: "Numéro de commande",
    button: "Texte du bouton",
    saves: "Coordonnées de carte",
    savesNothing: "Non enregistrées",
    created: "Créé le",
    id: "Identifiant du lien de paiement",
    alreadyOver: {
      paid: "Il a été payé\u00a0: il n’y a plus rien à désactiver.",
      held: "Les fonds sont bloqués\u00a0: il n’y a plus rien à désactiver.",
      deactivated: "Il est déjà désactivé.",
      expired: "",
    },
  },
  timeline: {
    title: "Ce qui s’est passé",
    none: "Rien n’est encore connu.",
    today: "Aujourd’hui",
    yesterday: "Hier",
    showAll: (count) => `Tout afficher (${count})`,
    showFewer: "Afficher moins",
    earlier: (count) =>
      `et ${count} ${form(count, { one: "événement antérieur", many: "d’événements antérieurs", other: "événements antérieurs" })}`,
    reason: (note) => `«\u00a0${note}\u00a0»`,
  },
  payments: {
    title: "Paiements",
    none: "Aucun paiement pour l’instant.",
    noneAtAll: "Aucun paiement.",
    neverAsked: "Pas encore vérifiés.",
    notAsked: "Les paiements n’ont pas pu être vérifiés.",
    forbiddenTitle: "Cette clé n’a pas le droit de lister les paiements",
    forbiddenOne:
      "Demandez à Payroc de l’autoriser pour la clé. Quand le lien sera payé, son état ci-dessus passera tout de même à Payé.",
    forbiddenMany:
      "Demandez à Payroc de l’autoriser pour la clé. D’ici là, consultez le portail Payroc pour voir qui a payé.",
    checked: (age) => `Vérifiés ${age}`,
    when: "Quand",
    who: "Qui",
    how: "Comment",
    state: "État",
    amount: "Montant",
    unknownAmount: "Non précisé",
    unknownTime: "Non précisée",
    refunded: (amount) => `${amount} remboursés`,
    more: (count) => `et ${count} de plus`,
    notWhole: "Certains n’ont pas pu être lus\u00a0: le total ne les compte pas.",
    total: (count, amount) => `${paid(count)} · ${amount}`,
  },
  deactivate: {
    title: "Désactiver ce lien?",
    final: "Plus personne ne pourra l’utiliser pour payer, et il ne pourra pas être réactivé.",
    nobodyTold: "Personne n’en est informé.",
    nobodyToldOf: (who) => `Personne n’en est informé, pas même ${who}.`,
    reason: "Pourquoi (facultatif)",
    reasonHint: "Conservé sur cet ordinateur, jamais envoyé.",
    action: "Désactiver définitivement",
    working: "Désactivation…",
    keep: "Le conserver",
    doneTitle: "Le lien est désactivé",
    done: "Plus personne ne peut l’utiliser pour payer, et personne n’en a été informé.",
    another: "En créer un semblable",
    close: "Fermer",
  },
  deactivateEffect: {
    none: "Le lien n’a pas été désactivé.",
    unknown: "Il est peut-être désactivé. Paylink vérifie.",
    done: "Le lien est désactivé.",
  },
  paymentStateWords: {
    underWay: "Paiement en cours",
    onHold: "Fonds bloqués",
    paid: "Payé",
    pending: "En cours",
    declined: "Refusé",
    reversed: "Annulé",
    expired: "Blocage expiré",
    unknown: "Inconnu",
  },
  happened: {
    created: () => "Créé",
    emailed: ({ email }) =>
      email === "" ? "Envoyé par courriel" : `Envoyé par courriel à ${email}`,
    reminded: ({ email }) =>
      email === "" ? "Rappel envoyé par courriel" : `Rappel envoyé par courriel à ${email}`,
    copied: () => "Lien copié",
    buttonCopied: () => "Bouton HTML copié",
    qrShown: () => "Code QR affiché",
    openedInBrowser: () => "Ouvert dans le navigateur",
    handedToMail: ({ email }) =>
      email === ""
        ? "Transmis à votre logiciel de courriel"
        : `Transmis à votre logiciel de courriel pour ${email}`,
    messageCopied: () => "Message copié",
    changed: () => "Modifié",
    paymentPending: ({ amount, name }) => `Paiement${of(amount)} en cours${by(name)}`,
    held: ({ amount, name }) =>
      `${amount || "Fonds"} bloqués${name === "" ? "" : `\u00a0: ${name}`}`,
    paid: ({ amount, name }) =>
      amount === ""
        ? `Payé${by(name)}`
        : `Paiement${of(amount)} reçu${name === "" ? "" : ` de ${name}`}`,
    paymentDeclined: ({ amount, name }) =>
      `Paiement${of(amount)} refusé${name === "" ? "" : `\u00a0: ${name}`}`,
    refunded: ({ amount }) => (amount === "" ? "Remboursé" : `Remboursement${of(amount)}`),
    deactivated: () => "Désactivé",
    expired: () => "Expiré",
  },
  remembered: {
    kept: "Voici le lien tel que cet ordinateur s’en souvient.",
    unknown: "Payroc ne connaît plus ce lien.",
  },
};

export default link;
