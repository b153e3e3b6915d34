import { expect, onTestFinished, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { aFault, aProfile } from "../src/ipc/fake/builders";
import { speak } from "../src/text/language";
import { expectAccessible, expectScreen, open, openNewLink } from "./page";

async function openSettings(bend?: Parameters<typeof open>[1]) {
  const desk = await open({}, bend);
  await userEvent.keyboard("{Control>},{/Control}");
  await expectScreen("settings");
  return desk;
}

async function openData(bend?: Parameters<typeof open>[1]) {
  const desk = await openSettings(bend);
  await page.getByRole("button", { name: "Data on this computer…" }).click();
  await expect.element(page.getByText("3 links, ")).toBeVisible();
  return desk;
}

test("the diagnostic report is shown whole before it is copied or saved", async () => {
  const desk = await openSettings();
  await page.getByRole("button", { name: "Diagnostic report…" }).click();

  const report = page.getByRole("region", { name: "The report" });
  await expect.element(report).toBeVisible();
  const { text } = await desk.getDiagnosis();
  expect(report.element().textContent).toBe(text);
  await expectAccessible();
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  await expect.element(page.getByText("Report copied.")).toBeVisible();
  expect(desk.messages).toEqual([text]);
  await page.getByRole("button", { name: "Save as a file" }).click();
  await expect
    .element(page.getByText("Saved in Downloads as “Paylink diagnostic report.txt”"))
    .toBeVisible();

  desk.refuseSystem = aFault("fileNotWritten");
  await page.getByRole("button", { name: "Save as a file" }).click();
  await expect.element(page.getByText(/The file could not be saved/)).toBeVisible();
});

test("what is kept is told with its size and place, and can be taken along", async () => {
  await openData();

  const dialog = page.getByRole("dialog");
  await expect.element(dialog.getByText("1.5 MB")).toBeVisible();
  await expect.element(dialog.getByText("Log, never more than 4.2 MB")).toBeVisible();
  await expect.element(dialog.getByText(/app\.paylink\.desktop\/desk$/)).toBeVisible();
  await expectAccessible();
  await page.getByRole("button", { name: "Save a copy of everything" }).click();
  await expect
    .element(page.getByText("Saved in Downloads as “Paylink data 2026-03-01.json”"))
    .toBeVisible();
});

test("everything is deleted only after a word was typed, and Paylink begins anew", async () => {
  const desk = await openData();
  await page.getByRole("button", { name: "Delete everything…" }).click();
  await expect.element(page.getByText(/At Payroc everything stays/)).toBeVisible();
  await expect.element(page.getByLabelText("Type DELETE to go on")).toHaveFocus();
  await userEvent.keyboard("delete{Enter}");
  await expect.element(page.getByText("Type DELETE first.")).toBeVisible();
  await expectAccessible();
  expect((await desk.getDesk()).profiles).toHaveLength(1);

  await page.getByLabelText("Type DELETE to go on").fill("DELETE");
  await userEvent.keyboard("{Enter}");

  await expectScreen("welcome");
  await expect
    .element(page.getByText("Everything on this computer was deleted.").first())
    .toBeInTheDocument();
});

test("what is on its way keeps everything, and that is told in words", async () => {
  const desk = await openData();
  await page.getByRole("button", { name: "Delete everything…" }).click();
  desk.refuseSystem = aFault("unfinishedWork");
  await page.getByLabelText("Type DELETE to go on").fill("DELETE");
  await userEvent.keyboard("{Enter}");

  await expect
    .element(page.getByText("Something is still on its way. Nothing was deleted."))
    .toBeVisible();
  await expectAccessible();
});

test("what cannot be looked at is told, and can be tried again", async () => {
  const desk = await openSettings((desk) => (desk.refuseSystem = aFault("diskTrouble")));
  await page.getByRole("button", { name: "Data on this computer…" }).click();
  await expect.element(page.getByText(/cannot write to this computer's disk/)).toBeVisible();

  desk.refuseSystem = undefined;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect.element(page.getByText("3 links, ")).toBeVisible();
});

test("a key that may not see payments is told of in Settings", async () => {
  const profile = aProfile();
  await openSettings((desk) => (desk.withoutPayments = [profile.id]));

  await expect
    .element(page.getByText(/Payroc does not let this key see payments. You are told of paid/))
    .toBeVisible();
});

test("F1 opens the manual where one is, and it is walked by keys alone", async () => {
  await openSettings();
  await userEvent.keyboard("{F1}");

  await expect.element(page.getByRole("heading", { name: "Your data", level: 2 })).toHaveFocus();
  await expectAccessible();
  const link = page.getByRole("link", { name: "When something goes wrong" });
  link.element().focus();
  await userEvent.keyboard("{Enter}");
  await expect
    .element(page.getByRole("heading", { name: "When something goes wrong" }))
    .toHaveFocus();
  for (const picture of document.querySelectorAll("article img")) {
    expect(picture.getAttribute("alt")).not.toBe("");
  }
  await expectAccessible();
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  await expectScreen("settings");
});

test("the manual opens also where there is no profile, and from the list of shortcuts", async () => {
  await open({ profiles: [], links: [] });
  await expectScreen("welcome");
  await userEvent.keyboard("{F1}");
  await expect.element(page.getByRole("heading", { name: "Connect", level: 2 })).toHaveFocus();
  await userEvent.keyboard("{Escape}");

  await open();
  await userEvent.keyboard("?");
  await page.getByRole("button", { name: "Help (F1)" }).click();
  await expect.element(page.getByRole("heading", { name: "Connect", level: 2 })).toHaveFocus();
});

test("the manual speaks the language of the app, and a trouble leads to the same place in it", async () => {
  onTestFinished(() => speak("en"));
  await open(
    { profiles: [], preferences: { appearance: "light", language: "es" } },
    (desk) => (desk.refuseAuthentication = aFault("keychainLocked")),
  );
  await page.getByRole("button", { name: "Probar ahora" }).click();
  await page.getByRole("button", { name: "Ayuda con esto" }).click();

  const heading = page.getByRole("heading", { name: "El llavero está bloqueado o no existe" });
  await expect.element(heading).toHaveFocus();
  await page.getByRole("link", { name: "informe de diagnóstico" }).click();
  await expect.element(page.getByRole("heading", { name: "Pedir ayuda" })).toHaveFocus();
  await expectAccessible();
});

test("a trouble leads to its place in the manual", async () => {
  await open({ profiles: [] }, (desk) => (desk.refuseAuthentication = aFault("keychainLocked")));
  await page.getByRole("button", { name: "Try it now" }).click();
  await page.getByRole("button", { name: "Help with this" }).click();

  const heading = page.getByRole("heading", { name: "The keychain is locked or missing" });
  await expect.element(heading).toHaveFocus();
});

test("what waits for the user leads to its place in the manual", async () => {
  await openNewLink({}, (desk) => {
    desk.createTrouble = { state: "held", fault: aFault("keychainSilent") };
  });
  await userEvent.keyboard("45{Enter}");
  await page.getByRole("button", { name: "Help with this" }).click();

  const heading = page.getByRole("heading", { name: "The keychain is locked or missing" });
  await expect.element(heading).toHaveFocus();
});

test.each([
  [800, 600],
  [400, 300],
])("at %i by %i pixels nothing of these windows is scrolled sideways", async (width, height) => {
  await page.viewport(width, height);
  try {
    await openData();
    const fits = () => {
      const dialog = document.querySelector('[role="dialog"]');
      expect(dialog?.scrollWidth).toBeLessThanOrEqual(dialog?.clientWidth ?? 0);
    };
    fits();
    await userEvent.keyboard("{Escape}");
    await page.getByRole("button", { name: "Diagnostic report…" }).click();
    await expect.element(page.getByRole("region", { name: "The report" })).toBeVisible();
    fits();
    await userEvent.keyboard("{Escape}{F1}");
    await expect.element(page.getByRole("heading", { name: "Your data" })).toBeVisible();
    fits();
  } finally {
    await page.viewport(800, 600);
  }
});
