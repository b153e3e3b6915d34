// Spanish words of ../result.

import type { Translation } from "../language";

const result: Translation<typeof import("../result")> = {
  result: {
    made: "Enlace creado",
    making: "Creando el enlace",
    waiting: "Todavía sin crear: no hay conexión",
    waitingForPayroc: "Todavía sin crear: Payroc no responde con normalidad",
    waitingForOther: "El enlace espera su turno",
    held: "Todavía sin crear: falta algo de su parte",
    closable: "Puede continuar con otra cosa. Queda a la vista arriba de sus enlaces.",
    checking: "Averiguando si se creó el enlace",
    undecided: "No se sabe si se creó el enlace",
    madeWrongly: "Este no es el enlace que usted pidió",
    link: "Enlace",
    copy: "Copiar enlace",
    copied: "Copiado al portapapeles",
    open: "Abrir en el navegador",
    share: "Compartir",
    another: "Crear otro",
    done: "Listo",
    emails: "Correos",
    holds: "Cuando el cliente paga, el dinero queda retenido hasta que usted lo cobre en Payroc.",
    notEmailed: "No se envió ningún correo. Copie el enlace, muestre el código QR o compártalo.",
    qrName: (what) => `Código QR del enlace “${what}”`,
  },
  emailStateWords: {
    done: (email) => `Enviado por correo a ${email}`,
    dropped: (email) => `Sin resolver: puede que el correo a ${email} haya salido`,
    takenBack: (email) => `No se envió a ${email}: retirado`,
    waiting: (email) => `En espera de enviar el correo a ${email}`,
    held: (email) => `En espera de enviar el correo a ${email}`,
    sending: (email) => `Enviando el correo a ${email}…`,
    checking: (email) => `Averiguando si salió el correo a ${email}`,
    refused: (email) => `No se envió a ${email}`,
    needsDecision: (email) => `No se sabe si salió el correo a ${email}`,
  },
};

export default result;
