// Three hints on Practice after the first connect: make a link, be the customer, find it again. They never take the
// focus, and do not come again by themselves once they were seen or put away.

import type { Paylink } from "./paylink.svelte";

export const tourSteps = ["make", "pay", "find"] as const;
export type TourStep = (typeof tourSteps)[number];

export class Tour {
  #paylink: Paylink;
  #step = $state<TourStep | undefined>();

  constructor(paylink: Paylink) {
    this.#paylink = paylink;
  }

  /** Real links are not made for a tour. */
  get possible(): boolean {
    return this.#paylink.desk.place === "practice";
  }

  get step(): TourStep | undefined {
    return this.possible ? this.#step : undefined;
  }

  /** The user asked for it. */
  begin(): void {
    this.#step = "make";
    this.#paylink.toNewLink();
  }

  /** A profile was just connected. */
  offer(): void {
    if (this.possible && !this.#paylink.desk.preferences.tourSeen) this.#step = "make";
  }

  /** The user has come to where the next hint is. */
  arrive(at: TourStep): void {
    if (this.step === undefined) return;
    if (tourSteps.indexOf(at) === tourSteps.indexOf(this.step) + 1) this.#step = at;
    if (this.#step === "find") this.#see();
  }

  /** Seen to its end, or put away. */
  end(): void {
    if (this.#step === undefined) return;
    this.#step = undefined;
    this.#see();
  }

  #see(): void {
    const { desk } = this.#paylink;
    if (desk.preferences.tourSeen) return;
    // Lost at worst: it then is offered once more, after another first connect.
    desk.savePreferences({ tourSeen: true }).catch(() => {});
  }
}
