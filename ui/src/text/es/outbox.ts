// Spanish words of ../outbox.

import type { Translation } from "../language";
import { plural } from "../plural";

const form = plural("es");
const and = new Intl.ListFormat("es", { type: "conjunction" });
const list = (names: readonly string[]) => and.format([...names]);

const outbox: Translation<typeof import("../outbox")> = {
  outbox: {
    title: "En curso",
    recovered: "Esto quedó sin terminar cuando se cerró Paylink la última vez, y se retomó.",
    tryNow: "Intentar ahora",
    lookNow: "Consultar ahora",
    takeBack: "Retirar",
    doNotEmail: "No enviar",
    lookAgain: "Consultar otra vez",
    leaveIt: "Dejarlo",
    enterKey: "Ingresar la clave otra vez",
    show: "Mostrar enlace",
    dismiss: "Descartar",
    dismissDone: "Descartar lo terminado",
    startAnew: "Corregir y reintentar",
    showAll: (count) => `Mostrar todo (${count})`,
    showFewer: "Mostrar menos",
    more: (count) => `y ${count} más`,
    nextTry: (when) => `Próximo intento: ${when}.`,
    byItself: "Sale por sí solo.",
    backOnline: "Sale por sí solo en cuanto vuelva la conexión.",
    backPractice: "Sale por sí solo en cuanto responda Práctica.",
    afterOther: "Sale en cuanto se resuelva otro anterior parecido.",
    afterEarlier: "Sale en cuanto se resuelva lo que usted pidió antes sobre este enlace.",
    slow: "Payroc se está tomando su tiempo. No hace falta esperar aquí: continúa por sí solo.",
    checking: (sent) =>
      `Se envió ${sent}, pero no llegó respuesta. Paylink lo consulta en Payroc y nunca lo envía dos veces por su cuenta.`,
    looksOnline: "Paylink lo consulta en cuanto vuelva la conexión.",
    thenEmails: (who) => `Cuando exista, se envía por correo a ${who}.`,
    thenEmailsChanged: (who) => `Cuando cambie, se envía por correo a ${who}.`,
    shareAgain: "Corrija la dirección o el mensaje y comparta el enlace otra vez.",
    lookedFor: "Se buscó",
    sent: "Enviado",
    found: "Se encontró",
    showMeans: "Quien tenga su dirección puede pagarlo. Desactívelo ahí.",
    lookingMeans: "Paylink lo compara con lo que dice la lista de Payroc.",
    looksAtLink: "Paylink lo compara con cómo tiene Payroc el enlace ahora.",
    fromTo: (from, to) => `${from} → ${to}`,
    asked: "Usted pidió",
    made: "Payroc creó",
    news: "Novedades",
  },
  news: {
    changes: (count) =>
      `${form(count, { one: "Cambió", other: "Cambiaron" })} ${count} ${form(count, { one: "cosa", many: "de cosas", other: "cosas" })} en curso.`,
  },
  deactivationEffectWords: {
    none: "El enlace no se desactivó. Todavía se puede pagar.",
    notUsable: "El enlace no se desactivó.",
    unknown: "Puede que se haya desactivado. Paylink lo está averiguando.",
    done: "Se desactivó.",
  },
  againWords: {
    email: (who) => `Si el primer correo llegó a salir, ${who} podría recibirlo dos veces.`,
    create: () => "Si el primero llegó a crearse, hay dos enlaces y se pueden pagar los dos.",
    change: () => "Paylink consulta primero el enlace y lo cambia solo si sigue como usted lo vio.",
    deactivate: () => "Un enlace desactivado dos veces está desactivado: no hay ningún daño.",
  },
  leavingWords: {
    email: "No se envía nada más.",
    create: "No se envía nada más. Si llegó a crearse, aparece en su lista.",
    madeWrongly:
      "No se envía ningún correo. El enlace equivocado se queda en su lista y se puede pagar hasta que lo desactive.",
    change: "No se envía nada más, tampoco por correo. El enlace se muestra como lo tiene Payroc.",
    deactivate: "No se envía nada más. El enlace muestra si todavía se puede pagar.",
  },
  againTitles: {
    create: ({ what }) => `¿Crear una vez más el enlace “${what}”?`,
    email: ({ who }) => `¿Enviar el correo una vez más a ${who}?`,
    change: ({ what }) => `¿Cambiar una vez más el enlace “${what}”?`,
    deactivate: ({ what }) => `¿Desactivar una vez más el enlace “${what}”?`,
  },
  againAction: {
    create: "Crearlo una vez más",
    email: "Enviarlo una vez más",
    change: "Cambiarlo una vez más",
    deactivate: "Desactivarlo una vez más",
  },
  foundNothing: {
    create: "Nada. Eso no demuestra que no se haya creado.",
    email: "Nada. Eso no demuestra que no haya salido.",
    change: "El enlace está como estaba. Eso no demuestra que no haya un cambio en curso.",
    deactivate: "El enlace todavía se puede pagar. Eso no demuestra que no haya nada en curso.",
  },
  foundElse: {
    unclear: "Algo que podría serlo, pero nada que lo sea con seguridad.",
    unclearLink:
      "El enlace no está ni como estaba ni como usted lo quiere: quizá otra persona lo cambió.",
    unreadable: "No se pudo leer la lista de Payroc.",
    unreadableLink: "No se pudo leer la respuesta de Payroc.",
    notLet: (why) => `Payroc no dejó que Paylink consultara. ${why}`,
  },
  lookedFor: {
    email: ({ who, what }) => `Un correo a ${who} con el enlace “${what}”`,
    create: ({ what, reference }) => `Un enlace “${what}” con la referencia ${reference}`,
    change: ({ reference }) => `Su cambio del enlace ${reference}`,
    deactivate: ({ what }) => `Si el enlace “${what}” está desactivado`,
  },
  listed: list,
  listedFew: (emails) =>
    emails.length > 2
      ? `${emails.length} ${form(emails.length, { one: "persona", many: "de personas", other: "personas" })}`
      : list(emails),
  whatFor: (amount, description) => (description === "" ? amount : `${amount} por ${description}`),
  whatOpen: (description) =>
    description === "" ? "Importe libre" : `${description} (importe libre)`,
  intentTitles: {
    link: (what) => `El enlace “${what}”`,
    andOthers: (who) => `${who} y otras personas`,
    madeAndEmailed: (made, who) => `${made} y se envió por correo a ${who}`,
    wasEmailed: (link, who) => `${link} se envió por correo a ${who}`,
  },
  madeWronglyTitles: {
    create: ({ what }) => `Lo que creó Payroc no es el enlace “${what}”`,
    change: ({ what }) => `Payroc no cambió el enlace “${what}” como usted lo pidió`,
  },
  createTitles: {
    waiting: ({ what }) => `En espera de crear el enlace “${what}”`,
    held: ({ what }) => `En espera de crear el enlace “${what}”`,
    sending: ({ what }) => `Creando el enlace “${what}”…`,
    checking: ({ what }) => `Averiguando si se creó el enlace “${what}”`,
    refused: ({ what }) => `El enlace “${what}” no se creó`,
    needsDecision: ({ what }) => `¿Se creó el enlace “${what}”?`,
    takenBack: ({ what }) => `Retirado: el enlace “${what}”`,
    dropped: ({ what }) => `Sin resolver: puede que el enlace “${what}” se haya creado`,
    done: ({ what }) => `El enlace “${what}” se creó`,
  },
  changeTitles: {
    waiting: ({ what }) => `En espera de cambiar el enlace “${what}”`,
    held: ({ what }) => `En espera de cambiar el enlace “${what}”`,
    sending: ({ what }) => `Cambiando el enlace “${what}”…`,
    checking: ({ what }) => `Averiguando si se cambió el enlace “${what}”`,
    refused: ({ what }) => `El enlace “${what}” no se cambió`,
    needsDecision: ({ what }) => `¿Se cambió el enlace “${what}”?`,
    takenBack: ({ what }) => `Retirado: el cambio del enlace “${what}”`,
    dropped: ({ what }) => `Sin resolver: puede que el enlace “${what}” se haya cambiado`,
    done: ({ what }) => `El enlace “${what}” se cambió`,
  },
  deactivateTitles: {
    waiting: ({ what }) => `En espera de desactivar el enlace “${what}”`,
    held: ({ what }) => `En espera de desactivar el enlace “${what}”`,
    sending: ({ what }) => `Desactivando el enlace “${what}”…`,
    checking: ({ what }) => `Averiguando si se desactivó el enlace “${what}”`,
    refused: ({ what }) => `El enlace “${what}” no se desactivó`,
    needsDecision: ({ what }) => `¿Se desactivó el enlace “${what}”?`,
    takenBack: ({ what }) => `Retirado: el enlace “${what}” queda como está`,
    dropped: ({ what }) => `Sin resolver: puede que el enlace “${what}” se haya desactivado`,
    done: ({ what }) => `El enlace “${what}” se desactivó`,
  },
  emailTitles: {
    waiting: ({ who, what }) => `En espera de enviar el correo a ${who} por “${what}”`,
    held: ({ who, what }) => `En espera de enviar el correo a ${who} por “${what}”`,
    sending: ({ who, what }) => `Enviando el correo a ${who} por “${what}”…`,
    checking: ({ who, what }) => `Averiguando si salió el correo a ${who} por “${what}”`,
    refused: ({ who, what }) => `El correo a ${who} por “${what}” no se envió`,
    needsDecision: ({ who, what }) => `¿Salió el correo a ${who} por “${what}”?`,
    takenBack: ({ who }) => `Retirado: el correo a ${who}`,
    dropped: ({ who }) => `Sin resolver: puede que el correo a ${who} haya salido`,
    done: ({ who, what }) => `El correo a ${who} por “${what}” se envió`,
  },
};

export default outbox;
