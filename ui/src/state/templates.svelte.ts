// What a new link may start from, under names of the user's own: those of the profile in use.

import type { Api, Fault, TemplateValues, TemplateView } from "../ipc/api";
import { asFault } from "../ipc/faults";

export class Templates {
  #api: Api;
  #profileId = "";
  #all = $state.raw<readonly TemplateView[]>([]);
  #fault = $state.raw<Fault | undefined>();
  #question = 0;

  constructor(api: Api) {
    this.#api = api;
  }

  /** By name. */
  get all(): readonly TemplateView[] {
    return this.#all;
  }

  /** Messages of templates, which may also be used by themselves. */
  get messages(): readonly { id: string; name: string; text: string }[] {
    return this.#all.flatMap(({ id, name, values }) =>
      values.message === null ? [] : [{ id, name, text: values.message }],
    );
  }

  /** Why they could not be read. */
  get fault(): Fault | undefined {
    return this.#fault;
  }

  /** Those of that profile; those of the one before are gone at once. */
  async open(profileId: string): Promise<void> {
    this.#profileId = profileId;
    this.#all = [];
    this.#fault = undefined;
    const question = ++this.#question;
    try {
      const all = await this.#api.listTemplates(profileId);
      if (question === this.#question) this.#all = all;
    } catch (reason) {
      if (question === this.#question) this.#fault = asFault(reason);
    }
  }

  /** A new one, or another name or content for the one of this id. Rejects with what is wrong. */
  async save(id: string, name: string, values: TemplateValues): Promise<void> {
    await this.#take(this.#api.saveTemplate({ id, profileId: this.#profileId, name, values }));
  }

  async remove(id: string): Promise<void> {
    await this.#take(this.#api.removeTemplate(this.#profileId, id));
  }

  async #take(answer: Promise<TemplateView[]>): Promise<void> {
    const question = ++this.#question;
    const all = await answer;
    if (question === this.#question) this.#all = all;
  }
}
