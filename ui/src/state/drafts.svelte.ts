// New links that were left half typed, for the profile they are of. They are offered with the next one, and never take its
// place: whoever types without looking makes the link that they type.

import type { NewLinkForm } from "./new-link.svelte";

export class Drafts {
  /** Latest last. */
  #kept = $state.raw<readonly NewLinkForm[]>([]);

  keep(form: NewLinkForm): void {
    this.drop(form);
    this.#kept = [...this.#kept, form];
  }

  latest(profileId: string): NewLinkForm | undefined {
    return this.#kept.findLast((form) => form.profileId === profileId);
  }

  drop(form: NewLinkForm): void {
    this.#kept = this.#kept.filter((kept) => kept !== form);
  }

  clear(): void {
    this.#kept = [];
  }
}
