// Spanish words of ../tour.

import type { Translation } from "../language";

const tour: Translation<typeof import("../tour")> = {
  tour: {
    label: (step, of) => `Recorrido, paso ${step} de ${of}`,
    skip: "Omitir el recorrido",
    done: "Terminar el recorrido",
    escape: "Esc",
  },
  tourWords: {
    make: "Cree aquí su primer enlace: un importe, el concepto y un correo. En Práctica el correo llega a una bandeja de esta computadora y no se mueve dinero.",
    pay: "Ahora haga de cliente: abra el enlace y páguelo. Paylink le avisa cuando se haya pagado.",
    find: "Todos los enlaces quedan aquí. Búsquelos escribiendo y compártalos otra vez con una sola pulsación.",
  },
};

export default tour;
