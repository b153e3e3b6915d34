import type {} from "@vitest/browser-playwright";
import { describe, expect, test } from "vitest";
import { cdp, page, userEvent } from "vitest/browser";
import { handOverItems } from "../src/components/hand-over";
import { FakeDesk } from "../src/ipc/fake";
import { aFault, aLink, aProfile, plainDefaults } from "../src/ipc/fake/builders";
import { Paylink } from "../src/state/paylink.svelte";
import { expectAccessible, expectScreen, open, openNewLink } from "./page";

const status = (text: string | RegExp) => page.getByRole("status").filter({ hasText: text });

/** Makes a link; its result panel has the menu. */
async function openResult(
  bend: Parameters<typeof openNewLink>[1] = () => {},
  start: Parameters<typeof openNewLink>[0] = {},
) {
  const desk = await openNewLink(start, bend);
  await page.getByLabelText("Amount", { exact: true }).fill("45");
  await page.getByLabelText("What is it for?").fill("Logo design");
  await userEvent.keyboard("{Enter}");
  await expectScreen("result");
  await expect.element(page.getByRole("button", { name: "More ways to send" })).toBeVisible();
  return desk;
}

/** By keys, as whoever stands at a counter; the second is for what the first has opened. */
async function fillScreenWithQr() {
  await userEvent.keyboard("q");
  await expect.element(page.getByRole("dialog", { name: "QR code" })).toBeVisible();
  await userEvent.keyboard("f");
}

