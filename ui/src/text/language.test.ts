import { afterEach, expect, test } from "vitest";
import { language, nearest, phrase, speak, speakWords, words } from "./language";
import { links } from "./links";
import { createLabel } from "./new-link";
import { statusOptions } from "./links";

afterEach(() => speak("en"));

test("a language takes the place of English in the very same words, and English comes back", async () => {
  const { emptySteps } = links;
  expect([links.title, createLabel(null, []), statusOptions()[1]?.label]).toEqual([
    "Links",
    "Create link",
    "Active",
  ]);

  await speak("fr-CA");

  expect(language()).toBe("fr-CA");
  expect([links.title, createLabel(null, []), statusOptions()[1]?.label]).toEqual([
    "Liens",
    "Créer le lien",
    "Actif",
  ]);
  expect(emptySteps[0]).toMatch(/^Paylink crée/);

  await speak("es");
  expect(createLabel("$45.00", ["jane@example.com"])).toBe(
    "Crear enlace de $45.00 y enviar a jane@example.com",
  );

  await speak("en");
  expect([links.title, createLabel(null, []), emptySteps[0]]).toEqual([
    "Links",
    "Create link",
    "Paylink makes the link and emails it.",
  ]);
});

test("words that are loaded after the language speak it too", () => {
  speakWords("es", { late: { title: "Tarde" }, lateSentence: (who: string) => `Tarde, ${who}` });

  const late = words("late", { title: "Late" });
  const lateSentence = phrase("lateSentence", (who: string) => `Late, ${who}`);

  expect([late.title, lateSentence("Ana")]).toEqual(["Tarde", "Tarde, Ana"]);
});

test("the language nearest to a tag is spoken before the desk has said", () => {
  expect(["fr-FR", "fr", "es-MX", "ES", "de-DE", "", "frr"].map(nearest)).toEqual([
    "fr-CA",
    "fr-CA",
    "es",
    "es",
    "en",
    "en",
    "en",
  ]);
});
