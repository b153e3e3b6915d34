import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { aFault, aLink, aProfile, minutesAgo } from "../src/ipc/fake/builders";
import type { FakeDesk } from "../src/ipc/fake/desk";
import { someLinks } from "../src/ipc/fake/scenarios";
import { expectAccessible, expectScreen, open } from "./page";

const rows = () => page.getByRole("list", { name: "Payment links" }).getByRole("listitem");
const firstRow = () => rows().first();
/** Rows from edge to edge in sight, below what sticks over the list. */
const wholeRows = () => {
  const bar = document.querySelector(".sticky")!.getBoundingClientRect().bottom;
  const boxes = rows()
    .elements()
    .map((row) => row.getBoundingClientRect());
  return boxes.filter(({ top, bottom }) => top >= bar && bottom <= innerHeight).length;
};
const focusedPlace = () => Number(document.activeElement?.closest("li")?.ariaPosInSet ?? 0);
const working = () => document.querySelector(".shell.working") !== null;

/** From now on a link is read only once its answer is called for. */
function lateLinks(desk: FakeDesk): (() => void)[] {
  const answers: (() => void)[] = [];
  const read = desk.getLink.bind(desk);
  desk.getLink = async (paymentLinkId) => {
    await new Promise<void>((resolve) => answers.push(resolve));
    return read(paymentLinkId);
  };
  return answers;
}

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

test("what is asked for shows that it is under way until it is answered", async () => {
  let answer = () => {};
  const desk = await open();
  await expect.element(firstRow().getByRole("button").first()).toHaveFocus();
  const line = () => getComputedStyle(document.querySelector(".shell")!, "::before").content;
  desk.copyLink = () => new Promise<void>((resolve) => (answer = resolve));
  expect(line()).toBe("none");

  await userEvent.keyboard("c");
  await expect.poll(line).toBe('""');
  answer();

  await expect.element(page.getByText("Link copied.")).toBeVisible();
  expect(line()).toBe("none");
});

test("a press is seen to be taken while an earlier one is still under way", async () => {
  const desk = await open();
  await expect.element(firstRow().getByRole("button").first()).toHaveFocus();
  const coming = () =>
    getComputedStyle(document.querySelector(".shell")!, "::before").animationName;
  desk.copyLink = () => new Promise<void>(() => {});
  await userEvent.keyboard("c");
  const first = coming();

  await userEvent.keyboard("c");

  // By another name it begins anew.
  expect([first, coming()]).not.toContain("none");
  expect(coming()).not.toBe(first);
});

test("a link that was read too late opens nothing over what is typed by then", async () => {
  const answers = lateLinks(await open());
  await expect.element(firstRow().getByRole("button").first()).toHaveFocus();

  await userEvent.keyboard("s{Control>}n{/Control}");
  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveFocus();
  answers[0]?.();

  await expect.poll(() => working()).toBe(false);
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  await userEvent.keyboard("45");
  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveValue("45");
});

test("of two links that are asked for, the dialog stays with the one that it tells of", async () => {
  const desk = await open();
  const answers = lateLinks(desk);
  await expect.element(firstRow().getByRole("button").first()).toHaveFocus();

  await userEvent.keyboard("s{ArrowDown}s");
  await expect.poll(() => answers.length).toBe(2);
  answers[0]?.();
  await expect.element(page.getByText("$45.00 · Logo design")).toBeVisible();
  answers[1]?.();
  await expect.poll(() => working()).toBe(false);
  await expect.element(page.getByText("$45.00 · Logo design")).toBeVisible();
  await userEvent.keyboard("{Enter}");

  await expect.poll(() => desk.shared.map((one) => one.paymentLinkId)).toEqual(["PLP0000000"]);
});

test("a row shows what one does with its link while it is looked at, and always what leads to more", async () => {
  await open({ links: [1, 2, 3].map(() => aLink()) });
  await expect.element(firstRow().getByRole("button").first()).toHaveFocus();
  const copies = () =>
    rows()
      .elements()
      .map((row) => row.querySelector("[aria-label^='Copy link']") !== null);
  const second = () => rows().nth(1);
  // Wherever the pointer was left.
  await page.getByRole("searchbox").hover();
  expect(copies()).toEqual([true, false, false]);
  expect(rows().getByRole("button", { name: /^More/ }).elements()).toHaveLength(3);

  await second().hover();
  await expect.poll(copies).toEqual([true, true, false]);
  await second()
    .getByRole("button", { name: /^Copy link/ })
    .click();
  await expect.element(page.getByText("Link copied.")).toBeVisible();

  await userEvent.keyboard("{End}");
  await expect.poll(() => copies()[2]).toBe(true);
});

