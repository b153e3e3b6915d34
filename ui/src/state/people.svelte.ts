// Earlier customers, for completing an address from its first letters.

import type { Api, PersonView } from "../ipc/api";

const SHOWN = 6;

export class People {
  #api: Api;
  #people = $state.raw<readonly PersonView[]>([]);
  #question = 0;
  #loading: Promise<void> = Promise.resolve();

  constructor(api: Api) {
    this.#api = api;
  }

  /** Those of the profile in use; those of the one before are gone at once. */
  async open(): Promise<void> {
    this.#people = [];
    await this.load();
  }

  get all(): readonly PersonView[] {
    return this.#people;
  }

  /** Once those who were asked for last are there. */
  get ready(): Promise<void> {
    return this.#loading;
  }

  /** Completion is a comfort: a failure leaves it empty and is told elsewhere if it matters. */
  load(): Promise<void> {
    return (this.#loading = this.#load());
  }

  async #load(): Promise<void> {
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
