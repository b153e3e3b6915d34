// Words of the tour.

import type { TourStep } from "../state/tour.svelte";
import { words } from "./language";

export const tour = words("tour", {
  label: (step: number, of: number) => `Tour, step ${step} of ${of}`,
  skip: "Skip the tour",
  done: "End the tour",
  escape: "Esc",
});

export const tourWords = words<Record<TourStep, string>>("tourWords", {
  make: "Make your first link here: an amount, what it is for, an email address. In Practice the email goes to an inbox on this computer, and no money moves.",
  pay: "Now be the customer: open the link and pay it. Paylink tells you when it was paid.",
  find: "Every link stays here. Find it again by typing, and share it with one press.",
});
