// Spanish words of ../time.

import type { Translation } from "../language";

const time: Translation<typeof import("../time")> = {
  time: {
    justNow: "ahora mismo",
    minutesAgo: (minutes) => `hace ${minutes} min`,
    hoursAgo: (hours) => `hace ${hours} h`,
    today: "hoy",
    yesterday: "ayer",
    onDay: (day) => `el ${day}`,
    now: "ahora",
    inSeconds: (seconds) => `en ${seconds} s`,
    inMinutes: (minutes) => `en ${minutes} min`,
  },
};

export default time;
