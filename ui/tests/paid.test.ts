// A customer pays: it is said wherever one is, stays on top of the list until it was looked at, and what asking costs is
// told in Settings.

import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { aProfile, paidOf } from "../src/ipc/fake/builders";
import { someLinks } from "../src/ipc/fake/scenarios";
import { expectAccessible, expectScreen, open } from "./page";

const links = someLinks(8);
const active = links.filter(({ status }) => status === "active");
/** It was emailed to two. */
const SENTENCE = "Practice: A customer paid $45.00 for Logo design";

function first() {
  const [link] = active;
  if (!link) throw new Error("There is an active link among them.");
  return link;
}

async function openSettings() {
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  await expectScreen("settings");
}

test("what is paid is said at once, stays on top of the list, and opens with one press", async () => {
  const desk = await open({ links });
  const strip = page.getByRole("region", { name: "Paid", exact: true });
  await expect.element(page.getByRole("button", { name: "New link" })).toBeVisible();
  expect(strip.query()).toBeNull();

  desk.pay(first().paymentLinkId);

  await expect.element(page.getByRole("status").getByText(`${SENTENCE}.`)).toBeVisible();
  await expect.element(strip.getByText(SENTENCE)).toBeVisible();
  await expect.element(strip.getByText("just now")).toBeVisible();
  await expectAccessible();
  await strip.getByRole("button", { name: `Open: ${SENTENCE}` }).click();
  await expectScreen("link");
  await expect.poll(() => desk.seen).toEqual([`paid-${first().paymentLinkId}`]);
  await page.getByRole("button", { name: "Back" }).first().click();
  await expectScreen("links");
  expect(strip.query()).toBeNull();
});

test("money that is only held is said to be held, and not called paid", async () => {
  const held = links.map((link) => ({ ...link, authType: "preAuthorization" as const }));
  const desk = await open({ links: held });
  await expect.element(page.getByRole("button", { name: "New link" })).toBeVisible();

  desk.pay(first().paymentLinkId);

  const sentence = "Practice: $45.00 from a customer for Logo design is on hold";
  await expect.element(page.getByRole("status").getByText(`${sentence}.`)).toBeVisible();
  const strip = page.getByRole("region", { name: "Paid", exact: true });
  await expect.element(strip.getByText(sentence)).toBeVisible();
  await expectAccessible();
});

test("a link whose money is held is told as on hold in the list, on its page and in the palette", async () => {
  const held = links.map((link) => ({ ...link, authType: "preAuthorization" as const }));
  const desk = await open({ links: held });
  const { paymentLinkId } = first();
  desk.pay(paymentLinkId);

  const row = page.getByRole("button", { name: /^\$45.00, Logo design, .*, On hold/ });
  await expect.element(row).toBeVisible();
  const mark = document.querySelector(`[data-link="${paymentLinkId}"] .status`);
  expect(mark?.textContent.trim()).toBe("On hold");
  expect(mark?.querySelector("svg")).not.toBeNull();
  await userEvent.keyboard("{Control>}k{/Control}");
  await expect.element(page.getByRole("combobox", { name: /^Command, link/ })).toHaveFocus();
  await userEvent.keyboard("Logo");
  await expect.element(page.getByRole("option", { name: /Logo design.*On hold/ })).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await row.click();

  await expectScreen("link");
  const main = page.getByRole("main");
  await expect.element(main.getByText("On hold", { exact: true })).toBeVisible();
  await expect.element(main.getByText(/^The money is on hold: charge it/)).toBeVisible();
  await expect.element(main.getByText("This link has been paid.")).not.toBeInTheDocument();
  await expectAccessible();
});

test("on another screen the header counts what was paid, and leads to it", async () => {
  const desk = await open({ links });
  await openSettings();

  for (const link of active.slice(0, 2)) desk.pay(link.paymentLinkId);

  await page.getByRole("button", { name: "2 payments" }).click();
  await expectScreen("links");
  await page.getByRole("button", { name: "Dismiss" }).click();
  expect(page.getByRole("region", { name: "Paid", exact: true }).query()).toBeNull();
});

test("what was paid before the page was opened is on it, and is not said again", async () => {
  const paid = active.map((link) => paidOf(link));
  await open({ links, paid });

  const strip = page.getByRole("region", { name: "Paid", exact: true });
  await expect.element(strip.getByText(SENTENCE).first()).toBeVisible();
  await expect.element(strip.getByText("Practice: Jane paid $1,280.00").first()).toBeVisible();
  await expect.element(strip.getByText(`and ${active.length - 3} more`)).toBeVisible();
  expect(page.getByText(`${SENTENCE}.`).query()).toBeNull();
});

test("a pressed notification shows its link, also one of another profile", async () => {
  const elsewhere = someLinks(2, "test");
  const desk = await open({
    profiles: [aProfile(), aProfile({ place: "test" })],
    links: [...links, ...elsewhere],
  });
  await openSettings();

  desk.pressNotification("profile-test", elsewhere[0]?.paymentLinkId ?? "");

  await expectScreen("link");
  await expect.element(page.getByText("Now using Corner Studio.")).toBeVisible();
});

test("a new link that is begun from the tray opens the form", async () => {
  const desk = await open({ links });

  desk.beginLink();

  await expectScreen("new-link");
});

test("Settings say what asking costs and why it rests", async () => {
  const desk = await open({ links });
  await openSettings();

  const count = active.length;
  const cost = `Checks ${count} active links, about 12 times an hour · next in 3 min`;
  await expect.element(page.getByText(cost)).toBeVisible();
  await expectAccessible();
  desk.watchRests = "offline";
  await page.getByLabelText("Quiet hours").click();
  await expect.element(page.getByText("There is no connection.")).toBeVisible();
  await expect.element(page.getByLabelText("From", { exact: true })).toHaveValue("22:00");
  await page.getByLabelText("From", { exact: true }).fill("21:30");
  await page.getByLabelText("To", { exact: true }).click();
  await expect
    .poll(async () => (await desk.getDesk()).preferences.watch?.quiet)
    .toEqual({ from: "21:30", to: "07:00" });
  await page.getByLabelText("Tell me when a link is paid").click();
  expect((await desk.getDesk()).preferences.watch).toMatchObject({ notify: false });
  await expect.element(page.getByLabelText("Quiet hours")).toBeDisabled();
});

test("where there is no tray, staying in it cannot be chosen, and it is said why", async () => {
  await open({ links }, (desk) => (desk.hasTray = false));
  await openSettings();

  const keep = page.getByLabelText("Keep running in the tray when the window is closed");
  await expect.element(page.getByText("This desktop has no tray")).toBeVisible();
  await expect.element(keep).toBeDisabled();
});

test("where there is a tray, staying in it can be chosen", async () => {
  const desk = await open({ links });
  await openSettings();

  await page.getByLabelText("Keep running in the tray when the window is closed").click();

  expect((await desk.getDesk()).preferences.watch).toMatchObject({ keepRunning: true });
});
