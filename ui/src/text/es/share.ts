// Spanish words of ../share.

import type { Translation } from "../language";
import { shortened } from "../new-link";
import { plural } from "../plural";
import { held } from "./new-link";

const form = plural("es");
const people = (count: number) =>
  `${count} ${form(count, { one: "persona", many: "de personas", other: "personas" })}`;

const share: Translation<typeof import("../share")> = {
  share: {
    title: "Compartir por correo",
    what: (amount, description) => (description ? `${amount} · ${description}` : amount),
    byReference: (reference) => `Referencia ${reference}`,
    email: "Correo del cliente",
    emailNth: (nth) => `Correo de la persona ${nth}`,
    message: "Mensaje",
    blocked: "Este enlace no se puede compartir",
    emailed: (who) => `Enviado por correo a ${who}.`,
    waiting: "No hay conexión. El correo sale por sí solo cuando vuelva.",
    checking: "La respuesta se perdió en el camino. Paylink averigua si el correo salió.",
    undecided: "No se sabe si el correo salió. Vea arriba de la lista de enlaces.",
    takenBack: "Retirado. No se envió ningún correo.",
    leftOpen: "Se dejó como está. Puede que el correo haya salido.",
    anotherLike: "Crear otro igual",
    close: "Cerrar",
  },
  reminder: {
    title: "Enviar un recordatorio",
    note: "Justo antes de enviarlo, Paylink verifica una vez más que el enlace no se haya pagado. A quien ya pagó no se le recuerda.",
    emailed: (who) => `Recordatorio enviado por correo a ${who}.`,
    refused: {
      paid: "Se pagó mientras tanto: no se envió ningún correo.",
      held: "El dinero quedó retenido mientras tanto: no se envió ningún correo.",
      expired: "Venció mientras tanto: no se envió ningún correo.",
      deactivated: "Se desactivó mientras tanto: no se envió ningún correo.",
    },
    notOpen: "Ya no está activo: no se envió ningún correo.",
  },
  reminderLabel: (recipients) => {
    const [first, ...others] = recipients;
    if (first === undefined) return "Enviar recordatorio";
    return `Enviar recordatorio a ${others.length === 0 ? first : people(recipients.length)}`;
  },
  reminderMessage: (link) => {
    const what = shortened(link.description.trim());
    const purpose = what === "" ? "" : ` por ${what}`;
    const ask = link.amount === null ? "su pago" : `el pago de ${link.amount}`;
    const until = link.until === null ? "" : ` Es válido hasta el ${link.until}.`;
    const hold = link.holds ? ` ${held}` : "";
    return `Hola:\n\nLe recuerdo amablemente que ${ask}${purpose} sigue pendiente. Este es el enlace otra vez.${until}${hold}\n\nSi ya pagó, por favor no tenga en cuenta este mensaje.\n\nGracias,\n${link.business}`;
  },
  shareLabel: (recipients) => {
    const [first, ...others] = recipients;
    if (first === undefined) return "Enviar correo";
    return `Enviar a ${others.length === 0 ? first : people(recipients.length)}`;
  },
};

export default share;
