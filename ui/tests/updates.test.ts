// A newer Paylink: told gently, installed only on a press, and whatever goes wrong is said.

import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { UpdateTrouble } from "../src/ipc/bindings";
import type { FakeUpdates } from "../src/ipc/fake/updates";
import { updateTrouble } from "../src/text/updates";
import { expectAccessible, expectScreen, open } from "./page";

const newer = { version: "1.2.0", notes: "- Quicker.\n- <b>Not bold</b> & never markup." };

const section = page.getByRole("region", { name: "Updates" });
const check = section.getByRole("button", { name: "Check for updates" });
const install = section.getByRole("button", { name: "Install and restart" });
const stop = section.getByRole("button", { name: "Stop the download" });
const status = section.getByRole("status");

async function openSettings(bend: (updates: FakeUpdates) => void = () => {}) {
  const desk = await open({}, (desk) => bend(desk.updates));
  await userEvent.keyboard("{Control>},{/Control}");
  await expect.element(section.getByText("This is Paylink 1.1.0.")).toBeVisible();
  return desk;
}

test("a newer version that was found is told on the page, and what is new is one press away", async () => {
  await open({ newer });
  const notice = page.getByRole("status").filter({ hasText: "Paylink 1.2.0 can be installed." });
  await expect.element(notice).toBeVisible();
  await expectAccessible();

  await page.getByRole("button", { name: "What is new…" }).click();

  await expectScreen("settings");
  await expect.element(page.getByRole("heading", { name: "Updates" })).toHaveFocus();
  await expect.element(section.getByText("<b>Not bold</b> & never markup.")).toBeVisible();
  expect(document.querySelector(".notes b")).toBeNull();
  await expectAccessible();
});

test("a version that is put off is told no more, and is still in Settings", async () => {
  await open({ newer });

  await page.getByRole("button", { name: "Later" }).click();

  await expect
    .element(page.getByText("You are told again in a week.", { exact: false }))
    .toBeVisible();
  await expect.element(page.getByRole("button", { name: "What is new…" })).not.toBeInTheDocument();
  await userEvent.keyboard("{Control>},{/Control}");
  await expect.element(install).toBeVisible();
});

test("it is looked for, and installed, by keys alone and only when asked", async () => {
  const desk = await openSettings((updates) => (updates.newer = newer));
  await expect.element(install).not.toBeInTheDocument();

  check.element().focus();
  await userEvent.keyboard("{Enter}");
  await expect.element(status).toHaveTextContent("Paylink 1.2.0 can be installed.");
  expect(desk.updates.installed).toEqual([]);
  await userEvent.tab();
  await expect.element(install).toHaveFocus();
  await userEvent.keyboard("{Enter}");

  await expect.element(status).toHaveTextContent("Installing. Paylink opens again by itself.");
  expect(desk.updates.installed).toEqual(["1.2.0"]);
  await expect.element(check).toBeDisabled();
});

test("what was found comes into sight, with the button that installs it", async () => {
  await openSettings((updates) => (updates.newer = newer));
  check.element().scrollIntoView({ block: "end" });

  check.element().focus({ preventScroll: true });
  await userEvent.keyboard("{Enter}");

  await expect.element(install).toBeInViewport({ ratio: 1 });
});

test("when there is nothing newer that is said, with when it was looked", async () => {
  await openSettings();

  await check.click();

  await expect.element(status).toHaveTextContent(/^There is no newer version\. Last looked /);
  await expect.element(install).not.toBeInTheDocument();
});

test("a download shows how far it is, and can be stopped where the focus is", async () => {
  const desk = await openSettings((updates) => {
    updates.newer = newer;
    updates.stallsAt = 40;
  });
  await check.click();

  await install.click();

  await expect.element(section.getByRole("progressbar", { name: "Download" })).toHaveValue(40);
  await expect.element(status).toHaveTextContent("Downloading Paylink 1.2.0…");
  await expect.element(stop).toHaveFocus();
  await expectAccessible();
  await userEvent.keyboard("{Enter}");
  await expect.element(install).toHaveFocus();
  expect(desk.updates.installed).toEqual([]);
});

test("whoever leaves Settings is not taken by surprise by a restart", async () => {
  const desk = await openSettings((updates) => {
    updates.newer = newer;
    updates.stallsAt = 40;
  });
  await check.click();
  await install.click();
  await expect.element(stop).toBeVisible();

  await userEvent.keyboard("{Escape}");
  await expectScreen("links");

  await expect.poll(() => desk.updates.view.doing).toBeNull();
  expect(desk.updates.installed).toEqual([]);
});

const troubles: UpdateTrouble[] = [
  "offline",
  "silent",
  "unreadable",
  "notForThis",
  "brokenOff",
  "notGenuine",
  "notInstalled",
];

test.each(troubles)("what went wrong is said, and that nothing changed: %s", async (trouble) => {
  await openSettings((updates) => (updates.trouble = trouble));

  await check.click();

  const alert = section.getByRole("alert");
  await expect.element(alert).toHaveTextContent(updateTrouble[trouble].title);
  await expect.element(alert).toHaveTextContent(/othing has changed/);
  await expectAccessible();
});

test("where something is under way, that it goes on by itself is said before the restart", async () => {
  const desk = await openSettings((updates) => (updates.newer = newer));
  await check.click();
  await expect.element(section.getByText(/Something is still under way/)).not.toBeInTheDocument();
  desk.offline = true;
  await userEvent.keyboard("{Escape}");
  await page.getByRole("button", { name: "New link" }).click();
  await page.getByLabelText("Amount", { exact: true }).fill("45");
  await page.getByLabelText("What is it for?").fill("Garden work");
  await userEvent.keyboard("{Enter}");
  await expectScreen("result");

  await userEvent.keyboard("{Control>},{/Control}");

  await expect.element(section.getByText(/Something is still under way/)).toBeVisible();
});

test.each([
  ["packageManager", /Paylink is updated together with your system's other programs/],
  ["elsewhere", /was not installed from a release/],
] as const)("where Paylink does not update itself it says who does: %s", async (source, words) => {
  await openSettings((updates) => (updates.source = source));

  await expect.element(section.getByText(words)).toBeVisible();
  await expect.element(check).not.toBeInTheDocument();
  await expect.element(section.getByRole("checkbox")).not.toBeInTheDocument();
  await expectAccessible();
});

test("that it is looked once a day can be turned off", async () => {
  const desk = await openSettings();

  await section.getByLabelText("Look for updates once a day").click();

  await expect.poll(async () => (await desk.getDesk()).preferences.lookForUpdates).toBe(false);
});
