// Spanish words of ../hand-over.

import type { Translation } from "../language";
import { shortened } from "../new-link";
import { methodWord } from "../words";
import { held } from "./new-link";

const or = new Intl.ListFormat("es", { type: "disjunction" });

const handOver: Translation<typeof import("../hand-over")> = {
  handOver: {
    more: "Más formas de enviar",
    qr: "Mostrar código QR",
    message: "Copiar un mensaje…",
    messageNote: "Para un mensaje de texto o cualquier mensajería",
    mail: "Enviarlo usted por correo",
    mailNote: "En su propio programa de correo",
    print: "Imprimir una hoja…",
    printNote: "Con el código QR, para un mostrador o un sobre",
    button: "Copiar botón HTML…",
    buttonNote: "Para su sitio web",
  },
  qrDialog: {
    title: "Código QR",
    full: "Toda la ventana",
    copy: "Copiar imagen",
    savePng: "Guardar como PNG",
    saveSvg: "Guardar como SVG",
    copied: "Imagen copiada al portapapeles",
    saved: (folder, fileName) => `Guardado en ${folder} como “${fileName}”`,
  },
  qrFull: {
    title: (business) =>
      business === "" ? "Escanee para pagar" : `Escanee para pagar a ${business}`,
    close: "Atrás",
    closeHint: "Atrás (Esc)",
    anyAmount: "Usted ingresa el importe",
  },
  messageDialog: {
    title: "Copiar un mensaje",
    description: "Péguelo donde hable con su cliente. Desde aquí no se envía nada.",
    text: "Mensaje",
    linkMissing: "El enlace no está en el mensaje: su cliente no podría pagar con él.",
    reset: "Sugerir otra vez",
    copy: "Copiar mensaje",
    close: "Cerrar",
    copied: "Mensaje copiado al portapapeles",
  },
  buttonDialog: {
    title: "Botón HTML",
    description: "Péguelo en una página de su sitio web. Lleva a la página de pago de este enlace.",
    preview: "Aspecto aproximado; los colores pueden variar",
    code: "HTML",
    copy: "Copiar botón HTML",
    copied: "Botón HTML copiado al portapapeles",
  },
  printDialog: {
    title: "Imprimir una hoja",
    preview: "Lo que se imprime",
    print: "Imprimir…",
    cancel: "Cancelar",
  },
  sheet: {
    anyAmount: "Usted ingresa el importe",
    howTo: "Cómo pagar",
    scan: "Apunte la cámara de su teléfono al código.",
    open: (site) =>
      site === null ? "Abra la página que aparece." : `Abra la página que aparece, en ${site}.`,
    pay: (methods) => {
      const ways = methods.map((method) => methodWord[method].toLowerCase());
      return ways.length === 0 ? "Pague allí." : `Pague allí con ${or.format(ways)}.`;
    },
    address: "Sin cámara, escriba esta dirección en un navegador:",
    until: (day) => `Se puede pagar hasta el ${day}.`,
    qrName: "Código QR de la página de pago",
  },
  messengerText: (link) => {
    const what = shortened(link.description.trim());
    const purpose = what === "" ? "" : ` por ${what}`;
    const to = link.business === "" ? "" : ` a ${link.business}`;
    const ask =
      link.amount === null
        ? `Este es el enlace para su pago${to}${purpose}:`
        : `Este es el enlace para pagar ${link.amount}${to}${purpose}:`;
    const until = link.until === null ? "" : `Es válido hasta el ${link.until}.`;
    const notes = [until, link.holds ? held : ""].filter(Boolean).join(" ");
    return `Hola:\n\n${ask}\n${link.url}${notes && `\n\n${notes}`}\n\n¡Gracias!`;
  },
};

export default handOver;
