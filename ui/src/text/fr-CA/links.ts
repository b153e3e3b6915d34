// French words of ../links.

import type { Translation } from "../language";
import { plural } from "../plural";

const form = plural("fr-CA");
const counted = (count: number, text: string) =>
  `${text} ${form(count, { one: "lien", many: "de liens", other: "liens" })}`;

const links: Translation<typeof import("../links")> = {
  links: {
    title: "Liens",
    search: "Rechercher des liens",
    searchHint: "Rechercher par montant, texte, client, référence",
    status: "État",
    kind: "Type",
    sort: "Tri",
    list: "Liens de paiement",
    clearSearch: "Effacer la recherche",
    filters: (count) => (count === 0 ? "Filtres" : `Filtres (${count})`),
    filterPanel: "Filtres",
    setBy: "Qui fixe le montant",
    made: "Créé",
    madeFrom: "Du",
    madeTo: "Au",
    beforeFrom: "Ce jour vient avant le premier.",
    person: "Envoyé à",
    personHint: "Nom ou courriel",
    people: "Personnes à qui vous avez écrit",
    sentTo: (person) => `Envoyé à ${person}`,
    madeIn: (when) => `Créé\u00a0: ${when}`,
    between: (from, to) =>
      from === "" ? `jusqu’au ${to}` : to === "" ? `depuis le ${from}` : `du ${from} au ${to}`,
    activeFilters: "Filtres utilisés",
    without: (filter) => `Retirer le filtre\u00a0: ${filter}`,
    clearAll: "Tout effacer",
    refresh: "Vérifier maintenant",
    asking: "Vérification…",
    reading: (count) => `Lecture de ${count}…`,
    checked: (age) => `Vérifié ${age}`,
    neverChecked: "Pas encore vérifié",
    notEmailed: "Pas envoyé d’ici",
    andMore: (email, more) => `${email} +${more}`,
    until: (day) => `jusqu’au ${day}`,
    checkedLower: (age) => `vérifié ${age}`,
    madeOn: (day) => `créé ${day}`,
    isSelected: "sélectionné",
    copy: "Copier le lien",
    qr: "Afficher le code QR",
    share: "Partager",
    open: "Ouvrir dans le navigateur",
    of: (action, what) => `${action}\u00a0: ${what}`,
    more: "Plus",
    only: "seulement les liens envoyés à cette adresse",
    select: (what) => `Sélectionner\u00a0: ${what}`,
    found: (count, text) => counted(count, text),
    totals: "Total, là où le montant est fixé",
    paidOrNot: "en tout, payés ou non",
    otherCurrencies: (count) =>
      `et ${count} ${form(count, { one: "autre devise", other: "autres devises" })}`,
    selected: (text) => `Sélection\u00a0: ${text}`,
    selectedOf: (text) => `Tous sélectionnés\u00a0: ${text}`,
    copyLinks: "Copier les liens",
    copyTooMany: "On peut copier jusqu’à 1000 liens à la fois. Un fichier les contient tous.",
    copied: (count, text) =>
      count === 1 ? "1 lien copié." : `${counted(count, text)} copiés, un par ligne.`,
    exportFile: "Exporter en CSV",
    exportFound: "Exporter tous ces liens dans un fichier pour tableur",
    exported: (count, text, folder, file) =>
      `${counted(count, text)} dans ${folder}\u00a0: ${file}`,
    clearSelection: "Annuler la sélection",
    selectionBar: "Liens sélectionnés",
    filtersCleared: "Tous les liens sont affichés.",
    selectionCleared: "Sélection annulée.",
    nobodyToRemind: "Aucun courriel n’a été envoyé d’ici pour ce lien.",
    rangeTooLong:
      "On peut sélectionner jusqu’à 1000 liens un à un. Ctrl+A sélectionne tous ceux qui ont été trouvés.",
    allSelected:
      "Tous les liens trouvés sont sélectionnés\u00a0: il y en a trop pour en exclure un. Annulez d’abord la sélection.",
    loadingRow: "Chargement…",
    loading: "Chargement des liens…",
    readingFirst: "Lecture de vos liens auprès de Payroc…",
    nothingFound: "Aucun lien ne correspond.",
    loosen: "Élargir la recherche\u00a0:",
    withoutText: (text) => `Sans «\u00a0${text}\u00a0»`,
    otherStatuses: (count, text) =>
      `${counted(count, text)} ${form(count, { one: "a", other: "ont" })} un autre état`,
    notFoundTitle: "La recherche dans les liens n’a pas pu se faire",
    showAll: "Afficher tous les liens",
    emptyTitle: "Aucun lien pour l’instant",
    emptyText: "Créez le premier\u00a0: un montant, son objet et le courriel de votre client.",
    emptySteps: [
      "Paylink crée le lien et l’envoie par courriel.",
      "Vous pouvez aussi copier le lien et l’envoyer vous-même.",
      "Une fois payé, il passe à Payé ici.",
    ],
    unknownTitle: "Les liens n’ont pas pu être chargés",
    emptyAfterFault:
      "Il n’y a encore aucun lien sur cet ordinateur, et la liste n’a pas pu être récupérée.",
    offline: "Pas de connexion. Voici les liens tels que cet ordinateur s’en souvient.",
    notRefreshed: "La liste n’a pas pu être mise à jour.",
    tryAgain: "Réessayer",
  },
  filterWords: {
    allStatuses: "Tous",
    allKinds: "Tous les types",
    either: "L’un ou l’autre",
    anyTime: "À tout moment",
  },
  madeWord: {
    today: "Aujourd’hui",
    week: "7 derniers jours",
    month: "30 derniers jours",
    year: "Cette année",
    between: "Choisir les dates…",
  },
  sortWord: {
    unpaidFirst: "Non payés d’abord",
    newest: "Plus récents d’abord",
    oldest: "Plus anciens d’abord",
    largest: "Montant le plus élevé",
    expiresSoonest: "Expiration la plus proche",
  },
  rowMenu: {
    another: "En créer un semblable",
    remind: "Envoyer un rappel…",
    change: "Modifier…",
    deactivate: "Désactiver…",
  },
};

export default links;
