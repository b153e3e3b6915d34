// French words of ../app.

import type { Translation } from "../language";

const app: Translation<typeof import("../app")> = {
  app: {
    name: "Paylink",
    back: "Retour",
    backHint: "Retour (Échap)",
    opening: "Ouverture de Paylink…",
    tryAgain: "Réessayer",
    profiles: (active, place) => `Profil\u00a0: ${place} ${active}`,
    addProfile: "Ajouter un profil…",
    settings: "Paramètres",
    newLink: "Nouveau lien",
    shortcuts: "Raccourcis clavier",
    connectAgain: "Saisir la clé de nouveau",
    keyMissing: (profile) =>
      `${profile} n’a pas de clé API. Impossible de créer ou de vérifier des liens.`,
    dismiss: "Masquer",
  },
  shortcutWords: {
    newLink: "Nouveau lien",
    templates: "Modèles, dans un nouveau lien",
    make: "Créer le lien, depuis n’importe quel champ du formulaire",
    move: "Passer d’un lien à l’autre",
    open: "Ouvrir le lien",
    copy: "Copier le lien",
    share: "Le partager de nouveau\u00a0: les derniers destinataires sont déjà inscrits",
    qr: "Afficher son code QR",
    qrFull: "Afficher le code QR dans toute la fenêtre",
    browser: "L’ouvrir dans le navigateur",
    edit: "Le modifier",
    remind: "Envoyer un rappel",
    extend: "Reporter son dernier jour de 30 jours (sur sa propre page)",
    deactivate: "Le désactiver",
    another: "En créer un semblable",
    more: "Autres actions possibles",
    samePerson: "Trouver tous les liens envoyés à la même personne",
    select: "Le sélectionner; Maj avec ↑ ou ↓ en sélectionne plusieurs",
    selectAll: "Sélectionner tous les liens trouvés",
    search: "Rechercher",
    filters: "Filtres",
    check: "Vérifier maintenant la liste ou le lien",
    profile: "Changer de profil",
    settings: "Paramètres",
    back: "Retour",
    thisList: "Cette liste",
    help: "Aide",
  },
  noticeWords: (notice) => {
    switch (notice.code) {
      case "fileSetAside":
        return {
          title: "Un fichier de Paylink n’a pas pu être lu.",
          text: `Il a été conservé sous le nom ${notice.keptAs}. Ce qu’il contenait est récupéré auprès de Payroc dans la mesure du possible; reconnectez le compte si Paylink le demande. Consultez vos liens avant de refaire ce qui était en cours.`,
        };
      case "anotherPaylinkIsOpen":
        return {
          title: "Une autre fenêtre de Paylink est ouverte.",
          text: "C’est elle qui tient les données, et ce qui est en cours s’y poursuit. Utilisez-la, ou fermez-la et rouvrez celle-ci.",
        };
      case "dataUnavailable":
        return {
          title: "Paylink ne peut pas ouvrir ses données sur cet ordinateur.",
          text: "Le disque est plein, protégé en écriture ou défaillant. Libérez de l’espace ou vérifiez le disque, puis rouvrez Paylink. Ce qui était en cours reprendra alors.",
        };
      case "practiceUnavailable":
        return {
          title: "Le mode Entraînement n’est pas disponible.",
          text: `Rien ne répond à l’adresse ${notice.address}. Fermez Paylink et rouvrez-le; vos autres profils fonctionnent.`,
        };
    }
  },
};

export default app;
