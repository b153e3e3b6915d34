import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { aFault, aLink, aProfile } from "../src/ipc/fake/builders";
import { someLinks } from "../src/ipc/fake/scenarios";
import { expectAccessible, expectScreen, open } from "./page";

const firstRow = () =>
  page.getByRole("list", { name: "Payment links" }).getByRole("listitem").first();

test("the list is walked and acted on by keys alone", async () => {
  const desk = await open();
  await expect.element(firstRow().getByRole("button").first()).toHaveFocus();
  await expectAccessible();

  await userEvent.keyboard("{ArrowDown}c");
  await expect.element(page.getByText("Link copied.")).toBeVisible();
  await userEvent.keyboard("q");
  await expect.element(page.getByRole("dialog", { name: "QR code" })).toBeVisible();
  await expectAccessible();
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  await userEvent.keyboard("{Enter}");

  await expectScreen("link");
  await expect.element(page.getByRole("heading", { name: "Garden work, two days" })).toBeVisible();
  await expectAccessible();
  await userEvent.keyboard("{Escape}");
  await expect
    .element(page.getByRole("button", { name: /Garden work, two days, jane/ }))
    .toHaveFocus();
  expect(desk.copied).toEqual([{ paymentLinkId: "PLP0000001", what: "url" }]);
});

test("a recent link is shared again with two keys", async () => {
  const desk = await open();
  await expect.element(firstRow().getByRole("button").first()).toHaveFocus();

  await userEvent.keyboard("s");
  await expect.element(page.getByRole("button", { name: "Email 2 people" })).toHaveFocus();
  await expectAccessible();
  await userEvent.keyboard("{Enter}");

  await expect.element(page.getByText(/^Emailed to jane@example.com and/)).toBeVisible();
  expect(desk.shared).toHaveLength(1);
  expect(desk.shared[0]?.message).toContain("$45.00 for Logo design");
});

test("a paid link is not shared, with the reason and a way on", async () => {
  const desk = await open();
  desk.pay("PLP0000000");
  await expect.element(page.getByRole("button", { name: /Logo design.*Paid/ })).toHaveFocus();

  await userEvent.keyboard("s");
  await expect.element(page.getByText(/This link has been paid/)).toBeVisible();
  await userEvent.keyboard("{Enter}");

  await expectScreen("new-link");
  await expect.element(page.getByLabelText("What is it for?")).toHaveValue("Logo design");
  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveValue("45.00");
});

test("search and filters narrow the list as one types", async () => {
  await open({ links: someLinks(40) });
  await userEvent.keyboard("/");
  await expect.element(page.getByRole("searchbox", { name: "Search links" })).toHaveFocus();

  await userEvent.keyboard("garden jane");
  await expect.element(page.getByText("No description")).not.toBeInTheDocument();
  await page.getByRole("radio", { name: /^Paid/ }).click();
  const rows = page.getByRole("list", { name: "Payment links" }).getByRole("listitem").elements();
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect(row.textContent).toMatch(/Garden work.*Paid/);

  await page.getByRole("searchbox").fill("nothing like this");
  await page.getByRole("button", { name: "Show all links" }).click();
  await expect.element(page.getByRole("radio", { name: /^All/ })).toBeChecked();
});

test("many links are drawn as one walks towards them", async () => {
  await open({ links: someLinks(250) });

  const rows = page.getByRole("list", { name: "Payment links" }).getByRole("listitem");
  await expect.element(rows.first()).toBeVisible();
  expect(rows.elements().length).toBeLessThanOrEqual(60);

  await userEvent.keyboard("{End}{ArrowDown}");

  await expect.poll(() => rows.elements().length).toBeGreaterThanOrEqual(60);
  await expect.poll(() => document.activeElement?.className).toContain("open");
});

test("an empty list teaches the next step", async () => {
  await open({ links: [] });

  await expect.element(page.getByRole("heading", { name: "No links yet" })).toBeVisible();
  await expectAccessible();
});

test("offline the remembered links stay, and it is said", async () => {
  await open({}, (desk) => (desk.offline = true));

  await expect.element(page.getByText(/No connection. These are the links/)).toBeVisible();
  await expect.element(page.getByText("Logo design")).toBeVisible();
  await expectAccessible();
});

test("a list that cannot be read says why and what to do", async () => {
  const desk = await open({ links: [] }, (desk) => (desk.refuseList = aFault("diskTrouble")));
  await expect.element(page.getByText(/cannot write to this computer's disk/)).toBeVisible();
  await expectAccessible();

  desk.refuseList = undefined;
  await page.getByRole("button", { name: "Try again" }).click();

  await expect.element(page.getByRole("heading", { name: "No links yet" })).toBeVisible();
});

test("what the gateway wrote is shown as text, never as markup", async () => {
  await open({ links: [aLink({ description: "<img src=x onerror=alert(1)>" })] });

  await expect.element(page.getByText("<img src=x onerror=alert(1)>")).toBeVisible();
  expect(document.querySelector("[data-screen] img")).toBeNull();
});

test("the profile is switched with one press, and the place is told in words", async () => {
  await open({
    profiles: [aProfile(), aProfile({ place: "live", name: "Corner Studio" })],
    links: [...someLinks(3), ...someLinks(2, "live")],
  });
  await expect
    .element(page.getByRole("button", { name: "Profile: Practice Corner Studio" }))
    .toBeVisible();

  await userEvent.keyboard("{Control>}2{/Control}");

  await expect
    .element(page.getByRole("button", { name: "Profile: Live Corner Studio" }))
    .toBeVisible();
  await page.getByRole("button", { name: "Profile: Live Corner Studio" }).click();
  await expect.element(page.getByRole("menuitem", { name: /Practice/ })).toBeVisible();
  await expectAccessible();
});

test("each profile finds its own half-filled form again", async () => {
  await open({ profiles: [aProfile(), aProfile({ place: "live", name: "Second shop" })] });
  await userEvent.keyboard("{Control>}n{/Control}");
  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveFocus();
  await userEvent.keyboard("45");

  await userEvent.keyboard("{Control>}2{/Control}");
  await expectScreen("links");
  await userEvent.keyboard("{Control>}n{/Control}");
  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveFocus();
  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveValue("");
  await userEvent.keyboard("7{Control>}1{/Control}");
  await expectScreen("links");
  await userEvent.keyboard("{Control>}n{/Control}");

  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveValue("45");
});

test("after the profile menu was put away, the page takes clicks again", async () => {
  await open();
  await page.getByRole("button", { name: /Profile:/ }).click();
  await expect.element(page.getByText("Add profile…")).toBeVisible();

  await userEvent.keyboard("{Escape}{Control>}n{/Control}");
  await expectScreen("new-link");
  await page.getByRole("button", { name: "More options" }).click();

  await expect.element(page.getByLabelText("Reference")).toBeVisible();
});
