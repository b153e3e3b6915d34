// Spanish words of ../link.

import type { Translation } from "../language";
import { plural } from "../plural";

const form = plural("es");
const by = (name: string) => (name === "" ? "" : ` de ${name}`);
const of = (amount: string) => (amount === "" ? "" : ` de ${amount}`);

const link: Translation<typeof import("../link")> = {
  link: {
    gone: "Este enlace ya no está en esta computadora.",
    loading: "Abriendo el enlace…",
    noDescription: "Sin descripción",
    checkNow: "Consultar ahora",
    checking: "Consultando…",
    edit: "Editar",
    shareAgain: "Compartir otra vez",
    remind: "Enviar un recordatorio",
    deactivate: "Desactivar…",
    more: "Más",
    moreOf: "Más acciones para este enlace",
    another: "Crear otro igual",
    host: (host) => `Su cliente paga en ${host}`,
    saw: "Lo que veía su cliente",
    details: "Detalles",
    kind: "Tipo",
    charge: "Cuando el cliente paga",
    methods: "Formas de pago",
    expires: "Último día para pagarlo",
    never: "Sin último día",
    reference: "Referencia",
    orderId: "ID de pedido",
    button: "Texto del botón",
    saves: "Datos de la tarjeta",
    savesNothing: "No se guardan",
    created: "Creado el",
    id: "ID del enlace de pago",
    alreadyOver: {
      paid: "Se pagó: no queda nada que desactivar.",
      held: "El dinero está retenido: no queda nada que desactivar.",
      deactivated: "Ya está desactivado.",
      expired: "",
    },
  },
  timeline: {
    title: "Lo que ocurrió",
    none: "Todavía no se sabe nada.",
    today: "Hoy",
    yesterday: "Ayer",
    showAll: (count) => `Mostrar todo (${count})`,
    showFewer: "Mostrar menos",
    earlier: (count) =>
      `y ${count} ${form(count, { one: "anterior", many: "de anteriores", other: "anteriores" })}`,
    reason: (note) => `“${note}”`,
  },
  payments: {
    title: "Pagos",
    none: "Todavía no hay pagos.",
    noneAtAll: "No hay pagos.",
    neverAsked: "Todavía no se consultaron.",
    notAsked: "No se pudieron consultar los pagos.",
    forbiddenTitle: "Esta clave no tiene permiso para ver los pagos",
    forbiddenOne:
      "Pida a Payroc que lo permita para la clave. Cuando se pague el enlace, su estado de arriba cambia a Pagado de todos modos.",
    forbiddenMany:
      "Pida a Payroc que lo permita para la clave. Hasta entonces, vea en el portal de Payroc quién pagó.",
    checked: (age) => `Consultados ${age}`,
    when: "Cuándo",
    who: "Quién",
    how: "Cómo",
    state: "Estado",
    amount: "Importe",
    unknownAmount: "Sin dato",
    unknownTime: "Sin dato",
    refunded: (amount) => `${amount} reembolsados`,
    more: (count) => `y ${count} más`,
    notWhole: "No se pudieron leer todos: el total no los incluye.",
    total: (count, amount) =>
      `${count} ${form(count, { one: "pago", many: "de pagos", other: "pagos" })} · ${amount}`,
  },
  deactivate: {
    title: "¿Desactivar este enlace?",
    final: "Ya nadie podrá pagar con él, y no se puede volver a activar.",
    nobodyTold: "No se avisa a nadie.",
    nobodyToldOf: (who) => `No se avisa a nadie, ni siquiera a ${who}.`,
    reason: "Por qué (opcional)",
    reasonHint: "Se guarda en esta computadora y nunca se envía.",
    action: "Desactivar definitivamente",
    working: "Desactivando…",
    keep: "Conservarlo",
    doneTitle: "El enlace está desactivado",
    done: "Ya nadie puede pagar con él, y no se avisó a nadie.",
    another: "Crear otro igual",
    close: "Cerrar",
  },
  deactivateEffect: {
    none: "El enlace no se desactivó.",
    unknown: "Puede que esté desactivado. Paylink lo está averiguando.",
    done: "El enlace está desactivado.",
  },
  paymentStateWords: {
    underWay: "Pago en curso",
    onHold: "Retenido",
    paid: "Pagado",
    pending: "En curso",
    declined: "Rechazado",
    reversed: "Anulado",
    expired: "Retención vencida",
    unknown: "Desconocido",
  },
  happened: {
    created: () => "Creado",
    emailed: ({ email }) => (email === "" ? "Enviado por correo" : `Enviado por correo a ${email}`),
    reminded: ({ email }) =>
      email === ""
        ? "Recordatorio enviado por correo"
        : `Recordatorio enviado por correo a ${email}`,
    copied: () => "Enlace copiado",
    buttonCopied: () => "Botón HTML copiado",
    qrShown: () => "Código QR mostrado",
    openedInBrowser: () => "Abierto en el navegador",
    handedToMail: ({ email }) =>
      email === ""
        ? "Pasado a su programa de correo"
        : `Pasado a su programa de correo para ${email}`,
    messageCopied: () => "Mensaje copiado",
    changed: () => "Cambiado",
    paymentPending: ({ amount, name }) =>
      `Pago${of(amount)} en curso${name === "" ? "" : `: ${name}`}`,
    held: ({ amount, name }) =>
      `${amount === "" ? "Dinero retenido" : `${amount} retenidos`}${name === "" ? "" : `: ${name}`}`,
    paid: ({ amount, name }) =>
      amount === ""
        ? `Pagado${name === "" ? "" : ` por ${name}`}`
        : `Pago de ${amount} recibido${by(name)}`,
    paymentDeclined: ({ amount, name }) =>
      `Pago${of(amount)} rechazado${name === "" ? "" : `: ${name}`}`,
    refunded: ({ amount }) => (amount === "" ? "Reembolsado" : `Reembolso${of(amount)}`),
    deactivated: () => "Desactivado",
    expired: () => "Vencido",
  },
  remembered: {
    kept: "Este es el enlace como lo recuerda esta computadora.",
    unknown: "Payroc ya no conoce este enlace.",
  },
};

export default link;
