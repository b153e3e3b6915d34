// Whom to email: at least one line, each an address and perhaps a name. Empty lines are nobody.

import type { RecipientForm } from "../ipc/api";
import { likelyMeant } from "../format/email";
import type { People } from "./people.svelte";

export type RecipientLine = { key: number; email: string; name: string; nameIsTheirs: boolean };

export class Recipients {
  #people: People;
  #count = 0;
  #lines = $state<RecipientLine[]>([]);
  #read: () => readonly RecipientForm[];
  #shown: readonly RecipientLine[];
  /** Addresses that were asked about, and those that are right as they are. */
  #questioned = $state.raw<readonly string[]>([]);
  #right = $state.raw<readonly string[]>([]);
  #pauses = $state(0);

  /** `read` gives whom the user has just named elsewhere on the form; they stand in the place of the lines. */
  constructor(
    people: People,
    start: readonly RecipientForm[] = [],
    read: () => readonly RecipientForm[] = () => [],
  ) {
    this.#people = people;
    this.#read = read;
    this.#shown = $derived.by(() => {
      const named = this.#read();
      return named.length === 0 ? this.#lines : named.map(lineOf);
    });
    // Whoever was emailed since the last form is an earlier customer, too.
    void people.load();
    for (const { email, name } of start) this.#add(email, name);
    if (this.#lines.length === 0) this.#add("", "");
  }

  get lines(): readonly RecipientLine[] {
    return this.#shown;
  }

  /** Writes down whom the user has named elsewhere: from here on they are lines like any other. */
  settle(): void {
    const named = this.#read();
    if (named.length === 0) return;
    // They keep their keys: somebody may be about to go into one of their fields.
    this.#lines = named.map(lineOf);
  }

  /** The lines that name somebody, as they are sent. */
  get filled(): readonly RecipientForm[] {
    return this.lines
      .map(({ email, name }) => ({ email: email.trim(), name: name.trim() }))
      .filter(({ email, name }) => email !== "" || name !== "");
  }

  /** Which line on the screen the n-th recipient that was sent stands in. */
  lineOf(index: number): number {
    const filled = this.lines.flatMap((line, at) =>
      line.email.trim() !== "" || line.name.trim() !== "" ? [at] : [],
    );
    return filled[index] ?? 0;
  }

  /** What is asked of an address that looks like a slip of the finger: the one that was probably meant. */
  question({ email }: RecipientLine): string | undefined {
    const typed = email.trim();
    const isOpen = this.#questioned.includes(typed) && !this.#right.includes(typed);
    return isOpen ? likelyMeant(typed) : undefined;
  }

  /** The address is right as it is. */
  keep({ email }: RecipientLine): void {
    this.#right = [...this.#right, email.trim()];
  }

  /** The field of this address is left. */
  ask({ email }: RecipientLine): void {
    const typed = email.trim();
    if (likelyMeant(typed) && !this.#questioned.includes(typed))
      this.#questioned = [...this.#questioned, typed];
  }

  /** Asks about each address before it is emailed. True if there is something to answer that was not asked yet. */
  askAll(): boolean {
    const before = this.#questioned;
    const isKnown = ({ email }: RecipientLine) => this.#people.named(email.trim()) !== undefined;
    for (const line of this.lines) if (!isKnown(line)) this.ask(line);
    const isAsked = this.#questioned !== before;
    if (isAsked) this.#pauses++;
    return isAsked;
  }

  /** Rises with each press that waits for an answer, so that the focus can be led to the question. */
  get pauses(): number {
    return this.#pauses;
  }

  suggestions(line: RecipientLine) {
    const taken = new Set(this.filled.map((recipient) => recipient.email.toLocaleLowerCase()));
    return this.#people
      .matching(line.email)
      .filter((person) => !taken.has(person.email.toLocaleLowerCase()));
  }

  setEmail(line: RecipientLine, email: string): void {
    line.email = email;
    const known = this.#people.named(email);
    if (!line.nameIsTheirs) line.name = known ?? "";
  }

  setName(line: RecipientLine, name: string): void {
    line.name = name;
    line.nameIsTheirs = name !== "";
  }

  addLine(): void {
    this.#add("", "");
  }

  /** What it gives brings them back. */
  remove(line: RecipientLine): () => void {
    const at = this.#lines.findIndex(({ key }) => key === line.key);
    this.#lines = this.#lines.filter((kept) => kept.key !== line.key);
    if (this.#lines.length === 0) this.#add("", "");
    return () => {
      const others = this.#lines.filter(({ email, name }) => email !== "" || name !== "");
      this.#lines = others.toSpliced(at, 0, line);
    };
  }

  #add(email: string, name: string): void {
    this.#lines.push({ key: ++this.#count, email, name, nameIsTheirs: false });
  }
}

/** A line that only stands for somebody. */
function lineOf({ email, name }: RecipientForm, index: number): RecipientLine {
  return { key: -1 - index, email, name, nameIsTheirs: false };
}
