// Every command of the app, once: its keys, and whoever carries it out at the moment. What is pressed, what the palette
// lists and what the sheet of shortcuts shows all come from here.

import { isTyping } from "./focus";
import { isMac } from "./keys";

type Entry = {
  /** As they are written on the sheet; none for what is found in the palette only. */
  keys: readonly string[];
  /** Also while a text is being typed. */
  typing?: true;
};

/** In the order of the sheet. */
const commandTable = [
  { id: "newLink", keys: ["Mod", "N"], typing: true },
  { id: "templates", keys: ["Mod", "T"], typing: true },
  { id: "palette", keys: ["Mod", "K"], typing: true },
  { id: "copy", keys: ["C"] },
  { id: "share", keys: ["S"] },
  { id: "qr", keys: ["Q"] },
  { id: "fillWindow", keys: ["F"] },
  { id: "open", keys: ["O"] },
  { id: "change", keys: ["E"] },
  { id: "remind", keys: ["M"] },
  { id: "extend", keys: ["+"] },
  { id: "deactivate", keys: ["D"] },
  { id: "another", keys: ["A"] },
  { id: "more", keys: ["."] },
  { id: "message", keys: [] },
  { id: "mail", keys: [] },
  { id: "print", keys: [] },
  { id: "button", keys: [] },
  { id: "findPerson", keys: ["P"] },
  { id: "select", keys: ["X"] },
  { id: "selectAll", keys: ["Mod", "A"] },
  { id: "clearSelection", keys: ["Esc"] },
  { id: "copySelected", keys: [] },
  { id: "exportLinks", keys: [] },
  { id: "search", keys: ["/"] },
  { id: "filters", keys: ["F"] },
  { id: "showAll", keys: [] },
  { id: "refresh", keys: ["R"] },
  { id: "undo", keys: ["Mod", "Z"] },
  { id: "switchProfile", keys: ["Mod", "1…9"], typing: true },
  { id: "addProfile", keys: [] },
  { id: "inbox", keys: [] },
  { id: "settings", keys: ["Mod", ","], typing: true },
  { id: "tour", keys: [] },
  { id: "back", keys: ["Esc"], typing: true },
  { id: "shortcuts", keys: ["?"] },
  { id: "help", keys: ["F1"], typing: true },
] as const satisfies readonly (Entry & { id: string })[];

export type CommandId = (typeof commandTable)[number]["id"];

/** The same, read as one likes. */
export const commands: readonly (Entry & { id: CommandId })[] = commandTable;

/** Carries it out; false when there is nothing to do, so that the key stays with whoever else wants it. */
type Act = (key: string) => unknown;
export type Acts = Partial<Record<CommandId, Act | undefined>>;

type Offer = {
  acts: () => Acts;
  /** Plain keys count only in there, or where nothing has the focus. */
  within?: (() => Element | undefined) | undefined;
  /** Which link they are about, where the screen alone does not tell. */
  about?: (() => string | undefined) | undefined;
  /** Of a window that lies over the screen, and takes all keys while it does. */
  overlay?: boolean;
};

type Available = Entry & { id: CommandId; about: string | undefined; run: () => void };

export class Commands {
  /** Whoever came last is asked first. */
  #offers: Offer[] = [];
  #used = new Map<string, number>();
  #letters: () => boolean;

  /** Whether keys of one letter or sign count, is asked at each press. */
  constructor(letters: () => boolean) {
    this.#letters = letters;
  }

  /** Carries these out from now on, until stopped. They are asked for at each press. */
  offer(acts: () => Acts, rest: Omit<Offer, "acts"> = {}): () => void {
    const offer = { acts, ...rest };
    this.#offers.unshift(offer);
    return () => {
      this.#offers = this.#offers.filter((kept) => kept !== offer);
    };
  }

  /** What can be done on this screen now, without the windows over it. */
  available(): Available[] {
    const offered = this.#offers
      .filter(({ overlay }) => !overlay)
      .map(({ acts, about }) => ({ acts: acts(), about: about?.() }));
    return commands.flatMap((command) => {
      const offer = offered.find(({ acts }) => acts[command.id] !== undefined);
      const act = offer?.acts[command.id];
      return act ? [{ ...command, about: offer?.about, run: () => void act("") }] : [];
    });
  }

  /** A key was pressed somewhere on the page. */
  press(event: KeyboardEvent, overlaid: boolean): void {
    if (event.defaultPrevented || event.isComposing) return;
    const key = keyOf(event);
    if (key === undefined || (isLetter(key) && !this.#letters())) return;
    const typing = isTyping(event.target);
    for (const { acts, within, overlay = false } of this.#offers) {
      if (overlay !== overlaid || !reaches(key, event, within?.())) continue;
      const offered = acts();
      for (const command of commands) {
        const act = offered[command.id];
        if (!act || (typing && !command.typing) || !isKeyOf(command, key)) continue;
        if (act(event.key) === false) continue;
        this.use(command.id);
        event.preventDefault();
        return;
      }
    }
  }

  use(what: string): void {
    this.#used.set(what, this.timesUsed(what) + 1);
  }

  /** In this session. */
  timesUsed(what: string): number {
    return this.#used.get(what) ?? 0;
  }
}

/** A single letter or sign, which may be pressed unawares, or spoken by whoever dictates. */
export function isLetter(key: string | undefined): boolean {
  return key?.length === 1;
}

/** As in the table, joined; undefined for what no command has. */
function keyOf(event: KeyboardEvent): string | undefined {
  const [mod, other] = isMac ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey];
  if (other || event.altKey || (mod && event.shiftKey)) return undefined;
  const key = event.key === "Escape" ? "Esc" : event.key.toUpperCase();
  return mod ? `Mod ${key}` : key;
}

function isKeyOf({ keys }: Entry, pressed: string): boolean {
  const written = keys.join(" ");
  return written === pressed || (written === "Mod 1…9" && /^Mod [1-9]$/.test(pressed));
}

function reaches(key: string, event: KeyboardEvent, place: Element | undefined): boolean {
  if (!place || key.startsWith("Mod ") || key === "Esc") return true;
  const { target } = event;
  return target === document.body || (target instanceof Node && place.contains(target));
}
