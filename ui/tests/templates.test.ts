// Templates: saved, used, renamed, deleted and brought back, by keys and pointer.

import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { TemplateView } from "../src/ipc/api";
import { aProfile, daysAhead } from "../src/ipc/fake/builders";
import { answeredLate, expectAccessible, expectScreen, open, openNewLink } from "./page";

function aTemplate(name: string, given: Partial<TemplateView["values"]> = {}): TemplateView {
  return {
    id: `template-${name}`,
    name,
    values: {
      amount: 4500,
      customerEntersAmount: false,
      currency: "USD",
      description: "Deposit for the garden",
      linkType: "singleUse",
      authType: "preAuthorization",
      paymentMethods: ["card"],
      expiresInDays: 14,
      buttonLabel: "Pay the deposit",
      saveDetails: false,
      agreement: null,
      message: "Hello,\n\nplease pay the deposit.",
      copyToMe: true,
      ...given,
    },
  };
}

const deposit = aTemplate("Deposit");
const lesson = aTemplate("Lesson", { amount: null, description: "Piano lesson", message: null });

test("a link is made from a template by keys alone, to whoever is typed", async () => {
  const desk = await openNewLink({ templates: [deposit, lesson] });

  await userEvent.keyboard("{Control>}t{/Control}");
  await expect.element(page.getByRole("menuitem", { name: /Deposit.*\$45\.00/ })).toHaveFocus();
  await expectAccessible();
  await userEvent.keyboard("{Enter}");

  await expect
    .element(page.getByLabelText("What is it for?"))
    .toHaveValue("Deposit for the garden");
  await expect.element(page.getByRole("button", { name: "Create a $45.00 hold" })).toBeVisible();
  await expect.element(page.getByLabelText("Customer's email")).toHaveFocus();
  await userEvent.keyboard("bob@example.com{Enter}");
  await expectScreen("result");
  expect(desk.created[0]).toMatchObject({
    amount: 4500,
    authType: "preAuthorization",
    expiresOn: daysAhead(14),
    buttonLabel: "Pay the deposit",
    message: "Hello,\n\nplease pay the deposit.",
    copyToMe: true,
    recipients: [{ name: "", email: "bob@example.com" }],
  });
});

test("a template without an amount leaves what was typed, and one line goes with it", async () => {
  const desk = await openNewLink({ templates: [lesson] });

  await page.getByRole("button", { name: "Templates" }).click();
  await page.getByRole("menuitem", { name: /Lesson/ }).click();
  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveFocus();
  await userEvent.keyboard("30 @jane{Enter}");

  await expectScreen("result");
  expect(desk.created[0]).toMatchObject({
    amount: 3000,
    description: "Piano lesson",
    recipients: [{ name: "Jane", email: "jane@example.com" }],
  });
});

test("what is filled in is saved under a name; one that is taken is told at the field", async () => {
  const desk = await openNewLink({ templates: [deposit] });
  await userEvent.keyboard("30 fence jane");
  await page.getByRole("button", { name: "Templates" }).click();
  await page.getByRole("menuitem", { name: "Save as template…" }).click();
  await expect.element(page.getByLabelText("Name", { exact: true })).toHaveFocus();
  await expectAccessible();

  await userEvent.keyboard("deposit{Enter}");
  await expect.element(page.getByText("Already in use: the name.")).toBeVisible();
  await page.getByLabelText("Name", { exact: true }).fill("Fence");
  await page.getByLabelText("With the amount, $30.00").click();
  await userEvent.keyboard("{Enter}");

  await expect.element(page.getByText("Saved as “Fence”.")).toBeVisible();
  await expect.element(page.getByLabelText("What is it for?")).toHaveValue("fence");
  const all = await desk.listTemplates("profile-practice");
  expect(all.map(({ name }) => name)).toEqual(["Deposit", "Fence"]);
  expect(all[1]?.values).toMatchObject({
    amount: null,
    description: "fence",
    expiresInDays: 30,
    message: null,
  });
  expect(desk.created).toEqual([]);
});

test("a template that is saved late closes no other dialog, and a refusal is told all the same", async () => {
  const desk = await openNewLink();
  await userEvent.keyboard("30 fence");
  const answer = answeredLate(desk, "saveTemplate");
  const openDialog = async () => {
    await userEvent.keyboard("{Control>}t{/Control}");
    await page.getByRole("menuitem", { name: "Save as template…" }).click();
    await expect.element(page.getByLabelText("Name", { exact: true })).toHaveFocus();
  };
  await openDialog();
  await userEvent.keyboard("Fence{Enter}{Escape}");
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  await openDialog();

  answer.current?.();
  await expect.element(page.getByText("Saved as “Fence”.")).toBeVisible();
  await expect.element(page.getByLabelText("Name", { exact: true })).toHaveFocus();
  await userEvent.keyboard("Fence{Enter}{Escape}");
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  answer.current?.();

  await expect
    .element(page.getByRole("alert"))
    .toHaveTextContent("Fence: Already in use: the name.");
});

test("templates are renamed, deleted and brought back", async () => {
  const desk = await openNewLink({ templates: [deposit, lesson] });
  const names = async () => (await desk.listTemplates("profile-practice")).map(({ name }) => name);
  await page.getByRole("button", { name: "Templates" }).click();
  await page.getByRole("menuitem", { name: "Rename or delete…" }).click();
  await expectAccessible();

  await page.getByRole("button", { name: "Rename Deposit" }).click();
  await expect.element(page.getByLabelText("Name", { exact: true })).toHaveFocus();
  await page.getByLabelText("Name", { exact: true }).fill("First deposit");
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("button", { name: "Rename First deposit" })).toHaveFocus();
  expect(await names()).toEqual(["First deposit", "Lesson"]);

  await page.getByRole("button", { name: "Delete Lesson" }).click();
  await expect.element(page.getByRole("button", { name: "Bring back Lesson" })).toHaveFocus();
  expect(await names()).toEqual(["First deposit"]);
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("button", { name: "Rename Lesson" })).toHaveFocus();
  expect(await names()).toEqual(["First deposit", "Lesson"]);
});

test("a saved message is picked alone when a link is shared", async () => {
  const desk = await open({ templates: [deposit, lesson] });
  await page.getByRole("button", { name: "Share: Logo design" }).click();

  await page.getByRole("button", { name: "Saved messages" }).click();
  await page.getByRole("menuitem", { name: "Deposit" }).click();
  await page.getByRole("button", { name: "Email 2 people" }).click();

  await expect.poll(() => desk.shared.length).toBe(1);
  expect(desk.shared[0]?.message).toBe("Hello,\n\nplease pay the deposit.");
});

test("another profile has templates of its own", async () => {
  await openNewLink({
    templates: [deposit],
    profiles: [aProfile(), aProfile({ id: "profile-other", name: "Other shop" })],
  });

  await userEvent.keyboard("{Control>}2{/Control}");
  await expectScreen("links");
  await userEvent.keyboard("{Control>}n{/Control}");
  await expectScreen("new-link");
  await page.getByRole("button", { name: "Templates" }).click();

  await expect.element(page.getByRole("menuitem", { name: "Save as template…" })).toBeVisible();
  await expect.element(page.getByRole("menuitem", { name: /Deposit/ })).not.toBeInTheDocument();
});
