// Spanish words of ../templates.

import type { Translation } from "../language";

const templates: Translation<typeof import("../templates")> = {
  templates: {
    title: "Plantillas",
    save: "Guardar como plantilla…",
    manage: "Cambiar nombre o eliminar…",
    unreadable: "No se pudieron leer sus plantillas. Abra Paylink de nuevo.",
    used: (name) => `Llenado con “${name}”.`,
    saveTitle: "Guardar como plantilla",
    saveText: "Para el próximo enlace como este. A quién se envía no forma parte de ella.",
    name: "Nombre",
    withAmount: (amount) => `Con el importe, ${amount}`,
    withMessage: "Con el mensaje que escribió",
    saveButton: "Guardar plantilla",
    saved: (name) => `Guardada como “${name}”.`,
    manageTitle: "Sus plantillas",
    rename: "Cambiar nombre",
    renameNamed: (name) => `Cambiar nombre de ${name}`,
    remove: "Eliminar",
    removeNamed: (name) => `Eliminar ${name}`,
    removed: (name) => `“${name}” se eliminó.`,
    undo: "Deshacer",
    undoNamed: (name) => `Recuperar ${name}`,
    broughtBack: (name) => `“${name}” está de vuelta.`,
    none: "No hay ninguna. Llene un enlace nuevo y elija “Guardar como plantilla…”.",
    done: "Listo",
    cancel: "Cancelar",
    messages: "Mensajes guardados",
  },
};

export default templates;
