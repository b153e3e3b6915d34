import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { openKeyWindow } from "../src/key/window";
import "../src/key/window.css";
import "../src/styles/base.css";
import "../src/styles/tokens.css";
import { expectAccessible } from "./page";

let root: HTMLElement;

beforeEach(() => {
  root = document.createElement("div");
  document.body.append(root);
  document.documentElement.dataset["theme"] = "light";
});

afterEach(() => root.remove());

function hand() {
  const done = async () => null;
  return {
    typed: vi.fn<(key: string) => Promise<unknown>>(done),
    paste: vi.fn<() => Promise<number>>(async () => 12),
    pasted: vi.fn<() => Promise<unknown>>(done),
    cancelled: vi.fn<() => Promise<unknown>>(done),
  };
}

const field = () => page.getByLabelText("API key");

test("hands the key over once and keeps nothing of it on the page", async () => {
  const { typed, ...others } = hand();
  openKeyWindow(root, { typed, ...others });
  await expect.element(field()).toHaveFocus();
  await expectAccessible();

  await userEvent.keyboard("  secret-key {Enter}{Enter}");

  expect(typed.mock.calls).toEqual([["secret-key"]]);
  await expect.element(field()).toHaveValue("");
  expect(document.body.innerHTML).not.toContain("secret-key");
});

test("a key that is pasted never comes to the page: dots stand for it", async () => {
  const told = hand();
  openKeyWindow(root, told);

  await userEvent.keyboard("{Control>}v{/Control}");
  await expect.element(field()).toHaveValue("•".repeat(12));
  await userEvent.keyboard("{Enter}");

  expect(told.pasted).toHaveBeenCalledOnce();
  expect(told.typed).not.toHaveBeenCalled();
  await expect.element(field()).toHaveValue("");
});

test("whoever types after pasting begins anew", async () => {
  const told = hand();
  openKeyWindow(root, told);
  await userEvent.keyboard("{Control>}v{/Control}");
  await expect.element(field()).toHaveValue("•".repeat(12));

  await userEvent.keyboard("other-key{Enter}");

  expect(told.typed.mock.calls).toEqual([["other-key"]]);
  expect(told.pasted).not.toHaveBeenCalled();
});

test("what is on the clipboard and no key is told", async () => {
  const told = hand();
  told.paste.mockRejectedValue("no key");
  openKeyWindow(root, told);

  await userEvent.keyboard("{Control>}v{/Control}");

  await expect.element(page.getByText("What is on the clipboard is not an API key.")).toBeVisible();
  await expect.element(field()).toHaveValue("");
});

test("Escape and Cancel leave without a key", async () => {
  const told = hand();
  openKeyWindow(root, told);

  await userEvent.keyboard("half{Escape}");

  expect(told.cancelled).toHaveBeenCalledOnce();
  expect(told.typed).not.toHaveBeenCalled();
  await expect.element(field()).toHaveValue("");
});

test("Escape leaves it wherever the focus is", async () => {
  const told = hand();
  openKeyWindow(root, told);
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();

  await userEvent.keyboard("{Escape}");

  expect(told.cancelled).toHaveBeenCalledOnce();
});

test("an empty field is told and not handed over", async () => {
  const told = hand();
  openKeyWindow(root, told);

  await userEvent.keyboard("{Enter}");

  await expect.element(page.getByText("Paste the key first.")).toBeVisible();
  expect(told.typed).not.toHaveBeenCalled();
});

test("when handing over fails, it says so and can be tried again", async () => {
  const told = hand();
  told.typed.mockRejectedValueOnce("gone");
  openKeyWindow(root, told);
  await userEvent.keyboard("key{Enter}");
  await expect.element(page.getByText(/could not be handed over/)).toBeVisible();

  await userEvent.keyboard("key{Enter}");

  expect(told.typed).toHaveBeenCalledTimes(2);
});