/** Deactivates the row that has the focus. */
async function deactivate() {
  await userEvent.keyboard("d");
  await expect.element(page.getByLabelText(/^Why/)).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("button", { name: "Deactivate for good" })).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("dialog", { name: "The link is deactivated" })).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
}

test("the row that keys act on stays with its link when the list is sorted anew", async () => {
  const desk = await open({ links: someLinks(6) });
  await expect.element(firstRow().getByRole("button").first()).toHaveFocus();
  const link = () => document.activeElement?.closest("li")?.dataset["link"];
  const first = link();

  await deactivate();

  await expect.poll(link).toBe(first);
  expect(focusedPlace()).toBeGreaterThan(1);
  await userEvent.keyboard("d");
  await userEvent.keyboard("c");
  await expect.poll(() => desk.copied.map(({ paymentLinkId }) => paymentLinkId)).toEqual([first]);
  expect(page.getByRole("dialog").elements()).toEqual([]);
});

test("where the link has left the list, keys act on no other one until it is chosen", async () => {
  const desk = await open({ links: someLinks(6) });
  await page.getByRole("radio", { name: /^Active/ }).click();
  await expect.poll(() => rows().elements().length).toBeLessThan(6);
  await page.getByRole("searchbox").click();
  await userEvent.keyboard("{ArrowDown}");
  await expect.poll(focusedPlace).toBe(1);

  await deactivate();

  await expect.element(page.getByRole("list", { name: "Payment links" })).toHaveFocus();
  await userEvent.keyboard("dcs");
  expect([desk.copied, page.getByRole("dialog").elements()]).toEqual([[], []]);
  await userEvent.keyboard("{ArrowDown}");
  await expect.poll(focusedPlace).toBe(1);
  await userEvent.keyboard("c");
  await expect.poll(() => desk.copied).toHaveLength(1);
});

test("the row that keys act on is marked, by keys and by mouse, unlike one that is pointed at", async () => {
  await open();
  await expect.element(firstRow().getByRole("button").first()).toHaveFocus();
  const marks = () =>
    rows()
      .elements()
      .map((row) => getComputedStyle(row).outlineStyle !== "none");
  expect(marks()).toEqual([true, false, false]);
  const second = rows().nth(1);

  await second.hover();
  await second.getByRole("button", { name: /^Copy link/ }).click();
  await rows().nth(2).hover();
  await expect.poll(marks).toEqual([false, true, false]);

  // Where letters go elsewhere, no row is marked for them.
  await page.getByRole("searchbox").click();
  await expect.poll(marks).toEqual([false, false, false]);
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
  await expect.element(firstRow().getByRole("button").first()).toHaveFocus();
  desk.pay("PLP0000000");
  await expect.element(page.getByRole("button", { name: /Logo design.*Paid/ })).toHaveFocus();

  await userEvent.keyboard("s");
  await expect.element(page.getByText(/This link has been paid/)).toBeVisible();
  await userEvent.keyboard("{Enter}");

  await expectScreen("new-link");
  await expect.element(page.getByLabelText("What is it for?")).toHaveValue("Logo design");
  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveValue("45.00");
});

async function makeOne(description: string) {
  await userEvent.keyboard("{Control>}n{/Control}");
  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveFocus();
  await userEvent.keyboard(`45{Tab}${description}{Enter}`);
  await expectScreen("result");
}

test("search and filters narrow the list as one types", async () => {
  await open({ links: someLinks(40) });
  await userEvent.keyboard("/");
  await expect.element(page.getByRole("searchbox", { name: "Search links" })).toHaveFocus();

  await userEvent.keyboard("garden jane");
  await expect.element(page.getByText("No description")).not.toBeInTheDocument();
  await page.getByRole("radio", { name: /^Paid/ }).click();
  await expect
    .poll(() =>
      rows()
        .elements()
        .map((row) => row.textContent)
        .join(""),
    )
    .not.toMatch(/Active/);
  expect(rows().elements().length).toBeGreaterThan(0);
  for (const row of rows().elements()) expect(row.textContent).toMatch(/Garden work.*Paid/);

  await page.getByRole("searchbox").fill("nothing like this");
  await page.getByRole("button", { name: "Show all links" }).click();
  await expect.element(page.getByRole("radio", { name: /^All/ })).toBeChecked();
});

