// Spanish words of ../new-link.

import type { Translation } from "../language";
import { shortened, type Making } from "../new-link";
import { plural } from "../plural";

const form = plural("es");

function whom(recipients: readonly string[]): string {
  const [first, ...others] = recipients;
  if (first === undefined) return "";
  const count = recipients.length;
  const people = form(count, { one: "persona", many: "de personas", other: "personas" });
  return ` y enviar a ${others.length === 0 ? first : `${count} ${people}`}`;
}

function of(amount: string | null, making: Making): string {
  const sum = amount === null ? "" : ` de ${amount}`;
  if (making === "charge") return sum;
  if (making === "charges") return ` para varios pagos${sum}`;
  const often = making === "holds" ? " en cada pago" : "";
  return ` que retiene ${amount ?? "el dinero"}${often}`;
}

/** Said to the customer. */
export const held = "El importe se retiene en su tarjeta y se cobra después.";

const newLink: Translation<typeof import("../new-link")> = {
  newLink: {
    removed: (email) => `${email} se quitó.`,
    title: "Nuevo enlace",
    amount: "Importe",
    amountEcho: (amount) => `Son ${amount}.`,
    customerEnters: "El cliente ingresa el importe en la página de pago.",
    description: "¿Cuál es el concepto?",
    email: "Correo del cliente (opcional)",
    emailNth: (nth) => `Correo de la persona ${nth}`,
    name: "Nombre (opcional)",
    nameNth: (nth) => `Nombre de la persona ${nth} (opcional)`,
    people: "Clientes anteriores",
    addPerson: "Agregar otra persona",
    removePerson: (nth) => `Quitar a la persona ${nth}`,
    didYouMean: (email) => `¿Quiso decir ${email}?`,
    useIt: "Usar esa",
    keepIt: "Es correcta así",
    more: "Más opciones",
    linkType: "¿Cuántas veces se puede pagar?",
    amountBy: "¿Quién fija el importe?",
    authType: "Cuando el cliente paga",
    hold: "Retener el dinero",
    methods: "Formas de pago",
    bankOff: "Desactivada: retener el dinero solo funciona con tarjetas.",
    currency: "Moneda",
    currencies: "Monedas",
    noCurrency: "No hay ninguna moneda así. Elija una de la lista.",
    expiresOn: "Último día para pagarlo",
    expiresOptional: "Último día para pagarlo (opcional)",
    reference: "Referencia",
    referenceHint: "Para sus registros. El cliente no la necesita.",
    orderId: "ID de pedido",
    buttonLabel: "Texto del botón",
    save: "Guardar los datos de la tarjeta del cliente",
    saveHint: "Para poder cobrarle después, con su consentimiento.",
    agreement: "Lo que acepta el cliente",
    message: "Mensaje del correo",
    messageHint: "Payroc agrega el botón con el enlace.",
    messageReset: "Usar el mensaje sugerido",
    copyToMe: "Enviarme una copia por correo",
    cancel: "Cancelar",
    creating: "Creando…",
    kept: "Guardado para después: su próximo enlace nuevo lo ofrece.",
    begunTitle: "Un enlace que había empezado",
    begun: (what) => `Empezado, sin crear: ${what}`,
    goOn: "Continuar con él",
    drop: "Descartarlo",
    takenBack: "Retirado. No se creó nada y no se envió ningún correo.",
    leftOpen: "Se dejó como está. Si el enlace llegó a crearse, aparece en la lista.",
    leftWrong:
      "Se dejó como está. No se envió ningún correo; el enlace equivocado está en la lista.",
    alike: (who, what, day, count) =>
      count === 1
        ? `${who} ya tiene un enlace activo de ${what} (${day}).`
        : `${who} ya tiene un enlace activo de ${what} (${day}), uno de ${count} parecidos.`,
    otherKey: "Usar otra clave…",
    shareAgain: "Compartir ese otra vez",
    preview: "Lo que ve su cliente",
    heldOnCard: held,
    previewUntil: (day) => `Se puede pagar hasta el ${day}`,
    previewNoEmail: "No se envía ningún correo. Usted recibe el enlace y lo entrega.",
    previewEmail: "Correo",
    previewAnyAmount: "Usted ingresa el importe",
    previewTo: (who) => `Para ${who}`,
  },
  createLabel: (amount, recipients, making = "charge") =>
    `Crear enlace${of(amount, making)}${whom(recipients)}`,
  createAnotherLabel: (amount, recipients, making = "charge") =>
    `Crear otro enlace${of(amount, making)}${whom(recipients)}`,
  suggestedMessage: (link) => {
    const what = shortened(link.description.trim());
    const purpose = what === "" ? "" : ` por ${what}`;
    const ask =
      link.amount === null
        ? `Este es el enlace para su pago${purpose}.`
        : `Este es el enlace para pagar ${link.amount}${purpose}.`;
    const until = link.until === null ? "" : ` Es válido hasta el ${link.until}.`;
    const hold = link.holds ? ` ${held}` : "";
    return `Hola:\n\n${ask}${until}${hold}\n\nGracias,\n${link.business}`;
  },
};

export default newLink;
