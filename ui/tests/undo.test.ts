import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { someLinks } from "../src/ipc/fake/scenarios";
import { expectAccessible, expectScreen, open, openNewLink } from "./page";

const toast = () => page.getByRole("button", { name: "Undo" });
const rows = () => page.getByRole("listitem");

async function openList(start = {}) {
  const desk = await open({ links: someLinks(12), ...start });
  await expect.poll(() => document.activeElement?.closest("[data-index]")).not.toBeNull();
  return desk;
}

test("cleared filters come back at a press of Undo", async () => {
  await openList();
  await userEvent.type(page.getByLabelText("Search links"), "nothing like it");
  await expect.element(page.getByRole("heading", { name: "No link matches." })).toBeVisible();
  await page.getByRole("button", { name: "Show all links" }).click();
  await expect.element(rows().first()).toBeVisible();
  await expectAccessible();

  await toast().click();

  await expect.element(page.getByLabelText("Search links")).toHaveValue("nothing like it");
  await expect.element(page.getByRole("heading", { name: "No link matches." })).toBeVisible();
});

test("a cleared selection comes back with Ctrl+Z", async () => {
  await openList();
  await userEvent.keyboard("x{Shift>}{ArrowDown}{/Shift}");
  await expect.element(page.getByText("2 selected")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByText("2 selected")).not.toBeInTheDocument();

  await userEvent.keyboard("{Control>}z{/Control}");

  await expect.element(page.getByText("2 selected")).toBeVisible();
});

test("what was undone by keys is not offered to be undone any more", async () => {
  await openList();
  await userEvent.keyboard("x{Shift>}{ArrowDown}{/Shift}{Escape}");
  await expect.element(toast()).toBeVisible();

  await userEvent.keyboard("{Control>}z{/Control}");

  await expect.element(page.getByText("2 selected")).toBeVisible();
  expect(toast().elements()).toEqual([]);
  expect(page.getByText("Selection cleared.").elements()).toEqual([]);
});

test("Ctrl+Z in a field belongs to the field", async () => {
  await openList();
  await userEvent.keyboard("x{Shift>}{ArrowDown}{/Shift}{Escape}/");
  await expect.element(page.getByLabelText("Search links")).toHaveFocus();

  await userEvent.keyboard("{Control>}z{/Control}");

  expect(page.getByText("2 selected").query()).toBeNull();
});

test("what was typed and cancelled comes back", async () => {
  await openNewLink();
  await userEvent.keyboard("45");
  await page.getByRole("button", { name: "Cancel" }).click();
  await expectScreen("links");

  await toast().click();

  await expectScreen("new-link");
  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveValue("45");
});

test("a notice that was dismissed comes back", async () => {
  await openList({ notices: [{ code: "fileSetAside", keptAs: "kept.db" }] });
  const notice = page.getByText("A file of Paylink could not be read.");
  await page.getByRole("button", { name: "Dismiss" }).click();
  await expect.element(notice).not.toBeInTheDocument();

  await userEvent.keyboard("{Control>}z{/Control}");

  await expect.element(notice).toBeVisible();
});

test("the line stays while the pointer is on it, and lets presses through to what lies under it", async () => {
  await openList();
  await userEvent.keyboard("x{Shift>}{ArrowDown}{/Shift}{Escape}");
  await expect.element(toast()).toBeVisible();
  const line = toast().element().parentElement;
  const { left, top } = line?.getBoundingClientRect() ?? { left: 0, top: 0 };

  expect(line?.contains(document.elementFromPoint(left + 4, top + 4))).toBe(false);
  await userEvent.hover(toast());

  await expect.element(toast(), { timeout: 1000 }).toBeVisible();
});

test("what failed stays in sight until it is dismissed or works", async () => {
  const desk = await openList();
  const copy = desk.copyLink.bind(desk);
  desk.copyLink = () => Promise.reject(new Error("no clipboard"));
  await userEvent.keyboard("c");
  await expect.element(page.getByRole("alert")).toBeVisible();
  await expectAccessible();

  desk.copyLink = copy;
  await userEvent.keyboard("c");

  await expect.element(page.getByText("Link copied.")).toBeVisible();
  expect(page.getByRole("alert").query()).toBeNull();
});

test("whoever puts a notice away goes on from their row, and whoever takes back from where they were", async () => {
  await openList({ notices: [{ code: "fileSetAside", keptAs: "kept.db" }] });
  await page.getByRole("button", { name: "Dismiss" }).click();
  await expect.poll(() => document.activeElement?.closest("[data-index]")).not.toBeNull();

  await toast().click();

  await expect.element(page.getByRole("button", { name: "Dismiss" })).toBeVisible();
  await expect.poll(() => document.activeElement?.closest("[data-index]")).not.toBeNull();
});
