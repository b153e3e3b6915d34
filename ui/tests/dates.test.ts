// Days as they are typed: straight through, in the order of the user's own locale, and never taken for another day.

import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { aLink } from "../src/ipc/fake/builders";
import { someLinks } from "../src/ipc/fake/scenarios";
import { speak } from "../src/text/language";
import { expectAccessible, expectScreen, open, openNewLink, screen, typeDay } from "./page";

afterEach(() => speak("en"));

const YEAR = new Date().getFullYear() + 1;

const lastDay = () => page.getByLabelText(/^(Last day it can|Dernier jour pour|Último día para)/);
const says = () => {
  const input = lastDay().element();
  const ids = input.getAttribute("aria-describedby")?.split(" ") ?? [];
  return ids.map((id) => document.getElementById(id)?.textContent?.trim()).join(" ");
};

test.each([
  ["en", `0115${YEAR}`, `01/15/${YEAR}`, /^\w+day, January 15, \d{4}$/],
  ["en", `1/15/${YEAR}`, `01/15/${YEAR}`, /^\w+day, January 15, \d{4}$/],
  ["en", `${YEAR}-01-15`, `01/15/${YEAR}`, /^\w+day, January 15, \d{4}$/],
  ["fr-CA", `${YEAR}0115`, `${YEAR}-01-15`, /^\w+ 15 janvier \d{4}$/],
  ["fr-CA", `1501${YEAR}`, `${YEAR}-01-15`, /^\w+ 15 janvier \d{4}$/],
  ["es", `1501${YEAR}`, `15/01/${YEAR}`, /^\S+, 15 de enero de \d{4}$/],
] as const)("a last day typed straight through is the one meant (%s, %s)", async (...row) => {
  const [language, typed, shown, words] = row;
  const desk = await openForm(language);
  await typeDay(lastDay(), typed);
  await expect.poll(says).toMatch(words);
  await userEvent.keyboard("{Tab}");
  await expect.element(lastDay()).toHaveValue(shown);
  await expectAccessible();
  await lastDay().click();
  await userEvent.keyboard("{Enter}");

  await expectScreen("result");
  expect(desk.created[0]?.expiresOn).toBe(`${YEAR}-01-15`);
});

test("what is typed takes the place of the day that stood there, however one came there", async () => {
  await openForm("en");

  await lastDay().click();
  await userEvent.keyboard(`0115${YEAR}{Tab}`);
  await expect.element(lastDay()).toHaveValue(`01/15/${YEAR}`);
  await userEvent.keyboard("{Shift>}{Tab}{/Shift}");
  await expect.element(lastDay()).toHaveFocus();
  await userEvent.keyboard(`0116${YEAR}{Tab}`);
  await expect.element(lastDay()).toHaveValue(`01/16/${YEAR}`);

  // A second press puts the cursor where one pressed, to change a part.
  await lastDay().click();
  await userEvent.keyboard("{End}{Backspace}{Backspace}{Backspace}{Backspace}2099{Tab}");
  await expect.element(lastDay()).toHaveValue("01/16/2099");
});

test("a day that is none, or is over, is told at its field before the press", async () => {
  const desk = await openForm("en");

  for (const [typed, told] of [
    [`0230${YEAR}`, /^Write a date like 12\/31\/\d{4}\.$/],
    [`1501${YEAR}`, /^Write a date like/],
    ["0115", /^Write a date like/],
    ["next Friday", /^Write a date like/],
    ["01152020", /^Choose today or a later day\.$/],
  ] as const) {
    await typeDay(lastDay(), typed);
    await expect.element(lastDay()).not.toHaveAttribute("aria-invalid");
    await userEvent.keyboard("{Tab}");
    await expect.element(lastDay()).toHaveAttribute("aria-invalid", "true");
    expect(says(), typed).toMatch(told);
  }
  await expectAccessible();
  await typeDay(lastDay(), "0115");
  await userEvent.keyboard("{Enter}");

  await expect.element(lastDay()).toHaveAttribute("aria-invalid", "true");
  await expect.element(lastDay()).toHaveFocus();
  await expect.element(lastDay()).toHaveValue("0115");
  expect(desk.created).toEqual([]);
});

