import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { aProfile } from "../src/ipc/fake/builders";
import { someLinks } from "../src/ipc/fake/scenarios";
import { expectAccessible, expectScreen, open, openNewLink } from "./page";

const field = () => page.getByRole("combobox", { name: "Command, link, person or profile" });
const options = () => page.getByRole("dialog").getByRole("option");
const chosen = () => page.getByRole("dialog").getByRole("option", { selected: true });

async function openPalette() {
  await userEvent.keyboard("{Control>}k{/Control}");
  await expect.element(field()).toHaveFocus();
}

/** The list's first row has the focus. */
async function openList(start = {}) {
  const desk = await open(start);
  await expect.poll(() => document.activeElement?.closest("[data-index]")).not.toBeNull();
  return desk;
}

test("every command is in the palette with its key, is found by a few letters, and is done with Enter", async () => {
  const desk = await openList();
  const row = document.activeElement;
  await openPalette();
  await expect.element(options().first()).toHaveTextContent("New link");
  await expect.element(page.getByRole("option", { name: "Copy the link" })).toHaveTextContent("C");
  await expectAccessible();

  await userEvent.keyboard("copy");

  await expect.element(chosen()).toHaveTextContent("Copy the link");
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => desk.copied).toHaveLength(1);
  expect(field().query()).toBeNull();
  expect(document.activeElement).toBe(row);
});

test("Escape closes the palette and gives the focus back", async () => {
  await openList();
  const row = document.activeElement;
  await openPalette();

  await userEvent.keyboard("{Escape}");

  await expect.element(field()).not.toBeInTheDocument();
  expect(document.activeElement).toBe(row);
});

test("a dialog that is opened from the palette gives the focus back to where the palette was opened", async () => {
  await openList();
  const row = document.activeElement;
  await openPalette();
  await userEvent.keyboard("qr");
  await expect.element(chosen()).toHaveTextContent("Show its QR code");

  await userEvent.keyboard("{Enter}");

  await expect.element(page.getByRole("dialog", { name: "QR code" })).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  expect(document.activeElement).toBe(row);
});

test("links, people, profiles and settings are found beside the commands, and said how many", async () => {
  await openNewLink({
    links: someLinks(30),
    profiles: [aProfile(), aProfile({ id: "other", name: "Second shop", terminalId: "5550002" })],
  });
  await openPalette();
  const group = (name: string) => page.getByRole("group", { name });

  await userEvent.keyboard("second");
  await expect.element(group("Profiles")).toHaveTextContent("Second shop");
  await userEvent.clear(field());
  await userEvent.keyboard("appear");
  await expect.element(group("Settings")).toHaveTextContent("Appearance");
  await userEvent.clear(field());
  await userEvent.keyboard("jane");
  await expect.element(group("Links")).toBeVisible();
  await expect.element(group("People")).toHaveTextContent("Links sent there");
  const said = () => document.querySelector("[role=dialog] [role=status]")?.textContent;
  expect(said()).toBe(`${options().elements().length} results`);
  await expectAccessible();

  await group("Links").getByRole("option").first().click();

  await expectScreen("link");
});

test("what is done with a link says with which one, and what cannot be done is not listed", async () => {
  await openList();
  await openPalette();

  for (const name of [/^Edit it/, /^Deactivate it/, /^Copy the link/]) {
    const option = page.getByRole("option", { name });
    await expect.element(option).toHaveTextContent("$45.00 · Logo design");
  }
  await expect
    .element(page.getByRole("option", { name: /^Filters/ }))
    .toHaveTextContent(/^Filters F$/);
  expect(page.getByRole("option", { name: /^Back/ }).elements()).toEqual([]);
});

test("a part of the settings is reached, with the focus at its heading", async () => {
  await openList();
  await openPalette();

  await userEvent.keyboard("appear{Enter}");

  await expectScreen("settings");
  await expect.element(page.getByRole("heading", { name: "Appearance" })).toHaveFocus();
});

test("what was used most comes first", async () => {
  await openList();
  await userEvent.keyboard("xx");

  await openPalette();

  await expect.element(options().first()).toHaveTextContent("Select it");
});

test("nothing found says so, and links that cannot be searched do not hide the rest", async () => {
  const desk = await openList();
  desk.findLinks = () => Promise.reject(new Error("the disk is full"));
  await openPalette();

  await userEvent.keyboard("settings");

  await expect.element(page.getByRole("alert")).toHaveTextContent("could not be searched");
  await expect.element(chosen()).toHaveTextContent("Settings");
  await userEvent.keyboard("zzz");
  await expect.element(page.getByText("Nothing is called that.")).toBeVisible();
});

test("the sheet of shortcuts lists the keys that work", async () => {
  await openList();

  await userEvent.keyboard("?");

  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect.element(sheet).toHaveTextContent("Do or find anything Ctrl+K");
  await expect.element(sheet).toHaveTextContent("Copy the link C");
});
