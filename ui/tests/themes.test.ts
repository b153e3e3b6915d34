import { afterEach, describe, expect, test } from "vitest";
import { cdp, page, userEvent } from "vitest/browser";
import { aFault } from "../src/ipc/fake/builders";
import { fakeFor } from "../src/ipc/fake/scenarios";
import { expectAccessible, expectScreen, open, openNewLink, screen } from "./page";

describe.each(["light", "dark"] as const)("in the %s theme", (appearance) => {
  const preferences = { appearance, copyNewLinks: true };

  test("every screen keeps to WCAG 2.2 AA", async () => {
    await open({ preferences });
    await expectScreen("links");
    await expect.poll(() => document.documentElement.dataset["theme"]).toBe(appearance);
    await expectAccessible();

    await userEvent.keyboard("s");
    await expect.element(page.getByRole("dialog")).toBeVisible();
    await expectAccessible();

    await userEvent.keyboard("{Escape}{Enter}");
    await expectScreen("link");
    await expectAccessible();

    await userEvent.keyboard("{Control>}n{/Control}");
    await page.getByRole("button", { name: "More options" }).click();
    await page.getByLabelText("What is it for?").fill("y".repeat(1030));
    await page.getByLabelText("Amount", { exact: true }).fill("x");
    await userEvent.keyboard("{Enter}");
    await expect.element(page.getByText(/Write the amount in digits/)).toBeVisible();
    await expectAccessible();
  });

  test("troubles of every kind can be read", async () => {
    const intents = (await fakeFor("outbox", new URLSearchParams()).listOutbox()).intents;
    await open(
      {
        preferences,
        intents,
        notices: [{ code: "anotherPaylinkIsOpen" }, { code: "dataUnavailable" }],
      },
      (desk) => (desk.refuseList = aFault("gatewayTrouble")),
    );
    await page.getByRole("button", { name: `Show all ${intents.length}` }).click();
    await expect
      .element(page.getByText("Was the link for $45.00 for Logo design made?"))
      .toBeVisible();

    await expectAccessible();
  });
});

describe("what the system asks for", () => {
  afterEach(() => media());

  test("the system's wish for more contrast is followed", async () => {
    await open();
    await expectScreen("links");
    const line = () => getComputedStyle(document.querySelector("header")!).borderBottomColor;
    const usual = line();

    await media({ "prefers-contrast": "more" });

    await expect.poll(() => document.documentElement.dataset["contrast"]).toBe("more");
    expect(line()).not.toBe(usual);
    await expectAccessible();
  });

  test("where colours are forced, what is chosen and what floats can be told", async () => {
    await media({ "forced-colors": "active" });
    await open();
    await expectScreen("links");
    const [chosen, other] = ["All", "Active"].map((name) => {
      const radio = page.getByRole("radio", { name: new RegExp(`^${name}`) }).element();
      return getComputedStyle(radio.closest("label")!).backgroundColor;
    });
    expect(chosen).not.toBe(other);

    await userEvent.keyboard("q");
    const dialog = page.getByRole("dialog");
    await expect.element(dialog).toBeVisible();
    expect(getComputedStyle(dialog.element()).borderTopWidth).toBe("1px");
    const code = page.getByRole("img", { name: /^QR code/ });
    await expect.element(code).toBeVisible();
    const paper = code.element().querySelector("rect")!;
    expect(getComputedStyle(paper).fill).toBe("rgb(255, 255, 255)");

    await userEvent.keyboard("{Escape}");
    await page.getByRole("button", { name: /^Profile/ }).click();
    await userEvent.keyboard("{ArrowDown}");
    const items = page.getByRole("menu").element().querySelectorAll("[role^=menuitem]");
    const colours = new Set([...items].map((item) => getComputedStyle(item).backgroundColor));
    expect(colours.size).toBe(2);
  });
});

/** What the system prefers, or what it usually does. */
async function media(wishes: Record<string, string> = {}): Promise<void> {
  const features = Object.entries(wishes).map(([name, value]) => ({ name, value }));
  await cdp().send("Emulation.setEmulatedMedia", { features });
}

test.each([
  [480, 480],
  [400, 300],
  [320, 480],
])("at %i by %i pixels nothing has to be scrolled sideways", async (width, height) => {
  await page.viewport(width, height);
  try {
    await open();
    await expectScreen("links");
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    await userEvent.keyboard("{Control>}n{/Control}");
    await page.getByRole("button", { name: "More options" }).click();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    await userEvent.keyboard("{Control>},{/Control}");
    await expectScreen("settings");
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  } finally {
    await page.viewport(800, 600);
  }
});

test.each([656, 400])("in %i pixels an amount stands on one line", async (width) => {
  await page.viewport(width, 300);
  try {
    await openNewLink();
    await page.getByLabelText("Amount", { exact: true }).fill("1250000");
    await page.getByLabelText("What is it for?").fill("Two oak gates");
    await userEvent.keyboard("{Enter}");
    await expectScreen("result");

    const amount = screen().getByText("$1,250,000.00", { exact: true });
    expect(linesOf(amount.element())).toBe(1);
  } finally {
    await page.viewport(800, 600);
  }
});

test("Escape closes what is open before it leaves the screen", async () => {
  await open();
  await userEvent.keyboard("{Control>},{/Control}");
  await page.getByRole("button", { name: /^Profile/ }).click();
  await expect.element(page.getByRole("menu")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByRole("menu")).not.toBeInTheDocument();
  await expectScreen("settings");

  await userEvent.keyboard("{Escape}");
  await expectScreen("links");

  await userEvent.keyboard("s");
  await page.getByLabelText("Customer's email").fill("hel");
  await expect.element(page.getByRole("option", { name: /hello/ })).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByRole("option", { name: /hello/ })).not.toBeInTheDocument();
  await expect.element(page.getByRole("dialog")).toBeVisible();
});

function linesOf(element: Element): number {
  const range = document.createRange();
  range.selectNodeContents(element);
  return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size;
}
