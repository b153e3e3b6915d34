// Spanish of updates.ts.

import type { Translation } from "../language";

const updates: Translation<typeof import("../updates")> = {
  updates: {
    title: "Actualizaciones",
    version: (version) => `Este es Paylink ${version}.`,
    packageManager: "Paylink se actualiza junto con los demás programas de su sistema.",
    elsewhere:
      "Este Paylink no se instaló desde una versión publicada, así que no busca actualizaciones. Las más nuevas vienen de donde vino este.",
    look: "Buscar actualizaciones una vez al día",
    lookHint:
      "Paylink pregunta entonces, en el sitio donde se publica, cuál es la versión más nueva. No se envía nada sobre usted ni su negocio, ni siquiera la versión que tiene. No se instala nada sin que usted lo pida.",
    check: "Buscar actualizaciones",
    looking: "Buscando una versión más nueva…",
    newest: (age) => `No hay ninguna versión más nueva. Última búsqueda: ${age}.`,
    found: (version) => `Se puede instalar Paylink ${version}.`,
    whatIsNew: (version) => `Novedades de ${version}`,
    notesMissing: "No hay notas para esta versión.",
    restarts:
      "Paylink se cierra y se abre de nuevo. Sus enlaces, su configuración y sus claves quedan como están.",
    underWay:
      "Algo sigue en curso. Está guardado en esta computadora y continúa por sí solo cuando Paylink se abre de nuevo: no se pierde nada ni se envía nada dos veces.",
    install: "Instalar y reiniciar",
    later: "Más tarde",
    laterDone: "Se le avisará de nuevo en una semana. Hasta entonces está en Configuración.",
    downloading: (version) => `Descargando Paylink ${version}…`,
    progress: "Descarga",
    leaving: "Si sale de Configuración, la descarga se detiene.",
    stop: "Detener la descarga",
    installing: "Instalando. Paylink se abre de nuevo por sí solo.",
    see: "Novedades…",
  },
  updateTrouble: {
    offline: {
      title: "No se pudo conectar con el sitio de actualizaciones.",
      next: "Nada ha cambiado. Revise su conexión e inténtelo de nuevo.",
    },
    silent: {
      title: "No llegó ninguna respuesta a tiempo.",
      next: "Nada ha cambiado. Inténtelo más tarde.",
    },
    unreadable: {
      title: "No se pudo entender la respuesta sobre las versiones más nuevas.",
      next: "Nada ha cambiado. Si esta red pide que inicie sesión, hágalo primero. Si no, inténtelo más tarde.",
    },
    notForThis: {
      title: "Hay una versión más nueva, pero ninguna para esta computadora.",
      next: "Nada ha cambiado. Inténtelo de nuevo en unos días: quizá todavía se publique.",
    },
    brokenOff: {
      title: "La descarga se interrumpió.",
      next: "Lo que había llegado se desechó, y nada ha cambiado. Inténtelo de nuevo.",
    },
    notGenuine: {
      title: "Lo que se descargó no es de los autores de Paylink.",
      next: "Se desechó, y nada ha cambiado. Quizá se dañó en el camino: inténtelo de nuevo. Si sigue igual, no lo instale desde otro lugar y avise a los autores.",
    },
    notInstalled: {
      title: "No se pudo poner la nueva versión en su lugar.",
      next: "Nada ha cambiado: el disco está lleno, o Paylink no puede escribir donde está. Libere espacio, o mueva Paylink a una carpeta suya, e inténtelo de nuevo.",
    },
  },
};

export default updates;