test("of fifty thousand links few rows are drawn, and the last one is reached and acted on", async () => {
  const desk = await open({ links: someLinks(50_000) });
  await expect.element(firstRow().getByRole("button").first()).toHaveFocus();
  expect(rows().elements().length).toBeLessThanOrEqual(80);

  await userEvent.keyboard("{End}");
  const last = page.getByRole("button", { name: /Catering for 24.*Paid/ }).last();
  await expect.element(last).toHaveFocus();
  await expect.element(last).toBeInViewport();
  await userEvent.keyboard("c");

  expect(desk.copied).toEqual([{ paymentLinkId: "PLP0049999", what: "url" }]);
  expect(rows().elements().length).toBeLessThanOrEqual(80);
  expect(document.activeElement?.closest("li")?.ariaPosInSet).toBe("50000");
  expect(document.activeElement?.closest("li")?.ariaSetSize).toBe("50000");
});

test("what is in view is painted first, and rows beyond it are drawn after that", async () => {
  const drawn = () => document.querySelectorAll("[data-index]").length;
  let painted: number | undefined;
  const watch = new MutationObserver(() => {
    if (drawn() > 0) requestAnimationFrame(() => (painted ??= drawn()));
  });
  watch.observe(document.body, { childList: true, subtree: true });

  await open({ links: someLinks(500) });
  await expect.element(firstRow().getByRole("button").first()).toHaveFocus();
  await expect.poll(() => painted).toBeDefined();
  watch.disconnect();

  const { top, height } = document.querySelector('[data-index="0"]')!.getBoundingClientRect();
  const inView = Math.ceil((window.innerHeight - top) / height);
  expect(painted).toBeLessThanOrEqual(inView + 1);
  await expect.poll(drawn).toBeGreaterThan(inView + 1);
});

test("a page is walked at a time, and what has the focus keeps it while one scrolls", async () => {
  await open({ links: someLinks(500) });
  await expect.element(firstRow().getByRole("button").first()).toHaveFocus();

  await userEvent.keyboard("{PageDown}{PageDown}");
  await expect.poll(focusedPlace).toBeGreaterThan(8);
  const place = focusedPlace();
  const screen = document.getElementById("screen")!;
  screen.scrollTop = 20_000;
  await expect.element(page.getByRole("button", { name: /Loading/ })).not.toBeInTheDocument();
  await expect.poll(() => document.querySelector('[data-index="350"]')).not.toBeNull();

  expect(focusedPlace()).toBe(place);
  expect(rows().elements().length).toBeLessThanOrEqual(80);
  await userEvent.keyboard("{Home}");
  await expect.poll(focusedPlace).toBe(1);
  await expect.poll(() => screen.scrollTop).toBeLessThan(400);
});

test("in a small window at double size the tools leave room for rows", async () => {
  await page.viewport(400, 300);
  try {
    await open({ links: someLinks(500) });
    await expect.element(firstRow().getByRole("button").first()).toHaveFocus();
    await expect.poll(wholeRows).toBeGreaterThanOrEqual(1);
    expect(page.getByRole("searchbox").element().getBoundingClientRect().top).toBeGreaterThan(0);

    await userEvent.keyboard("{ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}");
    await expect.poll(focusedPlace).toBe(6);

    await expect.poll(wholeRows).toBeGreaterThanOrEqual(3);
  } finally {
    await page.viewport(800, 600);
  }
});

test("the list stays as it is behind a screen that one goes to from it, out of sight and deaf to keys", async () => {
  await open();
  await expect.element(firstRow().getByRole("button").first()).toHaveFocus();
  const row = firstRow().element();

  await userEvent.keyboard("{Enter}");
  await expectScreen("link");
  expect(row.checkVisibility()).toBe(false);
  await userEvent.keyboard("{ArrowDown}{ArrowDown}/");
  await expectScreen("link");
  await userEvent.keyboard("{Escape}");

  await expect.element(page.getByRole("button", { name: /Logo design/ }).first()).toHaveFocus();
  expect(firstRow().element()).toBe(row);
});

