// French words of ../change-link.

import { shortened } from "../new-link";
import { listed, listedFew } from "../outbox";
import type { Translation } from "../language";
import { plural } from "../plural";
import { held } from "./new-link";

const form = plural("fr-CA");
const people = (count: number) =>
  `${count} ${form(count, { one: "personne", many: "de personnes", other: "personnes" })}`;

function whoHave(names: readonly string[]): string {
  const shown = names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} autres`] : names;
  return `${names.length === 1 ? "a" : "ont"} ${listed(shown)}`;
}

const changeLink: Translation<typeof import("../change-link")> = {
  changeLink: {
    title: "Modifier le lien",
    nothing: "Rien n’est encore différent.",
    saving: "Enregistrement…",
    takenBack: "Retiré. Rien n’a été modifié et personne n’a reçu de courriel.",
    leftOpen: "Laissé tel quel. Consultez le lien pour voir s’il a été modifié.",
    savedNew: "Enregistré. Le lien est nouveau\u00a0: transmettez-le de nouveau.",
    savedCopied: "Enregistré. Le lien est nouveau et déjà copié\u00a0: transmettez-le de nouveau.",
    savedTitle: "Le lien est modifié",
    waitingTitle: "La modification est en cours",
    backToLink: "Retour au lien",
    cancel: "Annuler",
    fixedTitle: "Ne change pas",
    fixedOne:
      "Payroc ne permet pas de modifier ceci. Pour autre chose, créez un autre lien semblable.",
    fixedMany:
      "D’un lien pour plusieurs paiements, seuls le dernier jour, le bouton et l’enregistrement des coordonnées de carte peuvent changer. Pour autre chose, créez un autre lien semblable.",
    fixedExpired:
      "Le lien est expiré\u00a0: seul son dernier jour peut changer, ce qui peut le rendre actif de nouveau.",
    whoHasIt: "Qui a ce lien",
    nobodyHasIt:
      "Ce lien n’a encore été envoyé à personne par courriel. Une modification le remplace tout de même par un nouveau.",
    stays: "L’adresse reste la même. Tous ceux qui ont le lien peuvent continuer à l’utiliser.",
    emailNew: "Envoyer le nouveau lien par courriel à",
    byHand: "Ceux qui l’ont reçu autrement devront recevoir le nouveau de votre part.",
    conflictTitle: "Le lien a été modifié ailleurs entre-temps",
    conflictText:
      "Rien n’a été modifié ici et personne n’a reçu de courriel. Voici où il en est, à côté de ce que vous avez saisi.",
    conflictField: "Champ",
    conflictNow: "Valeur actuelle",
    conflictTyped: "Votre saisie",
    conflictUntouched: "Laissé tel quel",
    keepTyped: "Continuer avec ma saisie",
    takeNow: "Repartir des valeurs actuelles",
    extend: "+30 jours",
    extendHint: "Reporter le dernier jour de 30 jours",
    extendTitle: (day) => `Permettre le paiement jusqu’au ${day}?`,
    extendText: "Une modification remplace un lien pour un seul paiement par un nouveau.",
    extendAction: (day) => `Reporter le dernier jour au ${day}`,
  },
  changeLabel: (emails, hasHolders) => {
    const [first, ...others] = emails;
    if (first === undefined) {
      return hasHolders ? "Enregistrer sans envoyer de courriel" : "Enregistrer";
    }
    const who = others.length === 0 ? first : people(emails.length);
    return `Enregistrer et envoyer le nouveau lien à ${who}`;
  },
  savedWords: (emails) =>
    emails.length === 0
      ? "Enregistré."
      : `Enregistré. Le nouveau lien a été envoyé par courriel à ${listedFew(emails)}.`,
  breaksFor: (names) => {
    if (names.length === 0) {
      return "Le lien actuel ne fonctionnera plus\u00a0: toute personne qui l’a aura besoin du nouveau.";
    }
    const need =
      names.length === 1 ? `${names[0] ?? ""} aura besoin` : "Ces personnes auront besoin";
    return `Le lien qu’${whoHave(names)} ne fonctionnera plus. ${need} du nouveau.`;
  },
  breaksIf: (names) =>
    names.length === 0
      ? "Si vous modifiez quelque chose, le lien actuel ne fonctionnera plus, et toute personne qui l’a aura besoin du nouveau."
      : `Si vous modifiez quelque chose, le lien qu’${whoHave(names)} ne fonctionnera plus.`,
  handedOverSentence: ({ copied, qrShown, opened, mailed }, all, also) => {
    const times = (count: number) => (count === 1 ? "" : ` ${count} fois`);
    const did = [
      copied !== 0 ? `copié${times(copied)}` : "",
      opened !== 0 ? `ouvert${times(opened)}` : "",
      mailed !== 0 ? `transmis à votre logiciel de courriel${times(mailed)}` : "",
      qrShown !== 0 ? `affiché en code QR${times(qrShown)}` : "",
    ].filter((part) => part !== "");
    const it = also ? "Il a aussi été" : "Il a été";
    return did.length === 0
      ? `${it} transmis ${all === 1 ? "une fois" : `${all} fois`}.`
      : `${it} ${listed(did)}.`;
  },
  changedMessage: (link) => {
    const what = shortened(link.description.trim());
    const purpose = what === "" ? "" : ` pour ${what}`;
    const pay = link.amount === null ? "pour votre paiement" : `pour payer ${link.amount}`;
    const until = link.until === null ? "" : ` Il est valide jusqu’au ${link.until}.`;
    const hold = link.holds ? ` ${held}` : "";
    return `Bonjour,\n\nLe lien que je vous ai envoyé précédemment ne fonctionne plus. Voici le nouveau ${pay}${purpose}.${until}${hold}\n\nMerci,\n${link.business}`;
  },
  valueWords: {
    before: (label) => `${label}\u00a0:`,
    amount: "Montant",
    description: "Objet",
    noDescription: "Rien",
    authType: "Quand le client paie",
    lastDay: "Dernier jour",
    noLastDay: "Aucun dernier jour",
    buttonLabel: "Texte du bouton",
    details: "Coordonnées de carte",
    saved: (agreement) => `Enregistrées\u00a0: ${agreement.toLowerCase()}`,
    notSaved: "Non enregistrées",
  },
};

export default changeLink;
