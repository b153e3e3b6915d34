// French words of ../outbox.

import type { Translation } from "../language";
import { plural } from "../plural";

const form = plural("fr-CA");
const and = new Intl.ListFormat("fr-CA", { type: "conjunction" });
const list = (names: readonly string[]) => and.format([...names]);

const outbox: Translation<typeof import("../outbox")> = {
  outbox: {
    title: "En cours",
    recovered: "Ceci était inachevé à la dernière fermeture de Paylink et a été repris.",
    tryNow: "Essayer maintenant",
    lookNow: "Vérifier maintenant",
    takeBack: "Retirer",
    doNotEmail: "Ne pas envoyer",
    lookAgain: "Vérifier de nouveau",
    leaveIt: "Laisser tel quel",
    enterKey: "Saisir la clé de nouveau",
    show: "Afficher le lien",
    dismiss: "Masquer",
    dismissDone: "Masquer ce qui est terminé",
    startAnew: "Corriger et réessayer",
    showAll: (count) => `Tout afficher (${count})`,
    showFewer: "Afficher moins",
    more: (count) => `et ${count} de plus`,
    nextTry: (when) => `Prochain essai\u00a0: ${when}.`,
    byItself: "Cela partira tout seul.",
    backOnline: "Cela partira tout seul dès que la connexion sera rétablie.",
    backPractice: "Cela partira tout seul dès que le mode Entraînement répondra.",
    afterOther: "Cela partira dès qu’une demande semblable, plus ancienne, sera réglée.",
    afterEarlier: "Cela partira dès que ce que vous avez demandé plus tôt pour ce lien sera réglé.",
    slow: "Payroc prend son temps. Inutile d’attendre ici\u00a0: cela continue tout seul.",
    checking: (sent) =>
      `Envoyé ${sent}, mais aucune réponse n’est venue. Paylink vérifie auprès de Payroc et ne l’envoie jamais deux fois de lui-même.`,
    looksOnline: "Paylink vérifiera dès que la connexion sera rétablie.",
    thenEmails: (who) => `Une fois créé, il sera envoyé par courriel à ${who}.`,
    thenEmailsChanged: (who) => `Une fois modifié, il sera envoyé par courriel à ${who}.`,
    shareAgain: "Corrigez l’adresse ou le message, puis partagez le lien de nouveau.",
    lookedFor: "Recherché",
    sent: "Envoyé",
    found: "Trouvé",
    showMeans: "Quiconque a son adresse peut le payer. Désactivez-le à cet endroit.",
    lookingMeans: "Paylink compare avec ce que dit la liste de Payroc.",
    looksAtLink: "Paylink compare avec le lien tel que Payroc l’a maintenant.",
    fromTo: (from, to) => `${from} → ${to}`,
    asked: "Vous avez demandé",
    made: "Payroc a créé",
    news: "Nouvelles",
  },
  news: {
    changes: (count) =>
      `${count} ${form(count, { one: "élément en cours a changé", many: "d’éléments en cours ont changé", other: "éléments en cours ont changé" })}.`,
  },
  deactivationEffectWords: {
    none: "Le lien n’a pas été désactivé. On peut encore le payer.",
    notUsable: "Le lien n’a pas été désactivé.",
    unknown: "Il a peut-être été désactivé. Paylink vérifie.",
    done: "Il a été désactivé.",
  },
  againWords: {
    email: (who) =>
      `Si le premier courriel est tout de même parti, ${who} pourrait le recevoir deux fois.`,
    create: () =>
      "Si le premier a tout de même été créé, il y a deux liens, et les deux peuvent être payés.",
    change: () =>
      "Paylink vérifie d’abord le lien et ne le modifie que s’il est encore tel que vous l’avez vu.",
    deactivate: () => "Un lien désactivé deux fois est désactivé\u00a0: il n’y a pas de mal.",
  },
  leavingWords: {
    email: "Rien d’autre n’est envoyé.",
    create:
      "Rien d’autre n’est envoyé. S’il a tout de même été créé, il apparaît dans votre liste.",
    madeWrongly:
      "Personne ne reçoit de courriel. Le lien erroné reste dans votre liste et peut être payé tant qu’il n’est pas désactivé.",
    change:
      "Rien d’autre n’est envoyé et personne ne reçoit de courriel. Le lien s’affiche tel que Payroc l’a.",
    deactivate: "Rien d’autre n’est envoyé. Le lien indique si on peut encore le payer.",
  },
  againTitles: {
    create: ({ what }) => `Créer encore une fois le lien «\u00a0${what}\u00a0»?`,
    email: ({ who }) => `Envoyer encore une fois le courriel à ${who}?`,
    change: ({ what }) => `Modifier encore une fois le lien «\u00a0${what}\u00a0»?`,
    deactivate: ({ what }) => `Désactiver encore une fois le lien «\u00a0${what}\u00a0»?`,
  },
  againAction: {
    create: "Le créer encore une fois",
    email: "L’envoyer encore une fois",
    change: "Le modifier encore une fois",
    deactivate: "Le désactiver encore une fois",
  },
  foundNothing: {
    create: "Rien. Cela ne prouve pas qu’il n’a pas été créé.",
    email: "Rien. Cela ne prouve pas qu’il n’est pas parti.",
    change: "Le lien est comme il était. Cela ne prouve pas qu’aucune modification n’est en cours.",
    deactivate: "On peut encore payer le lien. Cela ne prouve pas que rien n’est en cours.",
  },
  foundElse: {
    unclear: "Quelque chose qui pourrait l’être, mais rien de certain.",
    unclearLink:
      "Le lien n’est ni comme il était ni comme vous le voulez\u00a0: quelqu’un d’autre l’a peut-être modifié.",
    unreadable: "La liste de Payroc n’a pas pu être lue.",
    unreadableLink: "La réponse de Payroc n’a pas pu être lue.",
    notLet: (why) => `Payroc n’a pas laissé Paylink vérifier. ${why}`,
  },
  lookedFor: {
    email: ({ who, what }) => `Un courriel à ${who} avec le lien «\u00a0${what}\u00a0»`,
    create: ({ what, reference }) => `Un lien «\u00a0${what}\u00a0» avec la référence ${reference}`,
    change: ({ reference }) => `Votre modification du lien ${reference}`,
    deactivate: ({ what }) => `Si le lien «\u00a0${what}\u00a0» est désactivé`,
  },
  listed: list,
  listedFew: (emails) =>
    emails.length > 2
      ? `${emails.length} ${form(emails.length, { one: "personne", many: "de personnes", other: "personnes" })}`
      : list(emails),
  whatFor: (amount, description) => (description === "" ? amount : `${amount} pour ${description}`),
  whatOpen: (description) =>
    description === "" ? "Montant libre" : `${description} (montant libre)`,
  intentTitles: {
    link: (what) => `Le lien «\u00a0${what}\u00a0»`,
    andOthers: (who) => `${who} et d’autres`,
    madeAndEmailed: (made, who) => `${made} et envoyé par courriel à ${who}`,
    wasEmailed: (link, who) => `${link} a été envoyé par courriel à ${who}`,
  },
  madeWronglyTitles: {
    create: ({ what }) => `Ce que Payroc a créé n’est pas le lien «\u00a0${what}\u00a0»`,
    change: ({ what }) =>
      `Payroc n’a pas modifié le lien «\u00a0${what}\u00a0» comme vous l’avez demandé`,
  },
  createTitles: {
    waiting: ({ what }) => `En attente\u00a0: création du lien «\u00a0${what}\u00a0»`,
    held: ({ what }) => `En attente\u00a0: création du lien «\u00a0${what}\u00a0»`,
    sending: ({ what }) => `Création du lien «\u00a0${what}\u00a0»…`,
    checking: ({ what }) => `Vérification\u00a0: le lien «\u00a0${what}\u00a0» a-t-il été créé?`,
    refused: ({ what }) => `Le lien «\u00a0${what}\u00a0» n’a pas été créé`,
    needsDecision: ({ what }) => `Le lien «\u00a0${what}\u00a0» a-t-il été créé?`,
    takenBack: ({ what }) => `Retiré\u00a0: le lien «\u00a0${what}\u00a0»`,
    dropped: ({ what }) =>
      `Laissé en suspens\u00a0: le lien «\u00a0${what}\u00a0» a peut-être été créé`,
    done: ({ what }) => `Le lien «\u00a0${what}\u00a0» a été créé`,
  },
  changeTitles: {
    waiting: ({ what }) => `En attente\u00a0: modification du lien «\u00a0${what}\u00a0»`,
    held: ({ what }) => `En attente\u00a0: modification du lien «\u00a0${what}\u00a0»`,
    sending: ({ what }) => `Modification du lien «\u00a0${what}\u00a0»…`,
    checking: ({ what }) => `Vérification\u00a0: le lien «\u00a0${what}\u00a0» a-t-il été modifié?`,
    refused: ({ what }) => `Le lien «\u00a0${what}\u00a0» n’a pas été modifié`,
    needsDecision: ({ what }) => `Le lien «\u00a0${what}\u00a0» a-t-il été modifié?`,
    takenBack: ({ what }) => `Retirée\u00a0: la modification du lien «\u00a0${what}\u00a0»`,
    dropped: ({ what }) =>
      `Laissé en suspens\u00a0: le lien «\u00a0${what}\u00a0» a peut-être été modifié`,
    done: ({ what }) => `Le lien «\u00a0${what}\u00a0» a été modifié`,
  },
  deactivateTitles: {
    waiting: ({ what }) => `En attente\u00a0: désactivation du lien «\u00a0${what}\u00a0»`,
    held: ({ what }) => `En attente\u00a0: désactivation du lien «\u00a0${what}\u00a0»`,
    sending: ({ what }) => `Désactivation du lien «\u00a0${what}\u00a0»…`,
    checking: ({ what }) =>
      `Vérification\u00a0: le lien «\u00a0${what}\u00a0» a-t-il été désactivé?`,
    refused: ({ what }) => `Le lien «\u00a0${what}\u00a0» n’a pas été désactivé`,
    needsDecision: ({ what }) => `Le lien «\u00a0${what}\u00a0» a-t-il été désactivé?`,
    takenBack: ({ what }) => `Retiré\u00a0: le lien «\u00a0${what}\u00a0» reste tel quel`,
    dropped: ({ what }) =>
      `Laissé en suspens\u00a0: le lien «\u00a0${what}\u00a0» a peut-être été désactivé`,
    done: ({ what }) => `Le lien «\u00a0${what}\u00a0» a été désactivé`,
  },
  emailTitles: {
    waiting: ({ who, what }) => `En attente\u00a0: courriel à ${who} pour «\u00a0${what}\u00a0»`,
    held: ({ who, what }) => `En attente\u00a0: courriel à ${who} pour «\u00a0${what}\u00a0»`,
    sending: ({ who, what }) => `Envoi du courriel à ${who} pour «\u00a0${what}\u00a0»…`,
    checking: ({ who, what }) =>
      `Vérification\u00a0: le courriel à ${who} pour «\u00a0${what}\u00a0» est-il parti?`,
    refused: ({ who, what }) =>
      `Le courriel à ${who} pour «\u00a0${what}\u00a0» n’a pas été envoyé`,
    needsDecision: ({ who, what }) =>
      `Le courriel à ${who} pour «\u00a0${what}\u00a0» est-il parti?`,
    takenBack: ({ who }) => `Retiré\u00a0: le courriel à ${who}`,
    dropped: ({ who }) => `Laissé en suspens\u00a0: le courriel à ${who} est peut-être parti`,
    done: ({ who, what }) => `Le courriel à ${who} pour «\u00a0${what}\u00a0» a été envoyé`,
  },
};

export default outbox;