test("coming back from a link one finds the list where it was left", async () => {
  await open({ links: someLinks(500) });
  await expect.element(firstRow().getByRole("button").first()).toHaveFocus();
  const screen = document.getElementById("screen")!;
  screen.scrollTop = 9000;
  await expect.poll(() => document.querySelector('[data-index="160"]')).not.toBeNull();
  await userEvent.keyboard("{End}{Home}{PageDown}{PageDown}{PageDown}");
  await expect.poll(focusedPlace).toBeGreaterThan(12);
  const [place, scrolled] = [focusedPlace(), screen.scrollTop];

  await userEvent.keyboard("{Enter}");
  await expectScreen("link");
  await userEvent.keyboard("{Escape}");

  await expectScreen("links");
  await expect.poll(focusedPlace).toBe(place);
  expect(Math.abs(screen.scrollTop - scrolled)).toBeLessThan(60);
});

test("after a link was made one finds oneself on it in the list", async () => {
  await open({ links: someLinks(300) });
  await userEvent.keyboard("{PageDown}{PageDown}{PageDown}{PageDown}");
  await expect.poll(() => document.getElementById("screen")!.scrollTop).toBeGreaterThan(500);
  await makeOne("The newest of all");

  await userEvent.keyboard("{Escape}");

  await expect
    .element(page.getByRole("button", { name: "$45.00, The newest of all" }))
    .toHaveFocus();
  expect(document.getElementById("screen")!.scrollTop).toBeLessThan(300);
});

test("where other links are looked for, one is back at them after a link was made", async () => {
  await open({ links: someLinks(300) });
  await page.getByRole("searchbox").fill("garden");
  await expect.element(page.getByText("38 links", { exact: true })).toBeVisible();
  await userEvent.keyboard("{Enter}{ArrowDown}{ArrowDown}");
  const row = document.activeElement?.getAttribute("aria-label");
  await makeOne("Other work");

  await userEvent.keyboard("{Escape}");

  await expect.poll(() => document.activeElement?.getAttribute("aria-label")).toBe(row);
});

test("filters stand as chips, and each is gone with one press", async () => {
  const desk = await open({ links: someLinks(80) });
  await expect.element(firstRow().getByRole("button").first()).toHaveFocus();

  await userEvent.keyboard("f");
  await expect.element(page.getByLabelText("Kind")).toHaveFocus();
  await page.getByLabelText("Kind").selectOptions("Many payments");
  await page.getByLabelText("Who sets the amount").selectOptions("Customer enters the amount");
  await page.getByLabelText("Made", { exact: true }).selectOptions("Last 30 days");
  await page.getByLabelText("Sent to").fill("jan");
  await userEvent.keyboard("{ArrowDown}{Enter}");

  const chips = page.getByRole("group", { name: "Filters in use" });
  await expect.element(chips.getByText("Sent to jane@example.com")).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Filters (4)" })).toBeVisible();
  await expect.poll(() => desk.found.at(-1)?.email).toBe("jane@example.com");
  await expectAccessible();
  await chips.getByRole("button", { name: /Made last 30 days/ }).click();
  await expect.poll(() => desk.found.at(-1)?.createdFrom).toBeNull();
  await chips.getByRole("button", { name: "Clear all" }).click();

  await expect.element(chips).not.toBeInTheDocument();
  await expect.element(page.getByText("80 links", { exact: true })).toBeVisible();
});

test("the links of a person are found from a row", async () => {
  const desk = await open({ links: someLinks(20) });

  await rows().first().getByText("jane@example.com").click();

  await expect.element(page.getByText("Sent to jane@example.com")).toBeVisible();
  await expect.poll(() => desk.found.at(-1)?.email).toBe("jane@example.com");
});

test("filters outlast other screens and end with the profile", async () => {
  await open({
    profiles: [aProfile(), aProfile({ place: "live", name: "Second shop" })],
    links: [...someLinks(30), ...someLinks(30, "live")],
  });
  await page.getByRole("searchbox").fill("garden");
  await page.getByRole("button", { name: "Settings" }).click();
  await expectScreen("settings");
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByRole("searchbox")).toHaveValue("garden");

  await userEvent.keyboard("{Control>}2{/Control}");

  await expect.element(page.getByRole("button", { name: /Live Second shop/ })).toBeVisible();
  await expect.element(page.getByRole("searchbox")).toHaveValue("");
  await expect.element(page.getByText("30 links", { exact: true })).toBeVisible();
});

