// Spanish words of ../settings.

import type { Translation } from "../language";

const settings: Translation<typeof import("../settings")> = {
  settings: {
    title: "Configuración",
    profiles: "Perfiles",
    inUse: "En uso",
    use: "Usar",
    useNamed: (name) => `Usar ${name}`,
    more: (name) => `Más acciones para ${name}`,
    facts: (terminal, currency) => `ID de terminal ${terminal} · ${currency}`,
    edit: "Nombre y valores iniciales…",
    replaceKey: "Reemplazar la clave…",
    enterKey: "Ingresar la clave…",
    removeKey: "Quitar la clave…",
    removeProfile: "Quitar el perfil…",
    add: "Agregar perfil…",
    links: "Enlaces nuevos",
    copyNew: "Copiar un enlace nuevo al portapapeles en cuanto se crea",
    keyboard: "Teclado",
    letters: "Teclas de una sola letra",
    lettersHint: (palette) =>
      `C copia el enlace, S lo comparte, etc. Sin ellas, todo está en ${palette}.`,
    appearance: "Apariencia",
    theme: "Tema",
    language: "Idioma",
    languageOfSystem: (name) => `Como la computadora (${name})`,
    languageFailed: "No se pudo cargar el idioma. Cierre Paylink y vuelva a abrirlo.",
    practice: "Práctica",
    inboxText:
      "Los correos que Práctica “envía” llegan a una bandeja de entrada en esta computadora.",
    inbox: "Abrir la bandeja de Práctica",
    practiceDown: "Práctica no está en marcha en este momento.",
    save: "Guardar",
    cancel: "Cancelar",
    editTitle: (name) => `Nombre y valores iniciales de ${name}`,
    editText: "Con lo que empieza un enlace nuevo. También se recuerda del último enlace creado.",
    name: "Nombre del negocio",
    currency: "Moneda de sus enlaces",
    linkType: "¿Cuántas veces se puede pagar?",
    authType: "Cuando el cliente paga",
    methods: "Formas de pago",
    days: "Días durante los que se puede pagar",
    daysError: "Ingrese un número de días de 1 a 3650.",
    label: "Texto del botón",
    copyToMe: "Enviarme una copia por correo",
    removeKeyTitle: (name) => `¿Quitar la clave de ${name}?`,
    removeKeyText:
      "La clave se borra del llavero de esta computadora. Los enlaces se quedan en la lista, pero no se puede crear ni consultar ninguno hasta que ingrese una clave otra vez.",
    removeKeyButton: "Quitar la clave",
    removeTitle: (name) => `¿Quitar ${name}?`,
    removeText:
      "La clave, la lista de enlaces y los clientes anteriores de este perfil se borran de esta computadora. Los enlaces siguen funcionando en Payroc. Mientras algo esté en curso, el perfil no se puede quitar.",
    removeButton: "Quitar el perfil",
    saved: "Guardado.",
    keyRemoved: "Clave quitada.",
    profileRemoved: "Perfil quitado.",
  },
  appearanceWord: {
    system: "Sistema",
    light: "Claro",
    dark: "Oscuro",
  },
};

export default settings;
