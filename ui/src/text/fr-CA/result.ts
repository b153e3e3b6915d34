// French words of ../result.

import type { Translation } from "../language";

const result: Translation<typeof import("../result")> = {
  result: {
    made: "Lien créé",
    making: "Création du lien",
    waiting: "Pas encore créé\u00a0: pas de connexion",
    waitingForPayroc: "Pas encore créé\u00a0: Payroc ne répond pas normalement",
    waitingForOther: "Le lien attend son tour",
    held: "Pas encore créé\u00a0: il faut quelque chose de vous",
    closable: "Vous pouvez passer à autre chose. Il reste visible au-dessus de vos liens.",
    checking: "Vérification de la création du lien",
    undecided: "On ne sait pas si le lien a été créé",
    madeWrongly: "Ce n’est pas le lien que vous avez demandé",
    link: "Lien",
    copy: "Copier le lien",
    copied: "Copié dans le presse-papiers",
    open: "Ouvrir dans le navigateur",
    share: "Partager",
    another: "En créer un autre",
    done: "Terminé",
    emails: "Courriels",
    holds:
      "Quand le client paie, les fonds restent bloqués jusqu’à ce que vous les encaissiez chez Payroc.",
    notEmailed:
      "Personne n’a reçu de courriel. Copiez le lien, affichez le code QR ou partagez-le.",
    qrName: (what) => `Code QR du lien «\u00a0${what}\u00a0»`,
  },
  emailStateWords: {
    done: (email) => `Envoyé par courriel à ${email}`,
    dropped: (email) => `Laissé en suspens\u00a0: le courriel à ${email} est peut-être parti`,
    takenBack: (email) => `Non envoyé à ${email}\u00a0: retiré`,
    waiting: (email) => `En attente\u00a0: courriel à ${email}`,
    held: (email) => `En attente\u00a0: courriel à ${email}`,
    sending: (email) => `Envoi du courriel à ${email}…`,
    checking: (email) => `Vérification de l’envoi à ${email}`,
    refused: (email) => `Non envoyé à ${email}`,
    needsDecision: (email) => `On ne sait pas si le courriel à ${email} est parti`,
  },
};

export default result;
