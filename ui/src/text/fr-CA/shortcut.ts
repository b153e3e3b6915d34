// French words of ../shortcut.

import type { Translation } from "../language";

const shortcut: Translation<typeof import("../shortcut")> = {
  shortcut: {
    title: "Nouveau lien depuis tout programme",
    text: "Ces touches ouvrent Paylink sur un nouveau lien, quel que soit le programme où vous êtes.",
    none: "Aucune touche choisie",
    choose: "Choisir des touches…",
    change: "Changer les touches…",
    remove: "N’en utiliser aucune",
    recording:
      "Appuyez maintenant sur les touches, par exemple Ctrl+Alt+N. Échap laisse tout tel quel.",
    recordingOnMac:
      "Appuyez maintenant sur les touches, par exemple ⌃⌥N. Échap laisse tout tel quel.",
    needsModifier:
      "Maintenez aussi Ctrl, Alt ou la touche Windows enfoncée, pour que personne ne les presse par mégarde.",
    needsModifierOnMac:
      "Maintenez aussi ⌃, ⌥ ou ⌘ enfoncée, pour que personne ne les presse par mégarde.",
    otherKey: "Utilisez une lettre, un chiffre, une flèche, la barre d’espace ou F1 à F12.",
    taken:
      "Un autre programme a ces touches en ce moment. Choisissez-en d’autres, ou fermez-le et rouvrez Paylink.",
    chosen: (keys) => `${keys} commence un nouveau lien.`,
    removed: "Aucune touche ne commence un nouveau lien.",
    impossible:
      "Ce bureau (Wayland) ne laisse aucun programme écouter les touches. Ajoutez plutôt un raccourci dans les réglages du clavier de votre bureau, avec cette commande\u00a0:",
  },
};

export default shortcut;
