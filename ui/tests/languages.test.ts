import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { aFault } from "../src/ipc/fake/builders";
import { speak } from "../src/text/language";
import { expectAccessible, expectScreen, open, openNewLink, screen } from "./page";

afterEach(() => speak("en"));

const inFrench = {
  preferences: { appearance: "light", language: "fr-CA", copyNewLinks: true },
} as const;

test("a French user makes a link and emails it, in French from the form to the message", async () => {
  const desk = await open(inFrench);
  await expectScreen("links");
  expect(document.documentElement.lang).toBe("fr-CA");
  await expectAccessible();

  await userEvent.keyboard("{Control>}n{/Control}");
  await page.getByLabelText("Montant", { exact: true }).fill("1250,50");
  await page.getByLabelText("Quel est l’objet du paiement?").fill("Aménagement");
  await page.getByLabelText("Courriel du client (facultatif)").fill("jane@example.com");
  await expect
    .element(
      page.getByRole("button", { name: /^Créer le lien de 1\s250,50\s\$\sUS et envoyer à jane/ }),
    )
    .toBeVisible();
  await userEvent.keyboard("{Enter}");

  await expectScreen("result");
  await expect.element(screen().getByText("Envoyé par courriel à jane@example.com")).toBeVisible();
  expect(desk.created[0]).toMatchObject({ amount: 125_050, description: "Aménagement" });
  expect(desk.created[0]?.message).toMatch(/^Bonjour,\n\nVoici le lien pour payer 1\s250,50/);
  await expectAccessible();
});

test("what is wrong is told in Spanish, and what to do next", async () => {
  await open({ preferences: { ...inFrench.preferences, language: "es" } }, (desk) => {
    desk.refuseList = aFault("gatewayTrouble");
  });

  await expect.element(page.getByText("Payroc tiene problemas en este momento.")).toBeVisible();
  await expect.element(page.getByText(/Intente de nuevo en unos minutos/)).toBeVisible();
});

test("another language is chosen in Settings, at once, and nothing half typed is lost", async () => {
  const desk = await openNewLink();
  await page.getByLabelText("Amount", { exact: true }).fill("45");
  await page.getByLabelText("What is it for?").fill("Half typed");
  await userEvent.keyboard("{Control>},{/Control}");

  const language = page.getByLabelText("Language");
  await expect.element(language).toHaveValue("system");
  await expect.element(language.getByText("As the computer (English)")).toBeInTheDocument();
  await language.selectOptions("Français (Canada)");

  await expect.element(page.getByRole("heading", { name: "Paramètres" })).toBeVisible();
  await expect.element(page.getByLabelText("Langue")).toHaveFocus();
  expect(document.documentElement.lang).toBe("fr-CA");
  expect((await desk.getDesk()).preferences.language).toBe("fr-CA");
  await expectScreen("settings");
  await expectAccessible();

  await userEvent.keyboard("{Control>}n{/Control}");
  await page.getByRole("button", { name: "Le continuer" }).click();
  await expect
    .element(page.getByLabelText("Quel est l’objet du paiement?"))
    .toHaveValue("Half typed");

  await userEvent.keyboard("{Control>},{/Control}");
  await page.getByLabelText("Langue").selectOptions("Comme l’ordinateur (English)");
  await expect.element(page.getByRole("heading", { name: "Settings" })).toBeVisible();
  await expect.element(page.getByLabelText("Language")).toHaveFocus();
});

test("the computer's own language is spoken until another is chosen", async () => {
  await open({ locale: "es-MX" });

  await expect.element(page.getByRole("button", { name: "Nuevo enlace" })).toBeVisible();
  await userEvent.keyboard("{Control>},{/Control}");
  await expect
    .element(page.getByLabelText("Idioma").getByText("Como la computadora (Español)"))
    .toBeInTheDocument();
});
