// French words of ../connect.

import type { Translation } from "../language";

const connect: Translation<typeof import("../connect")> = {
  welcome: {
    title: "Bienvenue dans Paylink",
    lead: "Créez un lien de paiement et envoyez-le à votre client en quelques secondes.",
    tryTitle: "Essayez d’abord",
    tryText:
      "Le mode Entraînement a tout ce qu’il faut\u00a0: créez des liens, envoyez-les à une boîte de réception fictive, payez à la place du client. Sans compte, sans argent réel.",
    tryCurrency: "Devise",
    tryButton: "Essayer maintenant",
    trying: "Préparation de l’entraînement…",
    connectTitle: "Utilisez votre compte Payroc",
    connectText: "Il vous faut une clé API et un identifiant de terminal de Payroc.",
    connectButton: "Connecter mon compte Payroc",
    practiceName: "Ma boutique",
    practiceDown: "Le mode Entraînement n’est pas disponible sur cet ordinateur en ce moment.",
  },
  connect: {
    title: "Connecter un compte Payroc",
    replaceTitle: (profile) => `Nouvelle clé pour ${profile}`,
    place: "À quel environnement appartiennent la clé et le terminal?",
    name: "Nom de l’entreprise",
    nameHint: "Vos clients le voient dans le message d’un courriel.",
    terminalId: "Identifiant de terminal",
    terminalHint:
      "Demandez-le à Payroc si vous ne l’avez pas. Il ne contient habituellement que des chiffres.",
    currency: "Devise de vos liens",
    currencies: "Devises",
    currencyError: "Choisissez une devise dans la liste.",
    key: "Clé API",
    keyEmpty: "Pas encore saisie",
    keyEntered: "Saisie",
    keyPractice: "Le mode Entraînement a sa propre clé.",
    enterKey: "Saisir la clé API…",
    enterKeyAgain: "Saisir la clé API de nouveau…",
    keyWhy:
      "La clé se saisit dans une petite fenêtre à part et va directement dans votre trousseau. Elle ne reste jamais dans cette fenêtre, et Paylink ne l’affiche plus jamais.",
    sessionOnly: "Utiliser pour cette session seulement",
    sessionOnlyHint: "La clé est alors oubliée à la fermeture de Paylink.",
    button: "Connecter",
    replaceButton: "Utiliser la nouvelle clé",
    busy: "Vérification de la clé et du terminal…",
    cancel: "Annuler",
    connected: (profile) => `${profile} est connecté.`,
  },
};

export default connect;
