// French words of ../time.

import type { Translation } from "../language";

const time: Translation<typeof import("../time")> = {
  time: {
    justNow: "à l’instant",
    minutesAgo: (minutes) => `il y a ${minutes} min`,
    hoursAgo: (hours) => `il y a ${hours} h`,
    today: "aujourd’hui",
    yesterday: "hier",
    onDay: (day) => `le ${day}`,
    now: "maintenant",
    inSeconds: (seconds) => `dans ${seconds} s`,
    inMinutes: (minutes) => `dans ${minutes} min`,
  },
};

export default time;
