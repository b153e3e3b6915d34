// A new link that is begun outside of the window, and the keys for it.

import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { expectAccessible, expectScreen, open, openNewLink } from "./page";

const focused = () => document.activeElement;

test("Paylink that is started for a new link opens at one", async () => {
  await open({ begun: true });
  await expectScreen("new-link");
  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveFocus();
});

test("without a profile a start for a new link is a start like any other", async () => {
  await open({ begun: true, profiles: [], links: [] });
  await expectScreen("welcome");
});

test("a form that is half typed is shown as it is", async () => {
  const desk = await openNewLink();
  await userEvent.keyboard("45{Tab}Logo des");
  const field = focused();

  desk.beginLink();
  await userEvent.keyboard("ign");

  await expect.element(page.getByLabelText("What is it for?")).toHaveValue("Logo design");
  expect(focused()).toBe(field);
  await userEvent.keyboard("{Escape}");
  await expectScreen("links");
  desk.beginLink();
  await expect.element(page.getByText("Begun, not made: $45.00 for Logo design")).toBeVisible();
});

test("a window that lies over the list is not put away with what is typed in it", async () => {
  const desk = await open();
  await page.getByRole("button", { name: "Share: Logo design" }).click();
  await page.getByLabelText("Message").fill("Half typed");

  desk.beginLink();
  await desk.getDesk();

  await expect.element(page.getByLabelText("Message")).toHaveValue("Half typed");
});

test("after a link was made, the next one is begun", async () => {
  const desk = await openNewLink();
  await userEvent.keyboard("45{Enter}");
  await expectScreen("result");

  desk.beginLink();

  await expectScreen("new-link");
  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveValue("");
});

test("keys for a new link are recorded, told, and taken away", async () => {
  const desk = await open();
  await userEvent.keyboard("{Control>},{/Control}");
  const chosen = async () => (await desk.getDesk()).preferences.newLinkShortcut ?? null;
  await page.getByRole("button", { name: "Choose keys…" }).click();
  await expectAccessible();

  await userEvent.keyboard("n");
  await expect.element(page.getByText(/Hold Ctrl, Alt or the Windows key as well/)).toBeVisible();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await expect.element(page.getByText(/Use a letter, a digit/)).toBeVisible();
  await userEvent.keyboard("{Control>}{Alt>}n{/Alt}{/Control}");

  await expect.element(page.getByText("Ctrl+Alt+N", { exact: true })).toBeVisible();
  expect(await chosen()).toBe("Control+Alt+KeyN");
  await expectScreen("settings");
  await page.getByRole("button", { name: "Use none" }).click();
  await expect.element(page.getByText("No keys chosen")).toBeVisible();
  expect(await chosen()).toBeNull();
});

test("keys that another program has are told, and those of before stay", async () => {
  const desk = await open({}, (desk) => (desk.shortcutsTaken = ["Control+Alt+KeyT"]));
  await userEvent.keyboard("{Control>},{/Control}");
  await page.getByRole("button", { name: "Choose keys…" }).click();
  await userEvent.keyboard("{Control>}{Alt>}t{/Alt}{/Control}");

  await expect.element(page.getByText(/These keys are taken/)).toBeVisible();
  await expect.element(page.getByText("No keys chosen")).toBeVisible();
  expect((await desk.getDesk()).preferences.newLinkShortcut ?? null).toBeNull();
});

test("Escape and Tab leave the recording, and nothing is chosen", async () => {
  await open();
  await userEvent.keyboard("{Control>},{/Control}");
  await page.getByRole("button", { name: "Choose keys…" }).click();
  await userEvent.keyboard("{Escape}");
  await expectScreen("settings");
  await expect.element(page.getByRole("button", { name: "Choose keys…" })).toHaveFocus();

  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("button", { name: /Press the keys now/ })).toHaveFocus();
  await userEvent.keyboard("{Tab}");

  await expect.element(page.getByRole("button", { name: "Choose keys…" })).toBeVisible();
});

test("where no program may listen for keys, what to do instead is said", async () => {
  await open({}, (desk) => (desk.shortcutIsPossible = false));
  await userEvent.keyboard("{Control>},{/Control}");

  await expect.element(page.getByText("paylink --new")).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Choose keys…" })).not.toBeInTheDocument();
  await expectAccessible();
});