async function pick(item: RegExp) {
  await page.getByRole("button", { name: "More ways to send" }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

describe("the QR code", () => {
  test("is copied as an image and saved as PNG and SVG, and it is told where it went", async () => {
    const desk = await open();
    await userEvent.keyboard("q");
    await expect.element(page.getByRole("dialog", { name: "QR code" })).toBeVisible();

    await page.getByRole("button", { name: "Copy image" }).click();
    await expect.element(status("Image copied to the clipboard")).toBeVisible();
    await page.getByRole("button", { name: "Save as PNG" }).click();
    await expect.element(status("Saved in Downloads as “QR code Logo design.png”")).toBeVisible();
    await page.getByRole("button", { name: "Save as SVG" }).click();
    await expect.element(status("Saved in Downloads as “QR code Logo design.svg”")).toBeVisible();
    await expectAccessible();

    const paymentLinkId = "PLP0000000";
    expect(desk.qrCopied).toEqual([paymentLinkId]);
    expect(desk.saved).toEqual([
      { paymentLinkId, format: "png" },
      { paymentLinkId, format: "svg" },
    ]);
    expect(desk.handedOver).toEqual(["qrShown"]);
  });

  test("that cannot be saved says so in its window, and what to do", async () => {
    const desk = await open({}, (bent) => (bent.refuseSystem = aFault("fileNotWritten")));
    await userEvent.keyboard("q");
    await page.getByRole("button", { name: "Save as PNG" }).click();

    await expect
      .element(page.getByRole("alert"))
      .toHaveTextContent(/could not be saved.*Downloads/);
    desk.refuseSystem = undefined;
    await page.getByRole("button", { name: "Save as PNG" }).click();
    await expect.element(status(/Saved in Downloads/)).toBeVisible();
    await expect.element(page.getByRole("alert")).not.toBeInTheDocument();
  });

  test("fills the window by F, and Escape leads back step by step", async () => {
    await open();
    await fillScreenWithQr();
    const full = page.getByRole("dialog", { name: "Scan to pay Corner Studio" });
    await expect.element(full).toBeVisible();
    await expect.element(full.getByText("$45.00")).toBeVisible();
    await expect.element(full.getByText("Logo design")).toBeVisible();
    await expect.element(full.getByText("Practice link: no real money")).toBeVisible();
    await expectAccessible();

    await userEvent.keyboard("{Escape}");
    await expect.element(page.getByRole("dialog", { name: "QR code" })).toBeVisible();
    await userEvent.keyboard("{Escape}");
    await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
    await expectScreen("links");
  });

  test("is not written over by what happened just now", async () => {
    const desk = await open();
    await fillScreenWithQr();
    const full = page.getByRole("dialog", { name: /^Scan to pay/ });
    await expect.element(full).toBeVisible();

    desk.pay("PLP0000001");

    const line = page.getByText(/paid .*\.$/).last();
    await expect.element(line).toBeInTheDocument();
    expect(line.element()).toHaveClass("sr-only");
    await userEvent.keyboard("{Escape}");
    await expect.element(line).not.toHaveClass("sr-only");
  });

  test.each([
    [800, 600],
    [480, 480],
    [480, 900],
    [400, 300],
  ])("takes all the room that a window of %i by %i leaves, and is in sight whole", async (w, h) => {
    await page.viewport(w, h);
    try {
      await open({ links: [aLink({ description: "Two oak gates, ".repeat(60) })] });
      await fillScreenWithQr();
      const full = page.getByRole("dialog", { name: /^Scan to pay/ });
      await expect.element(full.getByRole("img")).toBeVisible();

      expectWholeIn(full.element());
    } finally {
      await page.viewport(800, 600);
    }
  });

  test("is dark on white in the dark theme too", async () => {
    await open({
      preferences: {
        appearance: "dark",
        copyNewLinks: true,
        watch: { notify: true, quiet: null, keepRunning: false },
      },
    });
    await fillScreenWithQr();
    const full = page.getByRole("dialog", { name: /^Scan to pay/ });
    await expect.element(full).toBeVisible();

    expect(getComputedStyle(full.element()).backgroundColor).toBe("rgb(255, 255, 255)");
    await expectAccessible();
  });
});

describe("a message", () => {
  test("is suggested with business, amount, purpose, link and last day, copied, and noted", async () => {
    const desk = await openResult();
    await pick(/Copy a message/);
    const text = page.getByLabelText("Message", { exact: true });
    await expect.element(page.getByRole("button", { name: "Copy message" })).toHaveFocus();
    await expectAccessible();

    await userEvent.keyboard("{Enter}");
    await expect.element(status("Message copied to the clipboard")).toBeVisible();

    const [message] = desk.messages;
    expect(desk.messages).toHaveLength(1);
    await expect.element(text).toHaveValue(message ?? "");
    expect(message).toContain("to pay $45.00 to Corner Studio for Logo design:\nhttp://127.0.0.1");
    expect(message).toMatch(/It works until \w+ \d+, \d{4}\./);
    expect(desk.handedOver).toEqual(["messageCopied"]);
  });

  test("is copied as the owner wrote it; without the link in it that is told first", async () => {
    const desk = await openResult();
    await pick(/Copy a message/);

    await page.getByLabelText("Message", { exact: true }).fill("Hi Jane, see you on Monday!");
    await expect.element(page.getByText(/The link is not in the message/)).toBeVisible();
    await expectAccessible();
    await page.getByRole("button", { name: "Suggest again" }).click();
    await expect.element(page.getByText(/The link is not in the message/)).not.toBeInTheDocument();
    await page.getByLabelText("Message", { exact: true }).fill("Hi Jane");
    await page.getByRole("button", { name: "Copy message" }).click();
    await expect.element(status("Message copied to the clipboard")).toBeVisible();

    expect(desk.messages).toEqual(["Hi Jane"]);
  });
});

describe("the HTML button", () => {
  test("is shown as text and never as markup, whatever the gateway says", async () => {
    const evil = `<img src=x onerror="document.title='owned'"><a href="x">Pay</a>`;
    const title = document.title;
    const desk = await openResult((bent) => (bent.buttonHtml = evil));
    await pick(/Copy HTML button/);
    const dialog = page.getByRole("dialog", { name: "HTML button" });

    await expect.element(dialog.getByLabelText("HTML", { exact: true })).toHaveValue(evil);
    await expect.element(dialog.getByText("Pay Now")).toBeVisible();
    expect(dialog.element().querySelector("img, a")).toBeNull();
    expect(document.title).toBe(title);
    await expectAccessible();
    await page.getByRole("button", { name: "Copy HTML button" }).click();
    await expect.element(status("HTML button copied to the clipboard")).toBeVisible();
    expect(desk.copied.at(-1)?.what).toBe("buttonHtml");
  });
});

describe("the printed sheet", () => {
  test("says who, how much, for what, how, where and until when, and goes to the system's dialog", async () => {
    const desk = await openResult();
    await pick(/Print a sheet/);
    const paper = page.getByRole("group", { name: "What is printed" });

    for (const text of [
      "Corner Studio",
      "$45.00",
      "Logo design",
      "Practice link: no real money",
      "How to pay",
      "Pay there by card.",
      /^Can be paid until/,
      /^http:\/\/127\.0\.0\.1:49152\/merchant\/pay-by-link\?token=/,
    ]) {
      await expect.element(paper.getByText(text, { exact: true })).toBeVisible();
    }
    await expect.element(paper.getByRole("img", { name: /QR code/ })).toBeVisible();
    await expectAccessible();
    await page.getByRole("button", { name: "Print…", exact: true }).click();
    await expect.poll(() => desk.printed).toBe(1);
    expect(desk.handedOver).toEqual(["qrShown"]);
  });

  test("of a hold says that the money is held", async () => {
    const defaults = { ...plainDefaults, authType: "preAuthorization" as const };
    await openResult(undefined, { profiles: [aProfile({ defaults })] });
    await pick(/Print a sheet/);

    const paper = page.getByRole("group", { name: "What is printed" });
    const how = "Pay there by card. The amount is held on your card, and charged later.";
    await expect.element(paper.getByText(how, { exact: true })).toBeVisible();
  });

  test("that cannot be printed says so", async () => {
    await openResult((bent) => (bent.refuseSystem = aFault("systemRefused")));
    await pick(/Print a sheet/);
    await page.getByRole("button", { name: "Print…", exact: true }).click();

    await expect.element(page.getByRole("alert")).toBeVisible();
  });

  test("is all that is printed, and fits on one page of A4 and of Letter", async () => {
    await openResult();
    await pick(/Print a sheet/);
    await expect.element(page.getByRole("group", { name: "What is printed" })).toBeVisible();
    const paper = document.querySelector<HTMLElement>(".print-only");

    await cdp().send("Emulation.setEmulatedMedia", { media: "print" });
    try {
      const seen = [...document.body.children].filter((one) => one.getClientRects().length > 0);
      expect(seen).toEqual([paper]);
      for (const [width, height] of [A4, LETTER]) {
        Object.assign(paper?.style ?? {}, { width: `${width - 30}mm` });
        const tall = paper?.getBoundingClientRect().height ?? Infinity;
        expect(tall).toBeLessThan(((height - 30) / 25.4) * 96);
      }
    } finally {
      await cdp().send("Emulation.setEmulatedMedia", { media: "" });
    }
  });

  test("leaves no second copy behind when its window is closed", async () => {
    await openResult();
    await pick(/Print a sheet/);
    await expect.element(page.getByRole("dialog", { name: "Print a sheet" })).toBeVisible();
    expect(document.querySelectorAll(".print-only")).toHaveLength(1);

    await userEvent.keyboard("{Escape}");
    await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
    expect(document.querySelectorAll(".print-only")).toHaveLength(0);
  });
});

test("the menu is walked by keys alone, and every window of it leads back", async () => {
  await openResult();
  page.getByRole("button", { name: "More ways to send" }).element().focus();
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("menu")).toBeVisible();
  await expectAccessible();

  await userEvent.keyboard("{ArrowDown}{Enter}");
  await expect.element(page.getByRole("dialog", { name: "Copy a message" })).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  await expectScreen("result");
});

test("at twice the size of text nothing has to be scrolled sideways", async () => {
  document.documentElement.style.fontSize = "32px";
  try {
    await openResult();
    for (const [item, name] of [
      [/Show QR code/, "QR code"],
      [/Copy a message/, "Copy a message"],
      [/Print a sheet/, "Print a sheet"],
      [/Copy HTML button/, "HTML button"],
    ] as const) {
      await pick(item);
      const dialog = page.getByRole("dialog", { name });
      await expect.element(dialog).toBeVisible();
      const { scrollWidth, clientWidth } = dialog.element();
      expect([name, scrollWidth]).toEqual([name, clientWidth]);
      await userEvent.keyboard("{Escape}");
      await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
    }
    await fillScreenWithQr();
    const full = page.getByRole("dialog", { name: /^Scan to pay/ });
    await expect.element(full.getByRole("img")).toBeVisible();
    expectWholeIn(full.element());
  } finally {
    document.documentElement.style.fontSize = "";
  }
});

test("a link that cannot be paid is not handed over, with the reason", async () => {
  const desk = new FakeDesk();
  const paylink = new Paylink(desk, await desk.getDesk());
  const paid = aLink({ status: "completed" });

  const items = handOverItems(paylink, paid);

  expect(items.map(({ id: way, blocked }) => [way, blocked !== undefined])).toEqual([
    ["qr", false],
    ["message", true],
    ["mail", true],
    ["print", true],
    ["button", true],
  ]);
  expect(items[1]?.blocked).toMatch(/has been paid/);
});

test("a live link has no note for the customer, a test link has", async () => {
  const profile = aProfile({ place: "live" });
  await open({ profiles: [profile], links: [aLink({ place: "live" })] });
  await fillScreenWithQr();
  await expect.element(page.getByRole("dialog", { name: /^Scan to pay/ })).toBeVisible();

  await expect.element(page.getByText(/no real money/)).not.toBeInTheDocument();
  await expect.element(page.getByText("Live link: real money")).not.toBeInTheDocument();
});

/** Width and height in millimetres, margins included. */
const A4 = [210, 297] as const;
const LETTER = [215.9, 279.4] as const;

/** The code is square, as large as can be expected, and all of it and of the words is in the window. */
function expectWholeIn(full: Element) {
  const code = full.querySelector("[role=img]")?.getBoundingClientRect() ?? new DOMRect();
  expect(code.width).toBeCloseTo(code.height, 0);
  expect(code.width).toBeGreaterThan(0.5 * Math.min(innerWidth, innerHeight));
  expect(code.left).toBeGreaterThanOrEqual(0);
  expect(code.top).toBeGreaterThanOrEqual(0);
  expect(code.right).toBeLessThanOrEqual(innerWidth);
  expect(code.bottom).toBeLessThanOrEqual(innerHeight);
  const { scrollWidth, clientWidth, scrollHeight, clientHeight } = full;
  expect([scrollWidth, scrollHeight]).toEqual([clientWidth, clientHeight]);
}
