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

const field = () => page.getByLabelText("API key");

test("hands the key over once and keeps nothing of it on the page", async () => {
  const submit = vi.fn(async () => null);
  openKeyWindow(root, submit);
  await expect.element(field()).toHaveFocus();
  await expectAccessible();

  await userEvent.keyboard("  secret-key {Enter}{Enter}");

  expect(submit.mock.calls).toEqual([["secret-key"]]);
  await expect.element(field()).toHaveValue("");
  expect(document.body.innerHTML).not.toContain("secret-key");
});

test("Escape and Cancel leave without a key", async () => {
  const submit = vi.fn(async () => null);
  openKeyWindow(root, submit);

  await userEvent.keyboard("half{Escape}");

  expect(submit.mock.calls).toEqual([[null]]);
  await expect.element(field()).toHaveValue("");
});

test("an empty field is told and not handed over", async () => {
  const submit = vi.fn(async () => null);
  openKeyWindow(root, submit);

  await userEvent.keyboard("{Enter}");

  await expect.element(page.getByText("Paste the key first.")).toBeVisible();
  expect(submit).not.toHaveBeenCalled();
});

test("when handing over fails, it says so and can be tried again", async () => {
  const submit = vi.fn().mockRejectedValueOnce("gone").mockResolvedValue(null);
  openKeyWindow(root, submit);
  await userEvent.keyboard("key{Enter}");
  await expect.element(page.getByText(/could not be handed over/)).toBeVisible();

  await userEvent.keyboard("key{Enter}");

  expect(submit).toHaveBeenCalledTimes(2);
});
