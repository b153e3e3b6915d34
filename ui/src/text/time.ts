// Words of ages, days near by, and of what comes soon.

import { words } from "./language";

export const time = words("time", {
  justNow: "just now",
  minutesAgo: (minutes: number) => `${minutes} min ago`,
  hoursAgo: (hours: number) => `${hours} h ago`,
  today: "today",
  yesterday: "yesterday",
  /** As an answer to when, like the other ages: other languages put an article before it. */
  onDay: (day: string) => day,
  now: "now",
  inSeconds: (seconds: number) => `in ${seconds} s`,
  inMinutes: (minutes: number) => `in ${minutes} min`,
});
