// Spanish words of ../connect.

import type { Translation } from "../language";

const connect: Translation<typeof import("../connect")> = {
  welcome: {
    title: "Le damos la bienvenida a Paylink",
    lead: "Cree un enlace de pago y envíelo por correo a su cliente en segundos.",
    tryTitle: "Pruébelo primero",
    tryText:
      "Práctica lo tiene todo: cree enlaces, envíelos a una bandeja de entrada de práctica, pague como si fuera el cliente. Sin cuenta y sin dinero real.",
    tryCurrency: "Moneda",
    tryButton: "Probar ahora",
    trying: "Preparando Práctica…",
    connectTitle: "Use su cuenta de Payroc",
    connectText: "Necesita una clave de API y un ID de terminal de Payroc.",
    connectButton: "Conectar mi cuenta de Payroc",
    practiceName: "Mi tienda",
    practiceDown: "Práctica no está disponible en esta computadora en este momento.",
  },
  connect: {
    title: "Conectar una cuenta de Payroc",
    replaceTitle: (profile) => `Nueva clave para ${profile}`,
    place: "¿A qué entorno pertenecen la clave y el terminal?",
    name: "Nombre del negocio",
    nameHint: "Los clientes lo leen en el mensaje del correo.",
    terminalId: "ID de terminal",
    terminalHint: "Pídaselo a Payroc si no lo tiene. Por lo general solo tiene cifras.",
    currency: "Moneda de sus enlaces",
    currencies: "Monedas",
    currencyError: "Elija una moneda de la lista.",
    key: "Clave de API",
    keyEmpty: "Todavía sin ingresar",
    keyEntered: "Ingresada",
    keyPractice: "Práctica tiene su propia clave.",
    enterKey: "Ingresar la clave de API…",
    enterKeyAgain: "Ingresar la clave de API otra vez…",
    keyWhy:
      "La clave se ingresa en una ventana pequeña aparte y va directo a su llavero. Nunca se queda en esta ventana, y Paylink no vuelve a mostrarla.",
    sessionOnly: "Usar solo en esta sesión",
    sessionOnlyHint: "Entonces la clave se olvida al cerrar Paylink.",
    button: "Conectar",
    replaceButton: "Usar la clave nueva",
    busy: "Comprobando la clave y el terminal…",
    cancel: "Cancelar",
    connected: (profile) => `${profile} está conectado.`,
  },
};

export default connect;
