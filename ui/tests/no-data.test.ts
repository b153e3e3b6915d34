import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { aFault, aLink } from "../src/ipc/fake/builders";
import { expectAccessible, expectScreen, open } from "./page";

test.each<["anotherPaylinkIsOpen" | "dataUnavailable", string, string]>([
  ["anotherPaylinkIsOpen", "Another Paylink is open.", "Use that one, or close it"],
  ["dataUnavailable", "Paylink cannot open its data on this computer.", "then open Paylink again"],
])("without the data (%s) the reason is told", async (code, title, next) => {
  await open({ profiles: [], links: [], notices: [{ code }] });

  await expectScreen("no-data");
  await expect.element(page.getByRole("heading", { name: title })).toHaveFocus();
  await expect.element(page.getByText(next)).toBeVisible();
  await expect.element(page.getByText(/^Nothing is sent/)).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Try it now" })).not.toBeInTheDocument();
  await expectAccessible();
});

test("without the data the links used last can still be copied", async () => {
  const link = aLink({ profileId: "", description: "Logo design" });
  const desk = await open(
    { profiles: [], links: [link], notices: [{ code: "anotherPaylinkIsOpen" }] },
    (desk) => (desk.refuseRefresh = aFault("anotherPaylinkIsOpen")),
  );

  await page.getByRole("button", { name: "Copy link: Logo design" }).click();

  expect(desk.copied).toEqual([{ paymentLinkId: link.paymentLinkId, what: "url" }]);
  await expectAccessible();
});

test("a file that was set aside is told also where no profile is left", async () => {
  await open({
    profiles: [],
    links: [],
    notices: [{ code: "fileSetAside", keptAs: "paylink-damaged-1.db" }],
  });

  await expectScreen("welcome");
  await expect.element(page.getByText(/It was kept as paylink-damaged-1.db/)).toBeVisible();
  await expectAccessible();
});
