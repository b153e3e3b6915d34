// Spanish words of ../kit.

import type { Translation } from "../language";

const kit: Translation<typeof import("../kit")> = {
  kit: {
    close: "Cerrar",
    charactersLeft: (count) => (count === 1 ? "queda 1" : `quedan ${count}`),
    charactersOver: (count) => `${count} de más`,
  },
};

export default kit;
