// Spanish words of ../faults.

import type { Translation } from "../language";

const faults: Translation<typeof import("../faults")> = {
  faultBanner: {
    says: (detail) => `Payroc dice: “${detail}”`,
    marked: "Cambie lo que está marcado e intente de nuevo.",
    reference: (reference) => `Para el soporte técnico: ${reference}`,
  },
};

export default faults;
