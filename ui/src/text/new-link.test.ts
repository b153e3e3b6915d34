import { expect, test } from "vitest";
import { changedMessage } from "./change-link";
import { catalog as spanish } from "./es";
import { catalog as french } from "./fr-CA";
import { messengerText } from "./hand-over";
import { createAnotherLabel, createLabel, suggestedMessage } from "./new-link";
import { reminderMessage, shareLabel } from "./share";

test("the button says exactly what it will do", () => {
  expect(createLabel("$45.00", ["jane@example.com"])).toBe(
    "Create $45.00 and email jane@example.com",
  );
  expect(createLabel("$45.00", [])).toBe("Create $45.00 link");
  expect(createLabel(null, [])).toBe("Create link");
  expect(createLabel(null, ["jane@example.com"])).toBe("Create link and email jane@example.com");
  expect(createLabel("$45.00", ["a@example.com", "b@example.com"])).toBe(
    "Create $45.00 and email 2 people",
  );
});

const JANE = ["jane@example.com"];

test("the button says that the money is held", () => {
  expect(createLabel("$150.00", JANE, "hold")).toBe(
    "Create a $150.00 hold and email jane@example.com",
  );
  expect(createLabel("$150.00", [], "hold")).toBe("Create a $150.00 hold");
  expect(createLabel(null, [], "hold")).toBe("Create link for a hold");
  expect(createLabel("$150.00", [], "holds")).toBe("Create link for many holds of $150.00");
  expect(createLabel(null, JANE, "holds")).toBe(
    "Create link for many holds and email jane@example.com",
  );
  expect(createAnotherLabel("$150.00", [], "hold")).toBe("Create another $150.00 hold");
  expect(createAnotherLabel("$45.00", [])).toBe("Create another $45.00 link");
});

test("the button says that a link can be paid many times", () => {
  expect(createLabel("$45.00", JANE, "charges")).toBe(
    "Create link for many payments of $45.00 and email jane@example.com",
  );
  expect(createLabel(null, [], "charges")).toBe("Create link for many payments");
  expect(createAnotherLabel("$45.00", [], "charges")).toBe(
    "Create another link for many payments of $45.00",
  );
  expect(french.createLabel("45,00 $", [], "charges")).toBe(
    "Créer le lien pour plusieurs paiements de 45,00 $",
  );
  expect(spanish.createLabel("45,00 $", [], "charges")).toBe(
    "Crear enlace para varios pagos de 45,00 $",
  );
});

test("the button says in every language that the money is held", () => {
  const table = [
    [
      french.createLabel("150,00 $", JANE, "hold"),
      "Créer le lien qui bloque 150,00 $ et envoyer à jane@example.com",
    ],
    [french.createLabel(null, [], "holds"), "Créer le lien qui bloque les fonds à chaque paiement"],
    [french.createLabel("45,00 $", []), "Créer le lien de 45,00 $"],
    [
      spanish.createLabel("150,00 $", JANE, "hold"),
      "Crear enlace que retiene 150,00 $ y enviar a jane@example.com",
    ],
    [
      spanish.createLabel("150,00 $", [], "holds"),
      "Crear enlace que retiene 150,00 $ en cada pago",
    ],
    [spanish.createAnotherLabel(null, [], "hold"), "Crear otro enlace que retiene el dinero"],
  ] as const;

  for (const [label, wanted] of table) expect(label).toBe(wanted);
});

test("whatever is written to the customer says that the money is held, and only then", () => {
  const english = { changedMessage, messengerText, reminderMessage, suggestedMessage };
  const table = [
    [english, "The amount is held on your card, and charged later."],
    [french, "Le montant est bloqué sur votre carte, et encaissé plus tard."],
    [spanish, "El importe se retiene en su tarjeta y se cobra después."],
  ] as const;
  const link = { business: "Boats", amount: "$150.00", description: "Boat", url: "https://pay" };

  for (const [words, sentence] of table) {
    const { changedMessage: changed, messengerText: message } = words;
    for (const write of [changed, message, words.reminderMessage, words.suggestedMessage]) {
      for (const until of [null, "Dec 22, 2026"]) {
        expect(write({ ...link, until, holds: true })).toContain(sentence);
        expect(write({ ...link, until, holds: false })).not.toContain(sentence);
      }
    }
  }
});

test("the share button says whom it emails", () => {
  expect(shareLabel(["jane@example.com"])).toBe("Email jane@example.com");
  expect(shareLabel(["a@example.com", "b@example.com", "c@example.com"])).toBe("Email 3 people");
});

test("the suggested message names the business, what it is for, and the amount", () => {
  const message = suggestedMessage({
    business: "Corner Studio",
    amount: "$45.00",
    description: "Logo design",
    until: "Dec 22, 2026",
    holds: false,
  });

  expect(message).toContain("$45.00 for Logo design");
  expect(message).toContain("until Dec 22, 2026");
  expect(message).toContain("Corner Studio");
});

test("the suggested message stays within the limit whatever the description", () => {
  const message = suggestedMessage({
    business: "x".repeat(60),
    amount: "$90,071,992,547,409.91",
    description: "y".repeat(1024),
    until: "Dec 22, 2026",
    holds: true,
  });

  expect(message.length).toBeLessThan(1024);
});
