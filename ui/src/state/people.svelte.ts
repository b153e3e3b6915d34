// Earlier customers, for completing an address from its first letters.

import type { Api, PersonView } from "../ipc/api";

const SHOWN = 6;

export class People {
  #api: Api;
  #people = $state.raw<readonly PersonView[]>([]);
  #question = 0;

  constructor(api: Api) {
    this.#api = api;
  }

  /** Those of the profile in use; those of the one before are gone at once. */
  async open(): Promise<void> {
    this.#people = [];
    await this.load();
  }

  /** Completion is a comfort: a failure leaves it empty and is told elsewhere if it matters. */
  async load(): Promise<void> {
    const question = ++this.#question;
    const people = await this.#api.listPeople().catch(() => []);
    if (question === this.#question) this.#people = people;
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
