// French words of ../../ipc/faults.

import type { Translation } from "../language";

const faultWords: Translation<typeof import("../../ipc/faults")> = {
  faultWords: {
    checkFields: {
      title: "Il y a quelque chose à revoir.",
      next: "Corrigez les champs indiqués et réessayez.",
    },
    offline: {
      title: "Il n’y a pas de connexion à Payroc.",
      next: "Vérifiez la connexion Internet et réessayez.",
    },
    practiceUnavailable: {
      title: "Le mode Entraînement ne répond pas.",
      next: "Fermez Paylink et rouvrez-le. Si cela ne suffit pas, redémarrez l’ordinateur.",
    },
    noAnswer: {
      title: "La connexion s’est interrompue avant la réponse.",
      next: "Vérifiez la connexion Internet, puis réessayez.",
    },
    keyNotAccepted: {
      title: "Payroc n’accepte pas cette clé API.",
      next: "Saisissez la clé de nouveau et vérifiez si elle appartient à l’environnement Réel ou Test.",
    },
    terminalNotAccepted: {
      title: "La clé fonctionne, mais pas avec cet identifiant de terminal.",
      next: "Comparez l’identifiant de terminal avec celui de vos documents ou du portail Payroc.",
    },
    forbidden: {
      title: "Cette clé API n’a pas le droit de faire cela.",
      next: "Demandez à Payroc d’autoriser les liens de paiement pour cette clé, ou utilisez une autre clé.",
    },
    refused: {
      title: "Payroc a refusé.",
      next: "Lisez son motif, modifiez ce qu’il indique et réessayez.",
    },
    linkNotUsable: {
      title: "Ce lien ne peut plus servir à cela.",
      next: "Il a été payé, est expiré ou a été désactivé. Créez-en un autre semblable.",
    },
    changedElsewhere: {
      title: "Le lien a été modifié ailleurs entre-temps.",
      next: "Voyez où il en est, et modifiez-le de nouveau s’il n’est toujours pas correct.",
    },
    linkNotFound: {
      title: "Payroc ne connaît pas ce lien.",
      next: "Vérifiez que le bon profil est utilisé, puis vérifiez de nouveau.",
    },
    gatewayTrouble: {
      title: "Payroc éprouve des difficultés en ce moment.",
      next: "Réessayez dans quelques minutes.",
    },
    answerUnreadable: {
      title: "La réponse de Payroc n’a pas pu être comprise.",
      next: "Réessayez. Sur un réseau inconnu, ouvrez d’abord une page Web\u00a0: il faut peut-être s’y connecter.",
    },
    outcomeUnknown: {
      title: "On ne sait pas si cela a eu lieu.",
      next: "Vérifiez de nouveau, ou décidez s’il faut l’envoyer encore une fois.",
    },
    outcomeUnclear: {
      title: "On ne sait pas si cela a eu lieu.",
      next: "Vérifiez de nouveau, ou décidez s’il faut l’envoyer encore une fois.",
    },
    keychainMissing: {
      title: "Cet ordinateur n’a pas de trousseau où garder la clé.",
      next: "Installez-en un (sous Linux\u00a0: GNOME Keyring ou KWallet), ou utilisez la clé pour cette session seulement.",
    },
    keychainLocked: {
      title: "Le trousseau est verrouillé.",
      next: "Déverrouillez-le et réessayez, ou utilisez la clé pour cette session seulement.",
    },
    keychainDenied: {
      title: "Le trousseau a refusé l’accès à Paylink.",
      next: "Autorisez Paylink lorsque le système le demande et réessayez, ou utilisez la clé pour cette session seulement.",
    },
    keychainSilent: {
      title: "Le trousseau ne répond pas.",
      next: "Une fenêtre du système attend peut-être votre mot de passe, possiblement derrière celle-ci. Vous pouvez aussi utiliser la clé pour cette session seulement.",
    },
    keyMissing: {
      title: "Ce profil n’a pas de clé API.",
      next: "Saisissez la clé de nouveau dans les paramètres.",
    },
    keyUnreadable: {
      title: "Ce que le trousseau contient pour ce profil n’est pas une clé API.",
      next: "Saisissez la clé de nouveau dans les paramètres.",
    },
    keyNotTyped: {
      title: "La clé API n’a pas encore été saisie.",
      next: "Choisissez Saisir la clé API et collez-la dans la fenêtre.",
    },
    noProfile: {
      title: "Aucun profil n’est connecté.",
      next: "Connectez un compte Payroc, ou essayez le mode Entraînement.",
    },
    diskTrouble: {
      title: "Paylink ne peut pas écrire sur le disque de cet ordinateur.",
      next: "Libérez de l’espace, ou vérifiez que le disque n’est pas protégé en écriture. Puis réessayez.",
    },
    fileNotWritten: {
      title: "Le fichier n’a pas pu être enregistré. Vos liens ne sont pas touchés.",
      next: "Libérez de l’espace sur le disque, ou vérifiez que vous pouvez écrire dans votre dossier Téléchargements. Puis réessayez.",
    },
    anotherPaylinkIsOpen: {
      title: "Une autre fenêtre de Paylink est ouverte.",
      next: "Utilisez-la, ou fermez-la et rouvrez celle-ci.",
    },
    notPossibleAnyMore: {
      title: "Ce n’est plus possible.",
      next: "Les choses ont avancé entre-temps. La liste montre où cela en est.",
    },
    unfinishedWork: {
      title: "Quelque chose est encore en cours dans ce profil.",
      next: "Attendez que ce soit terminé, ou choisissez «\u00a0Retirer\u00a0» au-dessus de la liste des liens. Puis réessayez.",
    },
    shortcutTaken: {
      title: "Ces touches sont prises.",
      next: "Un autre programme ou le système les utilise. Choisissez d’autres touches.",
    },
    systemRefused: {
      title: "Le système ne l’a pas fait.",
      next: "Réessayez. Si le problème persiste, redémarrez l’ordinateur.",
    },
  },
  effectWords: {
    none: "Rien n’a été créé et personne n’a reçu de courriel.",
    unknown: "Cela a peut-être eu lieu. Paylink vérifie et ne le fera pas deux fois.",
    done: "Cela a bien eu lieu.",
  },
  emailEffectWords: {
    none: "Ce courriel n’est pas parti.",
    unknown: "Il est peut-être parti. Paylink vérifie et ne l’enverra pas deux fois.",
    done: "Le courriel est bien parti.",
  },
  changeEffectWords: {
    none: "Rien n’a été modifié et personne n’a reçu de courriel.",
    unknown: "Il a peut-être été modifié. Paylink vérifie et ne le modifiera pas deux fois.",
    done: "Le lien a été modifié.",
  },
};

export default faultWords;
