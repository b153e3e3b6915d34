import { expect, test } from "vitest";
import { recorded, shortcutText, type Pressed } from "./shortcut";

const press = (given: Partial<Pressed>) =>
  recorded({
    key: "n",
    code: "KeyN",
    ctrlKey: false,
    altKey: false,
    shiftKey: false,
    metaKey: false,
    ...given,
  });

test.each<[Partial<Pressed>, string]>([
  [{ ctrlKey: true, altKey: true }, "Control+Alt+KeyN"],
  [{ metaKey: true, shiftKey: true, key: "N" }, "Shift+Super+KeyN"],
  [{ ctrlKey: true, key: "F9", code: "F9" }, "Control+F9"],
  [{ altKey: true, key: "1", code: "Digit1" }, "Alt+Digit1"],
  [{ altKey: true, key: "˜", code: "KeyN" }, "Alt+KeyN"],
  // The letter on the key, not its place on another keyboard.
  [{ ctrlKey: true, key: "a", code: "KeyQ" }, "Control+KeyA"],
  [{ ctrlKey: true, key: " ", code: "Space" }, "Control+Space"],
])("%o is recorded as %s", (given, keys) => {
  expect(press(given)).toEqual({ ok: true, keys });
});

test.each<[Partial<Pressed>, string]>([
  [{ key: "Control", code: "ControlLeft", ctrlKey: true }, "unfinished"],
  [{}, "needsModifier"],
  [{ shiftKey: true, key: "N" }, "needsModifier"],
  [{ ctrlKey: true, key: "Enter", code: "Enter" }, "otherKey"],
  [{ ctrlKey: true, key: "Delete", code: "Delete" }, "otherKey"],
  [{ ctrlKey: true, key: "F13", code: "F13" }, "otherKey"],
])("%o is not taken: %s", (given, problem) => {
  expect(press(given)).toEqual({ ok: false, problem });
});

test("keys are written as on the system", () => {
  expect(shortcutText("Control+Alt+KeyN", false)).toBe("Ctrl+Alt+N");
  expect(shortcutText("Control+Alt+KeyN", true)).toBe("⌃⌥N");
  expect(shortcutText("Super+Digit1", false)).toBe("Super+1");
});
