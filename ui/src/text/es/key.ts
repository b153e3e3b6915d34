// Spanish words of ../key.

import type { Translation } from "../language";

const key: Translation<typeof import("../key")> = {
  keyWindow: {
    title: "Ingresar la clave de API",
    label: "Clave de API",
    hint: "Péguela desde Payroc. Va a su llavero y no se vuelve a mostrar.",
    save: "Guardar",
    cancel: "Cancelar",
    notPasted: "Lo que hay en el portapapeles no es una clave de API.",
    empty: "Primero pegue la clave.",
    failed: "No se pudo entregar la clave. Cierre esta ventana e intente de nuevo.",
  },
};

export default key;
