// Spanish words of ../links.

import type { Translation } from "../language";
import { plural } from "../plural";

const form = plural("es");
const counted = (count: number, text: string) =>
  `${text} ${form(count, { one: "enlace", many: "de enlaces", other: "enlaces" })}`;

const links: Translation<typeof import("../links")> = {
  links: {
    title: "Enlaces",
    search: "Buscar enlaces",
    searchHint: "Buscar por importe, texto, cliente, referencia",
    status: "Estado",
    kind: "Tipo",
    sort: "Orden",
    list: "Enlaces de pago",
    clearSearch: "Borrar la búsqueda",
    filters: (count) => (count === 0 ? "Filtros" : `Filtros (${count})`),
    filterPanel: "Filtros",
    setBy: "Quién fija el importe",
    made: "Creado",
    madeFrom: "Desde",
    madeTo: "Hasta",
    person: "Enviado a",
    personHint: "Nombre o correo",
    people: "Personas a las que escribió",
    sentTo: (person) => `Enviado a ${person}`,
    madeIn: (when) => `Creado: ${when}`,
    between: (from, to) =>
      from === "" ? `hasta el ${to}` : to === "" ? `desde el ${from}` : `del ${from} al ${to}`,
    activeFilters: "Filtros en uso",
    without: (filter) => `Quitar el filtro: ${filter}`,
    clearAll: "Quitar todos",
    refresh: "Consultar ahora",
    asking: "Consultando…",
    reading: (count) => `Leyendo ${count}…`,
    checked: (age) => `Consultado ${age}`,
    neverChecked: "Todavía sin consultar",
    notEmailed: "Sin correo conocido",
    andMore: (email, more) => `${email} +${more}`,
    until: (day) => `hasta el ${day}`,
    checkedLower: (age) => `consultado ${age}`,
    madeOn: (day) => `creado ${day}`,
    isSelected: "seleccionado",
    copy: "Copiar enlace",
    qr: "Mostrar código QR",
    share: "Compartir",
    open: "Abrir en el navegador",
    of: (action, what) => `${action}: ${what}`,
    more: "Más",
    only: "solo enlaces enviados a esa dirección",
    select: (what) => `Seleccionar: ${what}`,
    found: (count, text) => counted(count, text),
    totals: "En total, donde el importe está fijado",
    paidOrNot: "en total, pagados o no",
    otherCurrencies: (count) =>
      `y ${count} ${form(count, { one: "moneda más", other: "monedas más" })}`,
    selected: (text) => `Selección: ${text}`,
    selectedOf: (text) => `Todos seleccionados: ${text}`,
    copyLinks: "Copiar enlaces",
    copyTooMany: "Se pueden copiar hasta 1000 enlaces a la vez. En un archivo caben todos.",
    copied: (count, text) =>
      count === 1 ? "1 enlace copiado." : `${counted(count, text)} copiados, uno por línea.`,
    exportFile: "Exportar CSV",
    exportFound: "Exportar todos estos a un archivo para hojas de cálculo",
    exported: (count, text, file) => `${counted(count, text)} en sus descargas: ${file}`,
    clearSelection: "Quitar la selección",
    selectionBar: "Enlaces seleccionados",
    filtersCleared: "Se muestran todos los enlaces.",
    selectionCleared: "Selección quitada.",
    nobodyToRemind: "Desde aquí no se envió ningún correo sobre este enlace.",
    rangeTooLong:
      "Se pueden seleccionar hasta 1000 enlaces uno por uno. Ctrl+A selecciona todos los encontrados.",
    allSelected:
      "Están seleccionados todos los enlaces encontrados: son demasiados para dejar uno fuera. Quite primero la selección.",
    loadingRow: "Cargando…",
    loading: "Cargando enlaces…",
    readingFirst: "Leyendo sus enlaces de Payroc…",
    nothingFound: "Ningún enlace coincide.",
    loosen: "Ampliar la búsqueda:",
    withoutText: (text) => `Sin “${text}”`,
    otherStatuses: (count, text) =>
      `${counted(count, text)} ${form(count, { one: "tiene", other: "tienen" })} otro estado`,
    notFoundTitle: "No se pudo buscar en los enlaces",
    showAll: "Mostrar todos los enlaces",
    emptyTitle: "Todavía no hay enlaces",
    emptyText: "Cree el primero: un importe, el concepto y el correo de su cliente.",
    emptySteps: [
      "Paylink crea el enlace y lo envía por correo.",
      "También puede copiar el enlace y enviarlo usted.",
      "Cuando se paga, aquí pasa a Pagado.",
    ],
    unknownTitle: "No se pudieron cargar los enlaces",
    emptyAfterFault: "Todavía no hay enlaces en esta computadora, y no se pudo obtener la lista.",
    offline: "Sin conexión. Estos son los enlaces como los recuerda esta computadora.",
    notRefreshed: "No se pudo actualizar la lista.",
    tryAgain: "Reintentar",
  },
  filterWords: {
    allStatuses: "Todos",
    allKinds: "Todos los tipos",
    either: "Cualquiera",
    anyTime: "En cualquier momento",
  },
  madeWord: {
    today: "Hoy",
    week: "Últimos 7 días",
    month: "Últimos 30 días",
    year: "Este año",
    between: "Elegir fechas…",
  },
  sortWord: {
    unpaidFirst: "Primero los no pagados",
    newest: "Primero los más nuevos",
    oldest: "Primero los más antiguos",
    largest: "Importe más alto",
    expiresSoonest: "Vencen antes",
  },
  rowMenu: {
    another: "Crear otro igual",
    remind: "Enviar un recordatorio…",
    change: "Editar…",
    deactivate: "Desactivar…",
  },
};

export default links;
