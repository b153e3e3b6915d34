// Spanish words of ../words.

import type { Translation } from "../language";

const words: Translation<typeof import("../words")> = {
  placeWord: {
    practice: "Práctica",
    test: "Prueba",
    live: "Real",
  },
  placeNote: {
    practice: "Enlace de práctica: sin dinero real",
    test: "Enlace de prueba: sin dinero real",
    live: "Enlace real: dinero real",
  },
  placeExplained: {
    practice: "Práctica: todo se queda en esta computadora, no se mueve dinero real.",
    test: "Prueba: el sistema de pruebas de Payroc, no se mueve dinero real.",
    live: "Real: los clientes pagan con dinero real.",
  },
  statusWord: {
    active: "Activo",
    completed: "Pagado",
    held: "Retenido",
    expired: "Vencido",
    deactivated: "Desactivado",
    unknown: "Estado desconocido",
  },
  linkTypeWord: {
    singleUse: "Un solo pago",
    multiUse: "Varios pagos",
  },
  authTypeWord: {
    sale: "Cobrar ahora",
    preAuthorization: "Retener el dinero (preautorización)",
  },
  methodWord: {
    card: "Tarjeta",
    bankTransfer: "Transferencia bancaria",
  },
  agreementWord: {
    unscheduled: "De vez en cuando, cuando haya algo por cobrar",
    recurring: "Con regularidad, por ejemplo cada mes",
    installment: "En cuotas por una compra",
  },
  keyWord: {
    inKeychain: "Clave en el llavero",
    thisSession: "Clave solo para esta sesión",
    missing: "Sin clave",
  },
  whyNotShared: {
    paid: "Este enlace ya se pagó. Cree otro igual para que le paguen de nuevo.",
    held: "El dinero está retenido: cóbrelo o libérelo en Payroc. Para otro pago, cree otro enlace parecido.",
    expired: "Este enlace venció. Cree otro igual con una fecha nueva.",
    deactivated: "Este enlace está desactivado. Cree otro igual.",
  },
  setByWord: {
    merchant: "Yo fijo el importe",
    customer: "El cliente ingresa el importe",
  },
  amountWord: { customerEnters: "Importe libre" },
};

export default words;
