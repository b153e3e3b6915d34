// The palette: everything that can be done or found, by a few letters. It is one list, in groups.

import type { LinkRow } from "../ipc/api";
import { commandSynonyms, commandWords, palette as words } from "../text/commands";
import { settings as settingsWords } from "../text/settings";
import { updates } from "../text/updates";
import { watch } from "../text/paid";
import { placeWord, statusWord } from "../text/words";
import type { CommandId } from "./commands";
import { Filters } from "./filters.svelte";
import { fit } from "./fuzzy";
import { keyText } from "./keys";
import type { Paylink } from "./paylink.svelte";
import type { SettingsPart } from "./route.svelte";

export type Item = {
  id: string;
  label: string;
  note?: string;
  keys?: string;
  run: () => void;
};

type Command = Item & { synonyms: string };

export type Group = { id: string; title: string; items: readonly Item[] };

/** Of each group but the commands, so many are shown. */
const SHOWN = 5;

const SETTINGS: readonly [SettingsPart, () => string][] = [
  ["profiles", () => settingsWords.profiles],
  ["links", () => settingsWords.links],
  ["watch", () => watch.title],
  ["appearance", () => settingsWords.appearance],
  ["practice", () => settingsWords.practice],
  ["updates", () => updates.title],
];

export class Palette {
  #paylink: Paylink;
  #text = $state("");
  #links = $state.raw<readonly LinkRow[]>([]);
  #failed = $state(false);
  #question = 0;
  /** As they were when it was opened: what can be done does not change under the user's hands. */
  readonly #commands: readonly Command[];

  readonly #groups = $derived.by(() => this.#find());

  constructor(paylink: Paylink) {
    this.#paylink = paylink;
    this.#commands = commandsOf(paylink);
    void paylink.people.load();
  }

  get text(): string {
    return this.#text;
  }

  get groups(): readonly Group[] {
    return this.#groups;
  }

  get items(): readonly Item[] {
    return this.#groups.flatMap(({ items }) => items);
  }

  /** The links could not be searched. */
  get failed(): boolean {
    return this.#failed;
  }

  type(text: string): void {
    this.#text = text;
    void this.#findLinks(text.trim());
  }

  /** The same find as the list's. What was found stays until the next answer, so that nothing flickers. */
  async #findLinks(text: string): Promise<void> {
    const question = ++this.#question;
    const { api, desk, clock } = this.#paylink;
    const profileId = desk.active?.id;
    this.#failed = false;
    if (text === "" || profileId === undefined) {
      this.#links = [];
      return;
    }
    const asked = {
      ...new Filters().question(clock.now),
      text,
      profileId,
      offset: 0,
      limit: SHOWN,
    };
    try {
      const { rows } = await api.findLinks(asked);
      if (question === this.#question) this.#links = rows;
    } catch {
      if (question !== this.#question) return;
      this.#links = [];
      this.#failed = true;
    }
  }

  #find(): Group[] {
    const text = this.#text.trim();
    const commands =
      text === "" ? byUse(this.#commands, this.#paylink) : fitting(this.#commands, text);
    const group = (id: keyof typeof words.groups, items: readonly Item[]) => ({
      id,
      title: words.groups[id],
      items: id === "commands" ? items : items.slice(0, SHOWN),
    });
    return [
      group("commands", commands),
      group("profiles", fitting(this.#profiles(), text)),
      group("links", text === "" ? [] : this.#links.map((row) => this.#link(row))),
      group("people", text === "" ? [] : this.#people(text)),
      group("settings", text === "" ? [] : fitting(this.#settings(), text)),
    ].filter(({ items }) => items.length > 0);
  }

  #profiles(): Item[] {
    const { desk } = this.#paylink;
    if (desk.profiles.length < 2) return [];
    return desk.profiles.map((profile, index) => ({
      id: `profile ${profile.id}`,
      label: profile.name,
      note:
        `${placeWord[profile.place]} · ${profile.terminalId}` +
        (profile.id === desk.active?.id ? ` · ${words.inUse}` : ""),
      keys: index < 9 ? keyText(["Mod", String(index + 1)]) : "",
      run: () => void this.#paylink.switchTo(profile.id),
    }));
  }

  #link(row: LinkRow): Item {
    const { amount, route } = this.#paylink;
    const who = row.person?.email;
    return {
      id: `link ${row.paymentLinkId}`,
      label: `${amount(row.amount, row.currency)} ${row.description}`.trim(),
      note: [who, statusWord[row.status]].filter(Boolean).join(" · "),
      run: () => route.toLink(row.paymentLinkId),
    };
  }

  #people(text: string): Item[] {
    const { people, links, route } = this.#paylink;
    return people.matching(text).map(({ name, email }) => ({
      id: `person ${email}`,
      label: name === "" ? email : `${name} (${email})`,
      note: words.sentTo,
      run: () => {
        links.filters.clearAll();
        links.narrow({ person: { name, email } });
        route.toLinks();
      },
    }));
  }

  #settings(): Item[] {
    return SETTINGS.map(([part, title]) => ({
      id: `settings ${part}`,
      label: title(),
      note: settingsWords.title,
      run: () => this.#paylink.route.toSettings(part),
    }));
  }
}

function commandsOf(paylink: Paylink): Command[] {
  const synonyms: Partial<Record<CommandId, string>> = commandSynonyms;
  return paylink.commands
    .available()
    .filter(({ id }) => id !== "palette" && id !== "switchProfile")
    .map(({ id, keys, about, run }) => ({
      id,
      label: commandWords[id],
      ...(about !== undefined && { note: about }),
      keys: keyText(keys),
      synonyms: synonyms[id] ?? "",
      run,
    }));
}

/** Most used first; else in their own order. */
function byUse(items: readonly Item[], { commands }: Paylink): Item[] {
  const used = (item: Item) => commands.timesUsed(item.id);
  return items.toSorted((one, other) => used(other) - used(one));
}

/** Best first. A synonym counts less than the name. */
function fitting(items: readonly (Item & { synonyms?: string })[], text: string): Item[] {
  if (text === "") return [...items];
  const scored = items.flatMap((item) => {
    const by = fit(item.label, text);
    const other = item.synonyms?.split(" ").some((word) => word.startsWith(text.toLowerCase()));
    const score = Math.max(by ?? -Infinity, other ? 400 : -Infinity);
    return score === -Infinity ? [] : [{ item, score }];
  });
  return scored.sort((one, other) => other.score - one.score).map(({ item }) => item);
}
