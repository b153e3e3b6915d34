// Spanish words of ../app.

import type { Translation } from "../language";

const app: Translation<typeof import("../app")> = {
  app: {
    name: "Paylink",
    back: "Atrás",
    backHint: "Atrás (Esc)",
    opening: "Abriendo Paylink…",
    tryAgain: "Reintentar",
    profiles: (active, place) => `Perfil: ${place} ${active}`,
    addProfile: "Agregar perfil…",
    settings: "Configuración",
    newLink: "Nuevo enlace",
    shortcuts: "Atajos de teclado",
    connectAgain: "Ingresar la clave otra vez",
    keyMissing: (profile) =>
      `${profile} no tiene clave de API. No se pueden crear ni consultar enlaces.`,
    dismiss: "Descartar",
  },
  shortcutWords: {
    newLink: "Nuevo enlace",
    templates: "Plantillas, en un enlace nuevo",
    make: "Crear el enlace, desde cualquier campo del formulario",
    move: "Moverse entre los enlaces",
    open: "Abrir el enlace",
    copy: "Copiar el enlace",
    share: "Compartirlo otra vez: los últimos destinatarios ya están puestos",
    qr: "Mostrar su código QR",
    qrFull: "Mostrar el código QR en toda la ventana",
    browser: "Abrirlo en el navegador",
    edit: "Editarlo",
    remind: "Enviar un recordatorio",
    extend: "Mover su último día 30 días (en su propia pantalla)",
    deactivate: "Desactivarlo",
    another: "Crear otro igual",
    more: "Más acciones posibles",
    samePerson: "Buscar todos los enlaces enviados a la misma persona",
    select: "Seleccionarlo; Mayús con ↑ o ↓ selecciona varios",
    selectAll: "Seleccionar todos los enlaces encontrados",
    search: "Buscar",
    filters: "Filtros",
    check: "Consultar ahora la lista o el enlace",
    profile: "Cambiar de perfil",
    settings: "Configuración",
    back: "Atrás",
    thisList: "Esta lista",
    help: "Ayuda",
  },
  noticeWords: (notice) => {
    switch (notice.code) {
      case "fileSetAside":
        return {
          title: "No se pudo leer un archivo de Paylink.",
          text: `Se conservó como ${notice.keptAs}. Lo que contenía se recupera de Payroc en lo posible; conecte la cuenta otra vez si Paylink se lo pide. Revise sus enlaces antes de repetir lo que estaba en curso.`,
        };
      case "anotherPaylinkIsOpen":
        return {
          title: "Hay otra ventana de Paylink abierta.",
          text: "Esa tiene los datos, y lo que está en curso continúa allí. Úsela, o ciérrela y vuelva a abrir esta.",
        };
      case "dataUnavailable":
        return {
          title: "Paylink no puede abrir sus datos en esta computadora.",
          text: "El disco está lleno, protegido contra escritura o fallando. Libere espacio o revise el disco y vuelva a abrir Paylink. Entonces continuará lo que estaba en curso.",
        };
      case "practiceUnavailable":
        return {
          title: "Práctica no está disponible.",
          text: `Nada responde en ${notice.address}. Cierre Paylink y vuelva a abrirlo; sus otros perfiles funcionan.`,
        };
    }
  },
};

export default app;
