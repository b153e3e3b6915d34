// A whole link typed in one line, in the place of the amount.

import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { aProfile, somePeople } from "../src/ipc/fake/builders";
import { expectAccessible, expectScreen, openNewLink } from "./page";

const amount = () => page.getByLabelText("Amount", { exact: true });
const what = () => page.getByLabelText("What is it for?");
const email = () => page.getByLabelText("Customer's email");
const reads = () => page.getByRole("region", { name: "How this reads" });

const twoJanes = [
  ...somePeople,
  { name: "Jane Roe", email: "roe@example.com", lastUsedAt: "2026-01-01T00:00:00Z" },
];

test("one line and Enter make and email a link to somebody who was emailed before", async () => {
  const desk = await openNewLink();
  await expect
    .element(page.getByText("Or all in one line: 45 deposit jane@example.com"))
    .toBeVisible();

  await userEvent.keyboard("46 deposit jane");

  await expect.element(reads().getByText("$46.00")).toBeVisible();
  await expect.element(reads().getByText("Email to Jane, jane@example.com")).toBeVisible();
  await expect.element(what()).toHaveValue("deposit");
  await expect.element(email()).toHaveValue("jane@example.com");
  await expect
    .element(page.getByRole("button", { name: "Create $46.00 and email jane@example.com" }))
    .toBeVisible();
  await expectAccessible();
  await userEvent.keyboard("{Enter}");

  await expectScreen("result");
  expect(desk.created).toHaveLength(1);
  expect(desk.created[0]).toMatchObject({
    amount: 4600,
    currency: "USD",
    description: "deposit",
    recipients: [{ name: "Jane", email: "jane@example.com" }],
  });
});

test("a line goes on after another window had the focus meanwhile", async () => {
  await openNewLink();
  await userEvent.keyboard("45 dep");

  // The window loses the focus, the page does not.
  amount().element().dispatchEvent(new FocusEvent("blur"));
  await userEvent.keyboard("osit");

  await expect.element(amount()).toHaveValue("45 deposit");
  await expect.element(what()).toHaveValue("deposit");
});

test("the beginning of a name is shown, and emailed only with one press more", async () => {
  const desk = await openNewLink();
  await userEvent.keyboard("46 tea ja");
  await expect.element(reads().getByText("Email to Jane, jane@example.com")).toBeVisible();

  await userEvent.keyboard("{Enter}");

  const button = page.getByRole("button", { name: "Create $46.00 and email jane@example.com" });
  await expect.element(button).toHaveFocus();
  await expect.element(amount()).toHaveValue("46");
  expect(desk.created).toEqual([]);
  await userEvent.keyboard("{Enter}");
  await expectScreen("result");
  expect(desk.created[0]?.recipients).toEqual([{ name: "Jane", email: "jane@example.com" }]);
});

test("a word that is no name after all is part of what it is for", async () => {
  const desk = await openNewLink();
  await userEvent.keyboard("45 strawberry ja");

  await page.getByRole("button", { name: "“ja” is not a person" }).click();

  await expect.element(amount()).toHaveFocus();
  await expect.element(reads().getByText("Nobody is emailed")).toBeVisible();
  await userEvent.keyboard("{Enter}");
  await expectScreen("result");
  expect(desk.created[0]).toMatchObject({ description: "strawberry ja", recipients: [] });
});

test("of several people nobody is taken: they are offered, and nothing is sent before", async () => {
  const desk = await openNewLink({ people: twoJanes });
  await userEvent.keyboard("45 deposit jane{Enter}");

  await expect.element(amount()).toHaveAttribute("aria-invalid", "true");
  await expect.element(amount()).toHaveFocus();
  expect(desk.created).toEqual([]);
  await expectAccessible();
  await userEvent.keyboard("{Tab}{Tab}");
  await expect
    .element(page.getByRole("button", { name: "Jane Roe · roe@example.com" }))
    .toHaveFocus();
  await userEvent.keyboard("{Enter}");

  const button = page.getByRole("button", { name: "Create $45.00 and email roe@example.com" });
  await expect.element(button).toBeVisible();
  await expect.element(amount()).toHaveFocus();
  await expect.element(what()).toHaveValue("deposit");
  await userEvent.keyboard("{Enter}");
  await expectScreen("result");
  expect(desk.created[0]?.recipients).toEqual([{ name: "Jane Roe", email: "roe@example.com" }]);
});

test("of several numbers none is taken for the amount", async () => {
  const desk = await openNewLink();
  await userEvent.keyboard("45 invoice 2041 jane{Enter}");
  await expect.element(amount()).toHaveAttribute("aria-invalid", "true");
  expect(desk.created).toEqual([]);

  await reads().getByRole("button", { name: "$45.00" }).click();

  await expect.element(amount()).toHaveValue("USD\u00a045");
  await expect.element(what()).toHaveValue("invoice 2041");
  await expect
    .element(page.getByRole("button", { name: /^Create .*\$45\.00 and email jane@example\.com/ }))
    .toBeVisible();
  await expect.element(amount()).toHaveFocus();
});

test("another currency is refused and never taken for the profile's own", async () => {
  const desk = await openNewLink();
  await userEvent.keyboard("¥500 deposit jane{Enter}");

  await expect.element(page.getByText(/The amount is in USD/)).toBeVisible();
  await expect.element(email()).toHaveValue("jane@example.com");
  expect(desk.created).toEqual([]);
});

test("left by Tab, the line is in the fields, which are the truth from then on", async () => {
  const desk = await openNewLink();
  await userEvent.keyboard("45 deposit jane{Tab}");
  await expect.element(amount()).toHaveValue("45");
  await expect.element(what()).toHaveFocus();
  await what().fill("Second deposit");
  await email().fill("bob@example.com");

  await userEvent.keyboard("{Enter}");

  await expectScreen("result");
  expect(desk.created[0]).toMatchObject({ amount: 4500, description: "Second deposit" });
  expect(desk.created[0]?.recipients[0]?.email).toBe("bob@example.com");
});

test("what was in the fields is back when the line says nothing of it any more", async () => {
  await openNewLink();
  await what().fill("Logo design");
  await email().fill("bob@example.com");

  await amount().fill("45 fence jane");
  await expect.element(what()).toHaveValue("fence");
  await expect.element(email()).toHaveValue("jane@example.com");
  await amount().fill("45");

  await expect.element(what()).toHaveValue("Logo design");
  await expect.element(email()).toHaveValue("bob@example.com");
});

test("an amount is read as ever, and one with a comma in a place with commas", async () => {
  const desk = await openNewLink({
    locale: "de-DE",
    profiles: [aProfile({ currency: "EUR" })],
  });
  await userEvent.keyboard("1.250,00 Zaun jane{Enter}");

  await expectScreen("result");
  expect(desk.created[0]).toMatchObject({ amount: 125000, currency: "EUR", description: "Zaun" });
});

test("an address that is not whole is told at its field", async () => {
  const desk = await openNewLink();
  await userEvent.keyboard("45 deposit jane@exa{Enter}");

  await expect.element(page.getByText(/This email address is not complete/)).toBeVisible();
  await expect.element(email()).toHaveFocus();
  expect(desk.created).toEqual([]);
});

test("a click into whom it goes to, right after the line, is a click into that field", async () => {
  await openNewLink();
  await userEvent.keyboard("45 deposit jane");
  const email = page.getByLabelText("Customer's email");
  await expect.element(email).toHaveValue("jane@example.com");

  await email.click();

  await expect.element(email).toHaveFocus();
  await userEvent.keyboard("{End}.au");
  await expect.element(email).toHaveValue("jane@example.com.au");
});
