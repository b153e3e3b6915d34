// French words of ../tour.

import type { Translation } from "../language";

const tour: Translation<typeof import("../tour")> = {
  tour: {
    label: (step, of) => `Visite guidée, étape ${step} de ${of}`,
    skip: "Passer la visite guidée",
    done: "Terminer la visite guidée",
    escape: "Échap",
  },
  tourWords: {
    make: "Créez ici votre premier lien\u00a0: un montant, à quoi il sert et une adresse courriel. En mode Entraînement, le courriel arrive dans une boîte de cet ordinateur et aucun argent ne circule.",
    pay: "Jouez maintenant le client\u00a0: ouvrez le lien et payez-le. Paylink vous avise lorsqu’il est payé.",
    find: "Tous les liens restent ici. Retrouvez-les en tapant et partagez-les de nouveau d’un seul geste.",
  },
};

export default tour;
