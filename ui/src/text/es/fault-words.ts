// Spanish words of ../../ipc/faults.

import type { Translation } from "../language";

const faultWords: Translation<typeof import("../../ipc/faults")> = {
  faultWords: {
    checkFields: {
      title: "Hay algo que debe revisarse.",
      next: "Corrija los campos marcados e intente de nuevo.",
    },
    offline: {
      title: "No hay conexión con Payroc.",
      next: "Revise la conexión a internet e intente de nuevo.",
    },
    practiceUnavailable: {
      title: "Práctica no responde.",
      next: "Cierre Paylink y vuelva a abrirlo. Si eso no ayuda, reinicie la computadora.",
    },
    noAnswer: {
      title: "La conexión se cortó antes de que llegara una respuesta.",
      next: "Revise la conexión a internet y luego intente de nuevo.",
    },
    keyNotAccepted: {
      title: "Payroc no acepta esta clave de API.",
      next: "Ingrese la clave otra vez y revise si pertenece a Real o a Prueba.",
    },
    terminalNotAccepted: {
      title: "La clave funciona, pero no con este ID de terminal.",
      next: "Compare el ID de terminal con el de sus documentos o del portal de Payroc.",
    },
    forbidden: {
      title: "Esta clave de API no tiene permiso para hacer eso.",
      next: "Pida a Payroc que permita los enlaces de pago para la clave, o use otra clave.",
    },
    refused: {
      title: "Payroc lo rechazó.",
      next: "Lea el motivo, cambie lo que indica e intente de nuevo.",
    },
    linkNotUsable: {
      title: "Este enlace ya no se puede usar para eso.",
      next: "Se pagó, venció o se desactivó. Cree otro igual.",
    },
    changedElsewhere: {
      title: "Mientras tanto, el enlace se cambió en otro lugar.",
      next: "Vea cómo está ahora y cámbielo otra vez si todavía no está bien.",
    },
    linkNotFound: {
      title: "Payroc no conoce este enlace.",
      next: "Revise que se use el perfil correcto y consulte otra vez.",
    },
    gatewayTrouble: {
      title: "Payroc tiene problemas en este momento.",
      next: "Intente de nuevo en unos minutos.",
    },
    answerUnreadable: {
      title: "No se pudo entender la respuesta de Payroc.",
      next: "Intente de nuevo. En una red ajena, abra primero una página web: quizá le pida iniciar sesión.",
    },
    outcomeUnknown: {
      title: "No se sabe si esto ocurrió.",
      next: "Consulte otra vez, o decida si se envía una vez más.",
    },
    outcomeUnclear: {
      title: "No se sabe si esto ocurrió.",
      next: "Consulte otra vez, o decida si se envía una vez más.",
    },
    keychainMissing: {
      title: "Esta computadora no tiene un llavero donde guardar la clave.",
      next: "Configure uno (en Linux: GNOME Keyring o KWallet), o use la clave solo en esta sesión.",
    },
    keychainLocked: {
      title: "El llavero está bloqueado.",
      next: "Desbloquéelo e intente de nuevo, o use la clave solo en esta sesión.",
    },
    keychainDenied: {
      title: "El llavero no dejó entrar a Paylink.",
      next: "Permita el acceso a Paylink cuando el sistema lo pregunte e intente de nuevo, o use la clave solo en esta sesión.",
    },
    keychainSilent: {
      title: "El llavero no responde.",
      next: "Puede que una ventana del sistema espere su contraseña, quizá detrás de esta. También puede usar la clave solo en esta sesión.",
    },
    keyMissing: {
      title: "Este perfil no tiene clave de API.",
      next: "Ingrese la clave otra vez en Configuración.",
    },
    keyUnreadable: {
      title: "Lo que el llavero guarda para este perfil no es una clave de API.",
      next: "Ingrese la clave otra vez en Configuración.",
    },
    keyNotTyped: {
      title: "Todavía no se ingresó la clave de API.",
      next: "Elija Ingresar la clave de API y péguela allí.",
    },
    noProfile: {
      title: "No hay ningún perfil conectado.",
      next: "Conecte una cuenta de Payroc o pruebe Práctica.",
    },
    diskTrouble: {
      title: "Paylink no puede escribir en el disco de esta computadora.",
      next: "Libere espacio o revise que el disco no esté protegido contra escritura. Luego intente de nuevo.",
    },
    fileNotWritten: {
      title: "No se pudo guardar el archivo. Sus enlaces no se ven afectados.",
      next: "Libere espacio en el disco o revise que pueda escribir en su carpeta de descargas. Luego intente de nuevo.",
    },
    anotherPaylinkIsOpen: {
      title: "Hay otra ventana de Paylink abierta.",
      next: "Úsela, o ciérrela y vuelva a abrir esta.",
    },
    notPossibleAnyMore: {
      title: "Eso ya no es posible.",
      next: "Mientras tanto avanzó. La lista muestra cómo está.",
    },
    unfinishedWork: {
      title: "Algo de este perfil todavía está en curso.",
      next: "Espere a que termine, o elija “Retirar” arriba de la lista de enlaces. Luego intente de nuevo.",
    },
    shortcutTaken: {
      title: "Esas teclas están ocupadas.",
      next: "Las usa otro programa o el sistema. Elija otras teclas.",
    },
    systemRefused: {
      title: "El sistema no lo hizo.",
      next: "Intente de nuevo. Si sigue así, reinicie la computadora.",
    },
  },
  effectWords: {
    none: "No se creó nada y no se envió ningún correo.",
    unknown: "Puede que haya ocurrido. Paylink lo está averiguando y no lo hará dos veces.",
    done: "Sí ocurrió.",
  },
  emailEffectWords: {
    none: "Este correo no salió.",
    unknown: "Puede que haya salido. Paylink lo está averiguando y no lo enviará dos veces.",
    done: "El correo sí salió.",
  },
  changeEffectWords: {
    none: "No se cambió nada y no se envió ningún correo.",
    unknown: "Puede que haya cambiado. Paylink lo está averiguando y no lo cambiará dos veces.",
    done: "El enlace cambió.",
  },
};

export default faultWords;