test("several links are selected by keys, copied and written into a file", async () => {
  const desk = await open({ links: someLinks(30) });
  await expect.element(firstRow().getByRole("button").first()).toHaveFocus();

  await userEvent.keyboard("x{Shift>}{ArrowDown}{ArrowDown}{/Shift}");
  await expect.element(page.getByText("3 selected")).toBeVisible();
  await expectAccessible();
  await page.getByRole("button", { name: "Copy links" }).click();
  await expect.element(page.getByText("3 links copied, one in each line.")).toBeVisible();
  expect(desk.copied).toHaveLength(3);
  await page.getByRole("button", { name: "Export CSV" }).click();
  await expect.element(page.getByText(/^3 links are in Downloads: .*csv$/)).toBeVisible();
  expect(desk.exported[0]?.paymentLinkIds).toHaveLength(3);
  await userEvent.keyboard("{Escape}");

  await expect.element(page.getByText("3 selected")).not.toBeInTheDocument();
});

test("links are selected with the pointer, one by one and from one to another", async () => {
  await open({ links: someLinks(30) });
  await expect.element(firstRow().getByRole("button").first()).toHaveFocus();
  const opener = (nth: number) => rows().nth(nth).getByRole("button").first();

  await opener(1).click({ modifiers: ["Control"], position: { x: 200, y: 20 } });
  await expect.element(page.getByText("1 selected")).toBeVisible();
  await opener(4).click({ modifiers: ["Shift"], position: { x: 200, y: 20 } });
  await expect.element(page.getByText("4 selected")).toBeVisible();
  await rows().nth(0).getByRole("checkbox").click();

  await expect.element(page.getByText("5 selected")).toBeVisible();
});

test("all that were found are selected and exported by the question", async () => {
  const desk = await open({ links: someLinks(3000) });
  await page.getByRole("searchbox").fill("garden");
  await expect.element(page.getByText("375 links", { exact: true })).toBeVisible();
  await userEvent.keyboard("{Enter}{Control>}a{/Control}");
  await expect.element(page.getByText("All 375 selected")).toBeVisible();

  await page.getByRole("button", { name: "Export CSV" }).click();

  await expect.element(page.getByText(/^375 links are in Downloads/)).toBeVisible();
  expect(desk.exported[0]).toMatchObject({ paymentLinkIds: [], find: { text: "garden" } });
});

test("the row of a link that has ended offers nothing to hand over", async () => {
  await open({ links: [aLink({ status: "completed", shareBlocked: "paid" })] });
  await expect.element(firstRow().getByRole("button").first()).toHaveFocus();

  await expect.element(firstRow().getByRole("button", { name: /^More/ })).toBeVisible();
  expect(
    firstRow()
      .getByRole("button", { name: /^(Copy|QR|Share|Open in)/ })
      .elements(),
  ).toEqual([]);
});

test("more is done with a link from the menu of its row", async () => {
  await open({ links: someLinks(3) });
  await expect.element(firstRow().getByRole("button").first()).toHaveFocus();

  await userEvent.keyboard(".");
  await expect.element(page.getByRole("menuitem", { name: "Make another like it" })).toBeVisible();
  await expect.element(page.getByRole("menuitem", { name: /Deactivate/ })).toBeVisible();
  await expectAccessible();
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByRole("button", { name: "More: Logo design" })).toHaveFocus();
  await userEvent.keyboard(".");
  const another = page.getByRole("menuitem", { name: "Make another like it" });
  await expect.element(another).toHaveFocus();
  await userEvent.keyboard("{Enter}");

  await expectScreen("new-link");
  await expect.element(page.getByLabelText("What is it for?")).toHaveValue("Logo design");
});

test("what is found is counted and added up for each currency", async () => {
  await open({
    links: [
      ...someLinks(2),
      aLink({ amount: 30000, currency: "EUR" }),
      aLink({ amount: null, linkType: "multiUse" }),
    ],
  });

  await expect.element(page.getByText("4 links", { exact: true })).toBeVisible();
  await expect.element(page.getByText("$1,325.00")).toBeVisible();
  await expect.element(page.getByText("€300.00").first()).toBeVisible();
});

test("what paid and unpaid links come to together is called that", async () => {
  const mixed = page.getByText("in all, paid or not");
  await open({ links: [aLink(), aLink(), aLink({ status: "completed", shareBlocked: "paid" })] });
  await expect.element(page.getByText("$135.00")).toBeVisible();
  await expect.element(mixed).toBeVisible();

  await page.getByRole("radio", { name: /^Active/ }).click();

  await expect.element(page.getByText("$90.00")).toBeVisible();
  expect(mixed.elements()).toEqual([]);
});

