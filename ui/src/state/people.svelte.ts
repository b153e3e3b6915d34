// Earlier customers, for completing an address from its first letters.

import type { Api, PersonView } from "../ipc/api";

const SHOWN = 6;

export class People {
  #api: Api;
  #people = $state.raw<readonly PersonView[]>([]);

  constructor(api: Api) {
    this.#api = api;
  }

  /** Completion is a comfort: a failure leaves it empty and is told elsewhere if it matters. */
  async load(): Promise<void> {
    try {
      this.#people = await this.#api.listPeople();
    } catch {
      this.#people = [];
    }
  }

  matching(text: string): readonly PersonView[] {
    const part = text.trim().toLocaleLowerCase();
    const found = this.#people.filter(
      (person) =>
        person.email.toLocaleLowerCase() !== part &&
        (person.email.toLocaleLowerCase().includes(part) ||
          person.name.toLocaleLowerCase().includes(part)),
    );
    return found.slice(0, SHOWN);
  }

  named(email: string): string | undefined {
    const wanted = email.trim().toLocaleLowerCase();
    return this.#people.find((person) => person.email.toLocaleLowerCase() === wanted)?.name;
  }
}