test("a day that reads two ways is asked about, and neither is taken", async () => {
  const desk = await openForm("fr-CA");

  await typeDay(lastDay(), `01/02/${YEAR}`);
  await userEvent.keyboard("{Tab}");
  expect(says()).toBe(
    `Est-ce le 1 février ${YEAR} ou le 2 janvier ${YEAR}? Écrivez l’année d’abord.`,
  );
  await lastDay().click();
  await userEvent.keyboard("{Enter}");

  await expect.element(lastDay()).toHaveAttribute("aria-invalid", "true");
  await expect.element(lastDay()).toHaveValue(`01/02/${YEAR}`);
  expect(desk.created).toEqual([]);
});

test("where no last day is needed it may be left out, but not by a mistake", async () => {
  const desk = await openForm("en");
  await page.getByRole("radio", { name: "Many payments" }).click();

  await typeDay(lastDay(), "soon");
  await userEvent.keyboard("{Enter}");
  await expect.element(lastDay()).toHaveAttribute("aria-invalid", "true");
  expect(desk.created).toEqual([]);
  await typeDay(lastDay(), "");
  await userEvent.keyboard("{Enter}");

  await expectScreen("result");
  expect(desk.created[0]?.expiresOn).toBeNull();
});

test("a day that is half typed waits with the rest of the form", async () => {
  await openForm("en");
  await typeDay(lastDay(), "01/1");
  await userEvent.keyboard("{Control>},{/Control}");
  await expectScreen("settings");
  await userEvent.keyboard("{Control>}n{/Control}");
  await page.getByRole("button", { name: "Go on with it" }).click();

  await expect.element(lastDay()).toHaveValue("01/1");
  await expect.element(lastDay()).toHaveAttribute("aria-invalid", "true");
});

test("the last day of a link is changed to the one that is typed", async () => {
  const link = aLink({ linkType: "multiUse", expiresOn: null });
  const desk = await open({ links: [link] });
  await screen().getByRole("button", { name: link.description }).first().click();
  await screen().getByRole("button", { name: "Edit" }).click();
  await expectScreen("change-link");

  await typeDay(lastDay(), "31");
  await userEvent.keyboard("{Enter}");
  await expect.element(lastDay()).toHaveAttribute("aria-invalid", "true");
  expect(desk.changes).toEqual([]);
  await typeDay(lastDay(), `0115${YEAR}`);
  await userEvent.keyboard("{Enter}");

  await expect.poll(() => desk.changes[0]?.after.expiresOn).toBe(`${YEAR}-01-15`);
});

test("links are filtered by the days that are typed, and by none that is no day", async () => {
  const desk = await open({ links: someLinks(10) });
  await page.getByRole("button", { name: "Filters" }).click();
  await page.getByLabelText("Made", { exact: true }).selectOptions("Choose dates…");
  const from = page.getByLabelText("From", { exact: true });
  const to = page.getByLabelText("To", { exact: true });
  const chips = page.getByRole("group", { name: "Filters in use" });

  await typeDay(from, "01152026");
  await expect.poll(() => desk.found.at(-1)?.createdFrom).toBe("2026-01-15");
  await typeDay(to, "0115");
  await expect.element(chips.getByText("Made since Jan 15, 2026")).toBeVisible();
  await userEvent.keyboard("{Tab}");
  await expect.element(to).toHaveAttribute("aria-invalid", "true");
  expect(desk.found.at(-1)?.createdTo).toBeNull();
  await typeDay(to, "01142026");
  await userEvent.keyboard("{Tab}");
  await expect.element(page.getByText("This is before the first day.")).toBeVisible();
  await expectAccessible();
  await typeDay(to, "");
  await typeDay(from, "");

  await expect.element(chips).not.toBeInTheDocument();
  expect(desk.found.at(-1)?.createdFrom).toBeNull();
});

async function openForm(language: "en" | "fr-CA" | "es") {
  const desk = await (language === "en"
    ? openNewLink()
    : open({ preferences: { appearance: "light", language, copyNewLinks: false } }));
  if (language !== "en") {
    await expectScreen("links");
    await userEvent.keyboard("{Control>}n{/Control}");
  }
  await expectScreen("new-link");
  await page.getByLabelText(/^(Amount|Montant|Importe)$/).fill("45");
  await page.getByRole("button", { name: /^(More options|Plus d’options|Más opciones)$/ }).click();
  await expect.element(lastDay()).toBeVisible();
  return desk;
}
