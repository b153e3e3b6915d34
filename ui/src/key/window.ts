// The only place where a key is typed: one field in a window of its own, without a framework. The field is emptied
// before the key leaves, and nothing here keeps it. A key that is pasted does not come here at all: the app takes it from
// the clipboard, and dots stand for it.

import { keyWindow as words } from "../text/key";

/** What the window can say to the app. */
export interface Hand {
  typed(key: string): Promise<unknown>;
  /** Takes the key from the clipboard; says how many letters it has. */
  paste(): Promise<number>;
  pasted(): Promise<unknown>;
  cancelled(): Promise<unknown>;
}

const DOT = "•";

export function openKeyWindow(root: HTMLElement, hand: Hand): void {
  const form = document.createElement("form");
  form.noValidate = true;
  form.autocomplete = "off";

  const heading = make("h1", words.title);
  const label = make("label", words.label);
  label.htmlFor = "api-key";
  const input = make("input");
  input.id = "api-key";
  input.type = "password";
  input.className = "control";
  input.autocomplete = "off";
  input.spellcheck = false;
  input.setAttribute("aria-describedby", "api-key-told");
  const told = make("p", words.hint);
  told.id = "api-key-told";
  told.setAttribute("role", "status");
  const save = button(words.save, "submit", "save");
  const cancel = button(words.cancel, "button", "cancel");
  const actions = make("div");
  actions.className = "actions";
  actions.append(save, cancel);
  form.append(heading, label, input, told, actions);

  let left = false;
  let dots = false;

  function complain(text: string): void {
    told.textContent = text;
    told.className = "wrong";
    input.setAttribute("aria-invalid", "true");
    input.focus();
  }

  function leave(say: () => Promise<unknown>): void {
    if (left) return;
    left = true;
    input.value = "";
    dots = false;
    say().catch(() => {
      left = false;
      complain(words.failed);
    });
  }

  function calm(): void {
    told.textContent = words.hint;
    told.className = "";
    input.removeAttribute("aria-invalid");
  }

  async function paste(): Promise<void> {
    const letters = await hand.paste().catch(() => 0);
    if (letters === 0) return complain(words.notPasted);
    input.value = DOT.repeat(letters);
    dots = true;
    calm();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const key = input.value.trim();
    if (key === "") return complain(words.empty);
    leave(dots ? hand.pasted : () => hand.typed(key));
  });
  // Who goes on typing begins anew: there is nothing behind the dots to add to.
  input.addEventListener("beforeinput", (event) => {
    if (event.inputType === "insertLineBreak") return;
    if (dots) input.value = "";
    dots = false;
  });
  form.addEventListener("input", calm);
  cancel.addEventListener("click", () => leave(hand.cancelled));
  // Wherever the focus is.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") cancel.click();
  });
  form.addEventListener("keydown", (event) => {
    const chord = event.ctrlKey || event.metaKey ? event.key.toLowerCase() : "";
    if (chord !== "v" && !(event.shiftKey && event.key === "Insert")) return;
    event.preventDefault();
    void paste();
  });

  const main = make("main");
  main.dataset["screen"] = "key";
  main.append(form);
  root.replaceChildren(main);
  input.focus();
}

function make<K extends keyof HTMLElementTagNameMap>(name: K, text = ""): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}

function button(text: string, type: "button" | "submit", look: string): HTMLButtonElement {
  const element = make("button", text);
  element.type = type;
  element.className = look;
  return element;
}
