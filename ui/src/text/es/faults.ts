// Spanish words of ../faults.

import type { Translation } from "../language";

const faults: Translation<typeof import("../faults")> = {
  faultBanner: {
    says: (detail) => `Payroc dice: “${detail}”`,
    reference: (reference) => `Para el soporte técnico: ${reference}`,
  },
};

export default faults;
