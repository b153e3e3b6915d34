// Spanish of keeping.ts.

import type { Translation } from "../language";

const keeping: Translation<typeof import("../keeping")> = {
  diagnosis: {
    title: "Informe de diagnóstico",
    text: "Esto es todo lo que contiene: versiones, cantidades, estados y el nombre del último problema. Ninguna clave, ningún nombre, ninguna dirección, ningún importe, ningún enlace.",
    label: "El informe",
    gathering: "Preparando el informe…",
    copy: "Copiar",
    copied: "Informe copiado.",
    save: "Guardar como archivo",
    saved: (file, folder) => `Guardado en ${folder} como “${file}”`,
    hint: "Solo sale de esta computadora si usted lo envía a alguien.",
  },
  kept: {
    title: "Datos en esta computadora",
    text: "Lo que Paylink guarda está solo en esta computadora. Sus enlaces también están en Payroc, y las claves de API en el llavero del sistema.",
    measuring: "Mirando qué se guarda…",
    what: "Qué",
    size: "Tamaño",
    data: "Perfiles, enlaces, personas y lo que ocurrió",
    copies: "Copia diaria",
    copiesAndSetAside: (files) =>
      `Copia diaria y ${files === 1 ? "1 archivo dañado" : `${files} archivos dañados`}`,
    settings: "Configuración",
    practice: "Práctica: sus enlaces y correos",
    log: (most) => `Registro, nunca más de ${most}`,
    profile: (links, people) => `${links}, ${people}`,
    links: (count, number) => (count === 1 ? "1 enlace" : `${number} enlaces`),
    people: (count, number) => (count === 1 ? "1 cliente" : `${number} clientes`),
    folder: "Carpeta",
    logFolder: "Carpeta del registro",
    take: "Guardar una copia de todo",
    takeHint: "Un archivo con todo menos las claves, para guardarlo o leerlo con otros programas.",
    taken: (folder, file) => `Guardado en ${folder} como “${file}”`,
    deleteAll: "Eliminar todo…",
    deleteHint: "Para quitar un perfil con sus datos y su clave, use su menú en Perfiles.",
    deleteTitle: "¿Eliminar todo lo que hay en esta computadora?",
    deleteText:
      "Aquí se eliminan los perfiles, los enlaces, los clientes, la configuración, el registro y Práctica, y en el llavero las claves de API. No se puede deshacer.",
    deleteStays:
      "En Payroc todo permanece: los enlaces siguen y se pueden pagar, y los clientes conservan los correos que recibieron.",
    deleteType: (word) => `Escriba ${word} para continuar`,
    deleteWord: "ELIMINAR",
    deleteButton: "Eliminar todo",
    deleteMissing: (word) => `Escriba primero ${word}.`,
    deleted: "Se eliminó todo lo que había en esta computadora.",
    busyTitle: "Algo sigue en curso. No se eliminó nada.",
    busyNext:
      "Espere a que termine o elija “Retirar” arriba de la lista de enlaces. Luego inténtelo de nuevo.",
    cancel: "Cancelar",
  },
};

export default keeping;
