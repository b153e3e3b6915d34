// French of updates.ts.

import type { Translation } from "../language";

const updates: Translation<typeof import("../updates")> = {
  updates: {
    title: "Mises à jour",
    version: (version) => `Vous avez Paylink ${version}.`,
    packageManager: "Paylink est mis à jour avec les autres programmes de votre système.",
    elsewhere:
      "Ce Paylink n’a pas été installé à partir d’une version publiée\u00a0: il ne cherche donc pas de mises à jour. Les plus récentes viennent d’où celle-ci est venue.",
    look: "Chercher les mises à jour une fois par jour",
    lookHint:
      "Paylink demande alors, là où il est publié, quelle version est la plus récente. Rien sur vous ni sur votre entreprise n’est envoyé, pas même la version que vous avez. Rien n’est installé sans votre accord.",
    check: "Chercher des mises à jour",
    looking: "Recherche d’une version plus récente…",
    newest: (age) => `Il n’y a pas de version plus récente. Dernière recherche\u00a0: ${age}.`,
    found: (version) => `Paylink ${version} peut être installé.`,
    whatIsNew: (version) => `Nouveautés de ${version}`,
    notesMissing: "Aucune note pour cette version.",
    restarts:
      "Paylink se ferme et s’ouvre de nouveau. Vos liens, vos paramètres et vos clés restent tels quels.",
    underWay:
      "Quelque chose est encore en cours. C’est conservé sur cet ordinateur et continue de soi-même quand Paylink s’ouvre de nouveau\u00a0: rien n’est perdu, et rien n’est envoyé deux fois.",
    install: "Installer et redémarrer",
    later: "Plus tard",
    laterDone: "On vous en reparlera dans une semaine. D’ici là, c’est dans les paramètres.",
    downloading: (version) => `Téléchargement de Paylink ${version}…`,
    progress: "Téléchargement",
    leaving: "Si vous quittez les paramètres, le téléchargement s’arrête.",
    stop: "Arrêter le téléchargement",
    installing: "Installation. Paylink s’ouvrira de nouveau de lui-même.",
    see: "Nouveautés…",
  },
  updateTrouble: {
    offline: {
      title: "Le site des mises à jour n’a pas pu être joint.",
      next: "Rien n’a changé. Vérifiez votre connexion, puis réessayez.",
    },
    silent: {
      title: "Aucune réponse n’est venue à temps.",
      next: "Rien n’a changé. Réessayez plus tard.",
    },
    unreadable: {
      title: "La réponse sur les versions plus récentes n’a pas pu être comprise.",
      next: "Rien n’a changé. Si ce réseau demande d’abord une connexion, faites-la. Sinon, réessayez plus tard.",
    },
    notForThis: {
      title: "Il y a une version plus récente, mais aucune pour cet ordinateur.",
      next: "Rien n’a changé. Réessayez dans quelques jours\u00a0: elle sera peut-être publiée d’ici là.",
    },
    brokenOff: {
      title: "Le téléchargement s’est interrompu.",
      next: "Ce qui était arrivé a été jeté, et rien n’a changé. Réessayez.",
    },
    notGenuine: {
      title: "Ce qui a été téléchargé ne vient pas des auteurs de Paylink.",
      next: "Il a été jeté, et rien n’a changé. Il a pu être endommagé en chemin\u00a0: réessayez. Si cela persiste, ne l’installez pas d’ailleurs et prévenez les auteurs.",
    },
    notInstalled: {
      title: "La nouvelle version n’a pas pu être mise en place.",
      next: "Rien n’a changé\u00a0: le disque est plein, ou Paylink ne peut pas écrire là où il est. Faites de la place, ou déplacez Paylink dans un dossier à vous, puis réessayez.",
    },
  },
};

export default updates;
