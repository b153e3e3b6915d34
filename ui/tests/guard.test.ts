import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { aLink, minutesAgo } from "../src/ipc/fake/builders";
import { answeredLate, expectAccessible, expectScreen, openNewLink } from "./page";

const janes = () =>
  aLink({
    paymentLinkId: "JANESLINK1",
    amount: 4500,
    shares: [
      { name: "Bob", email: "bob@example.com", at: minutesAgo(3) },
      { name: "Jane", email: "Jane@example.com", at: minutesAgo(5) },
    ],
  });

const told = page.getByText(
  /^Jane already has an active link for \$45\.00 for Logo design, emailed (today|yesterday)\.$/,
);

test("an open link for the same amount to the same person is told, and shared again with one press more", async () => {
  const desk = await openNewLink({ links: [janes()] });
  await userEvent.keyboard("45{Tab}Logo design{Tab}jane@example.com");

  await expect.element(told).toBeVisible();
  await expect.element(page.getByLabelText("Customer's email")).toHaveFocus();
  await expect
    .element(page.getByRole("button", { name: "Create another $45.00 and email jane@example.com" }))
    .toBeVisible();
  expect(told.element().closest("[role=status]")).not.toBeNull();
  await expectAccessible();

  await page.getByRole("button", { name: "Share that one again" }).click();
  await page.getByRole("button", { name: "Email Jane@example.com", exact: true }).click();

  await expectScreen("links");
  expect(desk.created).toEqual([]);
  expect(desk.shared).toMatchObject([
    { paymentLinkId: "JANESLINK1", recipients: [{ name: "Jane", email: "Jane@example.com" }] },
  ]);
  await page.getByRole("button", { name: "New link" }).click();
  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveValue("");
});

test("it holds nothing up: another one is made with Enter", async () => {
  const desk = await openNewLink({ links: [janes()] });
  await userEvent.keyboard("45{Tab}{Tab}jane@example.com");
  await expect.element(told).toBeVisible();

  await userEvent.keyboard("{Enter}");

  await expectScreen("result");
  expect(desk.created).toHaveLength(1);
});

test("whoever types faster than it can be asked is told at the press, and another press makes the other one", async () => {
  const desk = await openNewLink({ links: [janes()] });

  await userEvent.keyboard("45{Tab}{Tab}jane@example.com{Enter}");

  await expect.element(told).toBeVisible();
  expect(desk.created).toEqual([]);
  await expect
    .element(page.getByRole("button", { name: "Create another $45.00 and email jane@example.com" }))
    .toBeVisible();
  await userEvent.keyboard("{Enter}");
  await expectScreen("result");
  expect(desk.created).toHaveLength(1);
});

test("what is typed after the press is no part of what is made", async () => {
  const desk = await openNewLink({ links: [janes()] });
  answeredLate(desk, "findAlike");

  await userEvent.keyboard("45{Tab}Logo{Tab}jane@example.com{Enter}m");

  await expectScreen("result");
  expect(desk.created[0]?.recipients[0]?.email).toBe("jane@example.com");
});

test("one that cannot be asked in time holds nothing up", async () => {
  const desk = await openNewLink({ links: [janes()] });
  answeredLate(desk, "findAlike");

  await userEvent.keyboard("45{Tab}{Tab}jane@example.com{Enter}");

  await expectScreen("result");
  expect(desk.created).toHaveLength(1);
});

test("what is being asked already is not asked once more at the press", async () => {
  let asked = 0;
  const desk = await openNewLink({ links: [janes()] }, (desk) => {
    desk.findAlike = () => {
      asked++;
      return new Promise(() => {});
    };
  });
  await userEvent.keyboard("45{Tab}{Tab}jane@example.com");
  await expect.poll(() => asked).toBe(1);

  await userEvent.keyboard("{Enter}");

  await expectScreen("result");
  expect(desk.created).toHaveLength(1);
  expect(asked).toBe(1);
});

test("what was found is gone as soon as the form says something else, and an answer to an earlier form is dropped", async () => {
  const answers: (() => void)[] = [];
  const desk = await openNewLink({ links: [janes()] }, (desk) => {
    const find = desk.findAlike.bind(desk);
    desk.findAlike = async (request) => {
      await new Promise<void>((resolve) => answers.push(resolve));
      return find(request);
    };
  });
  await userEvent.keyboard("45{Tab}{Tab}jane@example.com");
  await expect.poll(() => answers.length).toBe(1);

  await page.getByLabelText("Amount", { exact: true }).fill("46");
  await expect.poll(() => answers.length).toBe(2);
  answers[0]?.();
  answers[1]?.();
  await expect.poll(() => desk.alikeAsked.length).toBe(2);

  await expect.element(page.getByRole("button", { name: /^Create \$46\.00/ })).toBeVisible();
  await expect.element(told).not.toBeInTheDocument();

  await page.getByLabelText("Amount", { exact: true }).fill("45");
  await expect.poll(() => answers.length).toBe(3);
  answers[2]?.();
  await expect.element(told).toBeVisible();
  await page.getByLabelText("Customer's email").fill("jane@example.co");
  await expect.element(told).not.toBeInTheDocument();
});

test("half an address and an amount that the customer enters are asked about nowhere", async () => {
  const desk = await openNewLink({ links: [janes()] });
  await userEvent.keyboard("45{Tab}{Tab}jane@example.com");
  await expect.element(told).toBeVisible();

  await page.getByRole("button", { name: "More options" }).click();
  await page.getByRole("radio", { name: "Customer enters the amount" }).click();

  await expect.element(told).not.toBeInTheDocument();
  expect(desk.alikeAsked.every(({ emails }) => emails[0] === "jane@example.com")).toBe(true);
  expect(desk.alikeAsked.every(({ amount }) => amount === 4500)).toBe(true);
});
