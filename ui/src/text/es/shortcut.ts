// Spanish words of ../shortcut.

import type { Translation } from "../language";

const shortcut: Translation<typeof import("../shortcut")> = {
  shortcut: {
    title: "Enlace nuevo desde cualquier programa",
    text: "Estas teclas abren Paylink en un enlace nuevo, en cualquier programa en que esté.",
    none: "Ninguna tecla elegida",
    choose: "Elegir teclas…",
    change: "Cambiar teclas…",
    remove: "No usar ninguna",
    recording: "Presione ahora las teclas, por ejemplo Ctrl+Alt+N. Esc lo deja como está.",
    recordingOnMac: "Presione ahora las teclas, por ejemplo ⌃⌥N. Esc lo deja como está.",
    needsModifier:
      "Mantenga presionada también Ctrl, Alt o la tecla Windows, para que nadie las presione sin querer.",
    needsModifierOnMac:
      "Mantenga presionada también ⌃, ⌥ o ⌘, para que nadie las presione sin querer.",
    otherKey: "Use una letra, un dígito, una flecha, la barra espaciadora o F1 a F12.",
    taken:
      "En este momento otro programa tiene esas teclas. Elija otras, o ciérrelo y abra Paylink de nuevo.",
    chosen: (keys) => `${keys} comienza un enlace nuevo.`,
    removed: "Ninguna tecla comienza un enlace nuevo.",
    impossible:
      "Este escritorio (Wayland) no deja que ningún programa escuche las teclas. En su lugar, agregue un atajo en la configuración del teclado de su escritorio, con este comando:",
  },
};

export default shortcut;
