// The only place where a key is typed: one field in a window of its own, without a framework. The field is emptied
// before the key leaves, and nothing here keeps it.

import { keyWindow as words } from "../text/key";

export function openKeyWindow(
  root: HTMLElement,
  submit: (key: string | null) => Promise<unknown>,
): void {
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

  function complain(text: string): void {
    told.textContent = text;
    told.className = "wrong";
    input.setAttribute("aria-invalid", "true");
    input.focus();
  }

  function leave(key: string | null): void {
    if (left) return;
    left = true;
    submit(key).catch(() => {
      left = false;
      complain(words.failed);
    });
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const key = input.value.trim();
    if (key === "") return complain(words.empty);
    input.value = "";
    leave(key);
  });
  form.addEventListener("input", () => {
    told.textContent = words.hint;
    told.className = "";
    input.removeAttribute("aria-invalid");
  });
  cancel.addEventListener("click", () => {
    input.value = "";
    leave(null);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") cancel.click();
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
