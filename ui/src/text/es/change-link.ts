// Spanish words of ../change-link.

import type { Translation } from "../language";
import { shortened } from "../new-link";
import { listed, listedFew } from "../outbox";
import { plural } from "../plural";
import { held } from "./new-link";

const form = plural("es");
const people = (count: number) =>
  `${count} ${form(count, { one: "persona", many: "de personas", other: "personas" })}`;

function whoHave(names: readonly string[]): string {
  const shown =
    names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} personas más`] : names;
  return `${names.length === 1 ? "tiene" : "tienen"} ${listed(shown)}`;
}

const changeLink: Translation<typeof import("../change-link")> = {
  changeLink: {
    title: "Editar enlace",
    nothing: "Todavía no hay nada distinto.",
    saving: "Guardando…",
    takenBack: "Retirado. No se cambió nada y no se envió ningún correo.",
    leftOpen: "Se dejó como está. Consulte el enlace para ver si cambió.",
    savedNew: "Guardado. El enlace es nuevo: entréguelo otra vez.",
    savedCopied: "Guardado. El enlace es nuevo y ya está copiado: entréguelo otra vez.",
    savedTitle: "El enlace cambió",
    waitingTitle: "El cambio está en curso",
    backToLink: "Volver al enlace",
    cancel: "Cancelar",
    fixedTitle: "No cambia",
    fixedOne: "Payroc no permite cambiar esto. Para otra cosa, cree otro enlace igual.",
    fixedMany:
      "De un enlace para varios pagos solo pueden cambiar el último día, el botón y el guardado de los datos de la tarjeta. Para otra cosa, cree otro enlace igual.",
    fixedExpired:
      "El enlace venció: solo puede cambiar su último día, lo que puede volver a activarlo.",
    whoHasIt: "Quién tiene el enlace",
    nobodyHasIt:
      "Este enlace todavía no se envió por correo a nadie. Aun así, un cambio lo reemplaza por uno nuevo.",
    stays: "La dirección no cambia. Todos los que tienen el enlace pueden seguir usándolo.",
    emailNew: "Enviar el enlace nuevo por correo a",
    byHand: "Quien lo recibió de otra forma necesita que usted le dé el nuevo.",
    conflictTitle: "Mientras tanto, el enlace se cambió en otro lugar",
    conflictText:
      "Aquí no se cambió nada y no se envió ningún correo. Así está ahora, junto a lo que usted escribió.",
    conflictField: "Campo",
    conflictNow: "Ahora es",
    conflictTyped: "Usted escribió",
    conflictUntouched: "Se dejó como estaba",
    keepTyped: "Continuar con lo que escribí",
    takeNow: "Partir de cómo está ahora",
    extend: "+30 días",
    extendHint: "Mover el último día 30 días",
    extendTitle: (day) => `¿Permitir que se pague hasta el ${day}?`,
    extendText: "Un cambio reemplaza un enlace para un solo pago por uno nuevo.",
    extendAction: (day) => `Mover el último día al ${day}`,
  },
  changeLabel: (emails, hasHolders) => {
    const [first, ...others] = emails;
    if (first === undefined) return hasHolders ? "Guardar sin enviar correos" : "Guardar";
    const who = others.length === 0 ? first : people(emails.length);
    return `Guardar y enviar el enlace nuevo a ${who}`;
  },
  savedWords: (emails) =>
    emails.length === 0
      ? "Guardado."
      : `Guardado. El enlace nuevo se envió por correo a ${listedFew(emails)}.`,
  breaksFor: (names) => {
    if (names.length === 0) {
      return "El enlace actual dejará de funcionar: quien lo tenga necesita el nuevo.";
    }
    const need = names.length === 1 ? `${names[0] ?? ""} necesita` : "Necesitan";
    return `El enlace que ${whoHave(names)} dejará de funcionar. ${need} el nuevo.`;
  },
  breaksIf: (names) =>
    names.length === 0
      ? "Si cambia algo, el enlace actual dejará de funcionar y quien lo tenga necesita el nuevo."
      : `Si cambia algo, el enlace que ${whoHave(names)} dejará de funcionar.`,
  handedOverSentence: ({ copied, qrShown, opened, mailed }, all, also) => {
    const times = (count: number) => (count === 1 ? "" : ` ${count} veces`);
    const did = [
      copied !== 0 ? `se copió${times(copied)}` : "",
      qrShown !== 0 ? `se mostró como código QR${times(qrShown)}` : "",
      opened !== 0 ? `se abrió${times(opened)}` : "",
      mailed !== 0 ? `se pasó a su programa de correo${times(mailed)}` : "",
    ].filter((part) => part !== "");
    const it = also ? "El enlace también" : "El enlace";
    return did.length === 0
      ? `${it} se entregó ${all === 1 ? "una vez" : `${all} veces`}.`
      : `${it} ${listed(did)}.`;
  },
  changedMessage: (link) => {
    const what = shortened(link.description.trim());
    const purpose = what === "" ? "" : ` por ${what}`;
    const pay = link.amount === null ? "para su pago" : `para pagar ${link.amount}`;
    const until = link.until === null ? "" : ` Es válido hasta el ${link.until}.`;
    const hold = link.holds ? ` ${held}` : "";
    return `Hola:\n\nEl enlace que le envié antes ya no funciona. Este es el nuevo ${pay}${purpose}.${until}${hold}\n\nGracias,\n${link.business}`;
  },
  valueWords: {
    before: (label) => `${label}:`,
    amount: "Importe",
    description: "Concepto",
    noDescription: "Nada",
    authType: "Cuando el cliente paga",
    lastDay: "Último día",
    noLastDay: "Sin último día",
    buttonLabel: "Texto del botón",
    details: "Datos de la tarjeta",
    saved: (agreement) => `Se guardan: ${agreement.toLowerCase()}`,
    notSaved: "No se guardan",
  },
};

export default changeLink;
