import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { expectAccessible, expectScreen, open } from "./page";

const hint = (step: number) => page.getByRole("group", { name: `Tour, step ${step} of 3` });
const seen = async (desk: Awaited<ReturnType<typeof open>>) =>
  (await desk.getDesk()).preferences.tourSeen ?? false;

async function firstStart() {
  const desk = await open({ profiles: [], links: [], people: [] });
  await page.getByRole("button", { name: "Try it now" }).click();
  await expectScreen("new-link");
  await expect.element(hint(1)).toBeVisible();
  return desk;
}

test("after the first connect to Practice three hints lead through the first link, and never take the focus", async () => {
  const desk = await firstStart();
  const amount = page.getByLabelText("Amount", { exact: true });
  await expect.element(amount).toHaveFocus();
  await expectAccessible();

  await userEvent.keyboard("45");
  await page.getByLabelText("What is it for?").fill("Garden work");
  await userEvent.keyboard("{Enter}");
  await expectScreen("result");
  await expect.element(hint(2)).toBeVisible();
  await expectAccessible();
  desk.pay(desk.copied[0]?.paymentLinkId ?? "");
  await expect.element(hint(2)).not.toBeInTheDocument();
  await page.getByRole("button", { name: "Done" }).click();
  await expectScreen("links");
  await expect.element(hint(3)).toBeVisible();
  await expectAccessible();
  // It stands right at the search that it is about, with nothing in between.
  const search = page.getByRole("searchbox").element().getBoundingClientRect();
  expect(search.top - hint(3).element().getBoundingClientRect().bottom).toBeGreaterThan(0);
  expect(search.top - hint(3).element().getBoundingClientRect().bottom).toBeLessThan(24);

  expect(await seen(desk)).toBe(true);
  await page.getByRole("button", { name: "End the tour" }).click();
  await expect.element(hint(3)).not.toBeInTheDocument();
});

test("Escape ends the tour, does what it always does, and the tour does not come again", async () => {
  const desk = await firstStart();

  await userEvent.keyboard("{Escape}");

  await expectScreen("links");
  await expect.poll(() => seen(desk)).toBe(true);
  await userEvent.keyboard("{Control>}n{/Control}");
  await expectScreen("new-link");
  expect(hint(1).query()).toBeNull();
});

test("the tour can be had again from the palette and the settings", async () => {
  await open({ preferences: { appearance: "light", tourSeen: true } });
  await expectScreen("links");
  expect(hint(3).query()).toBeNull();
  await userEvent.keyboard("{Control>},{/Control}");

  await page.getByRole("button", { name: "Show the tour" }).click();

  await expectScreen("new-link");
  await expect.element(hint(1)).toBeVisible();
});