test("a row says how old it is only where that is older than what stands above the list", async () => {
  const refuse = (desk: FakeDesk) => (desk.refuseRefresh = aFault("offline"));
  const links = [3, 0, 60].map((age, at) =>
    aLink({ checkedAt: minutesAgo(age), keptAt: minutesAgo(60 + at) }),
  );
  await open({ links }, refuse);

  await expect.element(page.getByText("Checked 3 min ago", { exact: true })).toBeVisible();
  const ages = () =>
    rows()
      .elements()
      .map((row) => row.querySelector(".age")?.textContent);
  await expect.poll(ages).toEqual([undefined, undefined, expect.stringMatching(/^checked 1 h/)]);
  const names = rows()
    .elements()
    .map((row) => /checked.*/.exec(row.querySelector(".open")?.ariaLabel ?? "")?.[0]);
  expect(names).toEqual([undefined, undefined, expect.stringMatching(/^checked 1 h/)]);
});

test("out of the filters one is back at the rows by Escape and by mouse, and at the search by /", async () => {
  const desk = await open({ links: someLinks(6) });
  await expect.element(firstRow().getByRole("button").first()).toHaveFocus();
  const kind = page.getByLabelText("Kind");
  await userEvent.keyboard("{ArrowDown}f");
  await expect.element(kind).toHaveFocus();

  await userEvent.keyboard("/");
  await expect.element(page.getByRole("searchbox")).toHaveFocus();
  await page.getByRole("combobox", { name: "Sent to" }).click();
  await userEvent.keyboard("{Escape}");
  await expect.poll(focusedPlace).toBe(2);
  expect(kind.elements()).toEqual([]);

  await page.getByRole("button", { name: "Filters" }).click();
  await expect.element(kind).toHaveFocus();
  await page.getByRole("button", { name: "Filters" }).click();
  await expect.poll(focusedPlace).toBe(2);
  await userEvent.keyboard("c");
  await expect.poll(() => desk.copied).toHaveLength(1);
});

test("while the gateway's list is read it is said how far", async () => {
  const desk = await open();
  await expect.element(page.getByText("Checked just now", { exact: true }).first()).toBeVisible();

  desk.read(3400);

  await expect.element(page.getByText("Reading 3,400…")).toBeVisible();
});

test("where nothing is found it is said what can be loosened", async () => {
  await open({ links: someLinks(40) });
  await page.getByRole("searchbox").fill("garden");
  await page.getByLabelText("Sort").selectOptions("Newest first");
  await page.getByRole("searchbox").fill("catering");
  await page.getByRole("radio", { name: /^Deactivated/ }).click();
  await page.getByRole("searchbox").fill("catering REF-PLP0000007");
  await expect.element(page.getByRole("heading", { name: "No link matches." })).toBeVisible();
  await expectAccessible();

  await page.getByRole("button", { name: "1 link has another status" }).click();

  await expect.poll(() => rows().elements().length).toBe(1);
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
  const choice = page.getByRole("menuitemradio");
  await expect.element(choice.filter({ hasText: "Practice" })).not.toBeChecked();
  await expect.element(choice.filter({ hasText: "Corner Studio" }).last()).toBeChecked();
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
  await page.getByRole("button", { name: "Go on with it" }).click();

  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveValue("45");
  expect(page.getByRole("button", { name: "Go on with it" }).query()).toBeNull();
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

test("nothing of the list lies over the profile menu", async () => {
  const others = ["Two", "Three", "Four", "Five"].map((name) => aProfile({ id: name, name }));
  await open({ profiles: [aProfile({ name: "One" }), ...others] });
  await expect.element(firstRow().getByRole("button").first()).toHaveFocus();
  await page.getByRole("button", { name: "Profile: Practice One" }).click();
  await expect.element(page.getByText("Add profile…")).toBeVisible();

  const items = [...page.getByRole("menu").element().querySelectorAll("[role^=menuitem]")];
  const isOnTop = (item: Element) => {
    const { left, top, width, height } = item.getBoundingClientRect();
    return item.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  };

  expect(items).toHaveLength(6);
  await expect.poll(() => items.filter((item) => !isOnTop(item))).toEqual([]);
});
