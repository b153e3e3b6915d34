// Keys for a new link from any program: from what is pressed to how the system is told, and to how people write it.

export type Pressed = Pick<
  KeyboardEvent,
  "key" | "code" | "ctrlKey" | "altKey" | "shiftKey" | "metaKey"
>;

export type Recorded =
  { ok: true; keys: string } | { ok: false; problem: "unfinished" | "needsModifier" | "otherKey" };

const MODIFIERS = ["Control", "Alt", "AltGraph", "Shift", "Meta", "OS"];

export function recorded(pressed: Pressed): Recorded {
  if (MODIFIERS.includes(pressed.key)) return { ok: false, problem: "unfinished" };
  // The letter that is on the key, wherever it lies; of a letter that Alt turns into something else, its place.
  const code = /^[a-z]$/i.test(pressed.key) ? `Key${pressed.key.toUpperCase()}` : pressed.code;
  if (!/^(Key[A-Z]|Digit\d|F([1-9]|1[0-2])|Space|Arrow(Up|Down|Left|Right))$/.test(code)) {
    return { ok: false, problem: "otherKey" };
  }
  if (!pressed.ctrlKey && !pressed.altKey && !pressed.metaKey) {
    return { ok: false, problem: "needsModifier" };
  }
  const modifiers = [
    pressed.ctrlKey && "Control",
    pressed.altKey && "Alt",
    pressed.shiftKey && "Shift",
    pressed.metaKey && "Super",
  ];
  return { ok: true, keys: [...modifiers.filter(Boolean), code].join("+") };
}

const ON_MAC: Record<string, string> = { Control: "⌃", Alt: "⌥", Shift: "⇧", Super: "⌘" };
const ELSEWHERE: Record<string, string> = { Control: "Ctrl", Super: "Super" };

/** `Control+Alt+KeyN` as people write it. */
export function shortcutText(keys: string, isMac: boolean): string {
  const names = isMac ? ON_MAC : ELSEWHERE;
  return keys
    .split("+")
    .map((key) => names[key] ?? key.replace(/^(Key|Digit|Arrow)/, ""))
    .join(isMac ? "" : "+");
}
