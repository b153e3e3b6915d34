// Spanish words of ../no-data.

import type { Translation } from "../language";

const noData: Translation<typeof import("../no-data")> = {
  noData: {
    heldByAnother: "Desde aquí no se envía nada, y nada se pierde.",
    outOfReach: "Mientras sea así, no se envía nada.",
    recent: "Los últimos enlaces usados",
  },
};

export default noData;
