// Spanish words of ../paid.

import type { Translation } from "../language";
import { plural } from "../plural";

const form = plural("es");

const paid: Translation<typeof import("../paid")> = {
  paid: {
    title: "Pagado",
    open: "Abrir",
    openNamed: (sentence) => `Abrir: ${sentence}`,
    dismiss: "Descartar",
    more: (count) => `y ${count} más`,
    inHeader: (count) =>
      `${count} ${form(count, { one: "pago", many: "de pagos", other: "pagos" })}`,
    inHeaderHint: (count) =>
      `${count} ${form(count, { one: "pago", many: "de pagos", other: "pagos" })} que usted no ha visto`,
  },
  whoPaid: ({ who, amount, description, place }) => {
    const what = amount === "" ? "" : ` ${amount}`;
    const why = description === "" ? "" : ` por ${description}`;
    return `${place === "" ? "" : `${place}: `}${who || "Un cliente"} pagó${what}${why}`;
  },
  whoseIsHeld: ({ who, amount, description, place }) => {
    const why = description === "" ? "" : ` por ${description}`;
    return `${place === "" ? "" : `${place}: `}${amount || "Pago"} de ${who || "un cliente"}${why}: dinero retenido`;
  },
  watch: {
    title: "Cuando se paga un enlace",
    notify: "Avisarme cuando se paga un enlace",
    notifyHint: "Paylink consulta a Payroc sobre sus enlaces activos mientras está abierto.",
    quiet: "Horas de silencio",
    quietHint:
      "En estas horas no aparece ninguna notificación. Lo que se pagó en ellas se avisa al terminar.",
    from: "De",
    to: "A",
    keepRunning: "Seguir funcionando en la bandeja del sistema al cerrar la ventana",
    noTray:
      "Este escritorio no tiene bandeja del sistema, así que cerrar la ventana cierra Paylink.",
    cost: (links, requests) =>
      `Consulta por ${links} ${form(links, { one: "enlace activo", many: "de enlaces activos", other: "enlaces activos" })}, ${requests === 1 ? "cerca de una vez" : `unas ${requests} veces`} por hora`,
    next: (until) => `próxima vez ${until}`,
    withoutPayments: (profiles) =>
      `${profiles}: Payroc no permite que esta clave vea los pagos. Solo se le avisa de los enlaces pagados por su estado.`,
  },
  watchRests: {
    off: "No se consulta nada.",
    nothingActive: "No hay ningún enlace activo que consultar.",
    offline: "No hay conexión. Continúa en cuanto vuelva.",
    backingOff: "Payroc pide una pausa o tiene problemas. Continúa por sí solo.",
    noKey: "No hay clave de API con que consultar, o el llavero está bloqueado.",
  },
};

export default paid;
