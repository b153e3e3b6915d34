// French words of ../faults.

import type { Translation } from "../language";

const faults: Translation<typeof import("../faults")> = {
  faultBanner: {
    says: (detail) => `Réponse de Payroc\u00a0: «\u00a0${detail}\u00a0»`,
    marked: "Modifiez ce qui est marqué, puis réessayez.",
    reference: (reference) => `Pour l’assistance\u00a0: ${reference}`,
  },
};

export default faults;
