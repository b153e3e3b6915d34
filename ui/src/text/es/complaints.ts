// Spanish words of ../complaints.

import { capital } from "../complaints";
import type { Translation } from "../language";

const complaints: Translation<typeof import("../complaints")> = {
  fieldWord: {
    amount: "el importe",
    currency: "la moneda",
    description: "el concepto",
    reference: "la referencia",
    orderId: "el ID de pedido",
    authType: "si se cobra o se retiene",
    paymentMethods: "una forma de pago",
    expiresOn: "el último día",
    buttonLabel: "el texto del botón",
    saveDetails: "el guardado de los datos de la tarjeta",
    recipientName: "el nombre",
    recipientEmail: "la dirección de correo",
    message: "el mensaje",
    profileName: "el nombre",
    templateName: "el nombre",
    terminalId: "el ID de terminal",
    apiKey: "la clave de API",
    form: "este formulario",
  },
  complaintWords: {
    missing: (field) => `Ingrese ${field}.`,
    tooShort: (field, limit) =>
      `Faltan caracteres: ${field} debe tener al menos ${limit ?? "algunos más"}.`,
    tooLong: (field, limit) =>
      limit === null
        ? `Sobran caracteres: ${field} debe tener menos.`
        : `Sobran caracteres: ${field} puede tener ${limit} como máximo.`,
    notPositive: () => "Ingrese un importe mayor que cero.",
    tooLarge: () => "Este importe es demasiado alto.",
    notACurrency: () => "Elija una moneda de la lista.",
    notADate: () => "Ingrese una fecha completa.",
    inThePast: () => "Elija hoy o un día posterior.",
    notAnEmail: () =>
      "Esta dirección de correo no está completa. Debe ser como nombre@ejemplo.com.",
    duplicate: (field) => `Ya se usa: ${field}.`,
    twice: (field) => `${capital(field)} ya está en la lista.`,
    notPlainText: () => "Escriba esto otra vez: tiene saltos de línea o caracteres que no se ven.",
    cardOnly: () => "Retener el dinero solo funciona con tarjetas.",
    chooseOne: () => "Elija al menos una opción.",
    tooMany: (_field, limit) =>
      limit === null ? "Son demasiados." : `Son demasiados: ${limit} como máximo.`,
    unchanged: () => "Todavía no se cambió nada.",
    notChangeable: (field) => `En este enlace no se puede cambiar ${field}.`,
    notAccepted: (field) => `Payroc no aceptó ${field}.`,
    gateway: (field) => `Payroc no aceptó ${field}.`,
  },
  complaintDetail: (said, detail) => `${said} Dice: “${detail}”`,
  amountSentence: (problem, currency, money) => {
    switch (problem.kind) {
      case "empty":
        return "Ingrese el importe.";
      case "notANumber":
        return "Escriba el importe en cifras, como 45 o 1250.";
      case "otherCurrency":
        return `El importe está en ${currency}. Quite la otra moneda o elíjala como moneda.`;
      case "negative":
      case "zero":
        return "Ingrese un importe mayor que cero.";
      case "tooLarge":
        return "Este importe es demasiado alto.";
      case "tooManyDecimals":
        return problem.exponent === 0
          ? `La moneda ${currency} no tiene decimales. Escriba un número entero.`
          : `La moneda ${currency} tiene ${problem.exponent} decimales como máximo.`;
      case "ambiguous":
        return `¿Es ${money(problem.readings[0])} o ${money(problem.readings[1])}? Escríbalo sin separador de miles.`;
    }
  },
};

export default complaints;
