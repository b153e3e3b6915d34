import { describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { aFault, aLink, blockedBy, minutesAgo } from "../src/ipc/fake/builders";
import type { LinkDetails } from "../src/ipc/api";
import type { FakeDesk, FakeStart } from "../src/ipc/fake/desk";
import { anEntry, aPayment, valuesOf } from "../src/ipc/fake/details";
import { answeredLate, expectAccessible, expectScreen, open, screen } from "./page";

const ID = "PLONE00001";
const jane = { name: "Jane", email: "jane@example.com", at: minutesAgo(50) };
const bob = { name: "Bob", email: "bob@example.com", at: minutesAgo(51) };

const one = (given: Parameters<typeof aLink>[0] = {}) =>
  aLink({ paymentLinkId: ID, shares: [jane, bob], ...given });
const many = (given: Parameters<typeof aLink>[0] = {}) =>
  one({ linkType: "multiUse", orderId: null, ...given });

const section = (name: string) => page.getByRole("region", { name });

test("a link is opened and everything about it is there, in words", async () => {
  const link = one();
  await openLink(link, {
    events: [
      anEntry("changed", minutesAgo(60), {
        change: { before: { ...valuesOf(link), amount: 4000 }, after: valuesOf(link) },
      }),
      anEntry("copied", minutesAgo(40)),
      anEntry("paymentDeclined", minutesAgo(20), { amount: 4500, currency: "USD" }),
    ],
    payments: { checkedAt: minutesAgo(1), payments: [aPayment({ state: "declined" })] },
  });

  const happened = section("What happened");
  const lines = happened
    .getByRole("listitem")
    .elements()
    .map((item) => item.textContent ?? "");
  expect(lines.map((line) => line.replace(/\s+/g, " ").trim())).toEqual([
    expect.stringMatching(/^Payment of \$45.00 declined/),
    expect.stringMatching(/^Link copied/),
    expect.stringMatching(/^Emailed to jane@example.com/),
    expect.stringMatching(/^Emailed to bob@example.com/),
    expect.stringMatching(/^Changed Amount: \$40.00 → \$45.00/),
    "Made",
  ]);
  await expect.element(section("Payments").getByText("Declined")).toBeVisible();
  await expect.element(page.getByText("Your customer pays on 127.0.0.1:49152")).toBeVisible();
  await expectAccessible();
});

test("a link that is opened from the list is read once, and nothing empty is drawn before it", async () => {
  const desk = await open({ links: [one()] }, (desk) => (desk.delayMs = 60_000));
  const read = vi.spyOn(desk, "getLink");
  const empty = vi.fn();
  const watch = new MutationObserver(() => {
    if (document.body.textContent.includes("Opening the link")) empty();
  });
  watch.observe(document.body, { subtree: true, childList: true });
  await expect.element(page.getByRole("list", { name: "Payment links" })).toBeVisible();

  await userEvent.keyboard("{Enter}");
  await expect.element(section("Details")).toBeVisible();

  watch.disconnect();
  expect(empty).not.toHaveBeenCalled();
  expect(read).toHaveBeenCalledOnce();
});

test("a link that cannot be read at once has its screen all the same", async () => {
  const desk = await open({ links: [one()] });
  vi.spyOn(desk, "getLink").mockReturnValueOnce(new Promise(() => {}));
  await expect.element(page.getByRole("list", { name: "Payment links" })).toBeVisible();

  await userEvent.keyboard("{Enter}");

  await expectScreen("link");
  await expect.element(section("Details")).toBeVisible();
});

test("whoever goes elsewhere before a link was read stays there", async () => {
  const desk = await open({ links: [one()] });
  let fail = () => {};
  const told = new Promise<LinkDetails>((_, reject) => {
    fail = () => reject(aFault("diskTrouble"));
  });
  vi.spyOn(desk, "getLink").mockReturnValueOnce(told);
  await expect.element(page.getByRole("list", { name: "Payment links" })).toBeVisible();

  await userEvent.keyboard("{Enter}s");
  await expect.element(page.getByRole("dialog", { name: "Share by email" })).toBeVisible();
  fail();
  await new Promise((resolve) => setTimeout(resolve));

  await expect.element(page.getByRole("dialog", { name: "Share by email" })).toBeVisible();
  await expectScreen("links");
});

test("a bank transfer that is still clearing is under way, and not called paid", async () => {
  await openLink(one({ paymentMethods: ["bankTransfer"] }), {
    payments: {
      checkedAt: minutesAgo(1),
      payments: [aPayment({ method: "bankTransfer", state: "pending" })],
    },
  });

  await expect.element(page.getByText("Payment under way")).toBeVisible();
  await expect.element(screen().getByText("Paid", { exact: true })).not.toBeInTheDocument();
});

test("a payment that is on hold is not called under way", async () => {
  await openLink(many(), {
    payments: {
      checkedAt: minutesAgo(1),
      payments: [aPayment({ state: "pending", isHold: true })],
    },
  });

  await expect.element(page.getByRole("cell", { name: "On hold" })).toBeVisible();
  await expect.element(page.getByText("Payment under way")).not.toBeInTheDocument();
});

test("of a link for many payments it is told who paid, and what it comes to", async () => {
  await openLink(many(), {
    payments: {
      checkedAt: minutesAgo(1),
      totals: [{ currency: "USD", amount: 8500, count: 2 }],
      payments: [
        aPayment({ paymentId: "P1", payer: "Ann Lee •••• 1111", refunded: 500 }),
        aPayment({ paymentId: "P2", payer: "Bo Chan •••• 0005" }),
      ],
    },
  });

  const payments = section("Payments");
  await expect.element(payments.getByText("2 payments · $85.00")).toBeVisible();
  await expect.element(payments.getByText("Ann Lee •••• 1111")).toBeVisible();
  await expect.element(payments.getByText("$5.00 refunded")).toBeVisible();
  await expect.element(screen().getByText("Active", { exact: true })).toBeVisible();
});

test("a key that may not list payments says so quietly", async () => {
  await openLink(one(), { payments: { fault: aFault("forbidden") } });

  await expect.element(page.getByText(/This key may not list payments/)).toBeVisible();
  expect(page.getByRole("alert").elements()).toEqual([]);
  await expectAccessible();
});

test("offline the link stays readable, and it is said that it is remembered", async () => {
  await openLink(one(), {}, (desk) => (desk.offline = true));

  await expect
    .element(page.getByText(/This is the link as this computer remembers it/))
    .toBeVisible();
  await expect.element(section("What happened").getByText("Made")).toBeVisible();
  await expectAccessible();
});

test("a change says whom it breaks the link for, and emails the new one to exactly those", async () => {
  const desk = await openLink(one(), {
    events: [anEntry("copied", minutesAgo(3)), anEntry("qrShown", minutesAgo(2))],
  });
  await userEvent.keyboard("e");
  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveFocus();
  await expectAccessible();

  const who = section("Who has the link");
  await expect
    .element(who.getByText("If you change anything, the link that Jane and Bob have will stop"))
    .toBeVisible();
  await expect.element(who.getByText(/It was also copied and shown as a QR code/)).toBeVisible();
  await expect.element(page.getByLabelText(/Jane/)).toBeChecked();
  await page.getByLabelText("Amount", { exact: true }).fill("50");
  await expect.element(page.getByText("That is $50.00.")).toBeVisible();
  await page.getByLabelText(/Bob/).click();
  await expect
    .element(page.getByText("The link that Jane and Bob have will stop working. They need"))
    .toBeVisible();
  await page.getByRole("button", { name: "Save, and email the new link to jane@" }).click();

  await expectScreen("link");
  await expect
    .element(page.getByText("Saved. The new link was emailed to jane@example.com."))
    .toBeVisible();
  await expect.element(page.getByText("Amount: $45.00 → $50.00")).toBeVisible();
  expect(desk.changes.map(({ recipients }) => recipients)).toEqual([
    [{ name: "Jane", email: "jane@example.com" }],
  ]);
});

test("before anything is different a change only says what it would do", async () => {
  await openLink(one());
  await userEvent.keyboard("e");
  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveFocus();

  await expect.element(page.getByRole("button", { name: "Save", exact: true })).toBeVisible();
  await expect.element(page.getByText(/^If you change anything/)).toBeVisible();
  expect(page.getByText(/They need the new one/).elements()).toEqual([]);

  await page.getByLabelText("Amount", { exact: true }).fill("50");
  await expect.element(page.getByRole("button", { name: /^Save, and email/ })).toBeVisible();
  expect(page.getByText(/will stop working/).elements()).toHaveLength(1);
});

test("a changed link that nobody was emailed is copied, and it is said that it is a new one", async () => {
  const desk = await openLink(one({ shares: [] }), { events: [anEntry("copied", minutesAgo(3))] });
  await userEvent.keyboard("e");
  await page.getByLabelText("Amount", { exact: true }).fill("50");
  await expect.element(page.getByText(/^The link as it is now will stop working/)).toBeVisible();
  await userEvent.keyboard("{Enter}");

  await expectScreen("link");
  await expect
    .element(page.getByText("Saved. The link is a new one, and copied: hand it over again."))
    .toBeVisible();
  expect(desk.copied).toEqual([{ paymentLinkId: ID, what: "url" }]);
});

test("a changed link that is not copied by itself is copied from the line that tells of it", async () => {
  const preferences = { appearance: "light", copyNewLinks: false } as const;
  const desk = await openLink(one({ shares: [] }), {}, undefined, { preferences });
  await userEvent.keyboard("e");
  await page.getByLabelText("Amount", { exact: true }).fill("50");
  await userEvent.keyboard("{Enter}");

  const line = page.getByRole("status").filter({ hasText: "Saved. The link is a new one" });
  await expect.element(line).toBeVisible();
  await expectAccessible();
  expect(desk.copied).toEqual([]);
  await line.getByRole("button", { name: "Copy link" }).click();

  await expect.element(page.getByText("Link copied.")).toBeVisible();
  expect(desk.copied).toEqual([{ paymentLinkId: ID, what: "url" }]);
});

test("of a link for many payments only some fields can be changed, and the address stays", async () => {
  const desk = await openLink(many());
  await userEvent.keyboard("e");

  await expect.element(page.getByText(/The address stays/)).toBeVisible();
  await expect.element(page.getByLabelText("Amount", { exact: true })).not.toBeInTheDocument();
  await expect.element(section("Stays as it is").getByText("$45.00")).toBeVisible();
  await expectAccessible();
  await page.getByLabelText("Button label").fill("Give");
  await userEvent.keyboard("{Enter}");

  await expectScreen("link");
  await expect.element(page.getByText("Saved.")).toBeVisible();
  expect(desk.changes[0]?.after.buttonLabel).toBe("Give");
});

test("a link that was changed elsewhere is shown beside what was typed", async () => {
  const desk = await openLink(one());
  await userEvent.keyboard("e");
  await page.getByLabelText("Amount", { exact: true }).fill("50");
  desk.changeElsewhere(ID, { amount: 6000 });
  await userEvent.keyboard("{Enter}");

  await expect.element(page.getByText(/was changed somewhere else meanwhile/)).toBeVisible();
  await expect.element(page.getByRole("row", { name: "Amount $60.00 $50.00" })).toBeVisible();
  await expectAccessible();
  await page.getByRole("button", { name: "Go on with what I typed" }).click();
  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveValue("50");
  await userEvent.keyboard("{Enter}");

  await expectScreen("link");
  expect(desk.changes[1]?.before.amount).toBe(6000);
});

test("what is half typed is found again; Cancel throws it away", async () => {
  await openLink(one());
  await userEvent.keyboard("e");
  await page.getByLabelText("Amount", { exact: true }).fill("50");
  await userEvent.keyboard("{Escape}");
  await expectScreen("link");

  await userEvent.keyboard("e");
  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveValue("50");
  await page.getByRole("button", { name: "Cancel" }).click();
  await expectScreen("link");
  await userEvent.keyboard("e");

  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveValue("45.00");
});

test("offline a change waits in sight and is there once the connection is back", async () => {
  const desk = await openLink(one());
  desk.offline = true;
  await userEvent.keyboard("e");
  await page.getByLabelText("Amount", { exact: true }).fill("50");
  await userEvent.keyboard("{Enter}");
  await expectScreen("change-under-way");
  await expectAccessible();

  desk.reconnect();

  await expectScreen("link");
  await expect.element(page.getByText("Amount: $45.00 → $50.00")).toBeVisible();
});

test("30 days more take one press where the address stays", async () => {
  const link = many();
  const desk = await openLink(link);

  await userEvent.keyboard("+");

  await expect.element(page.getByText(/^Last day: .* → /)).toBeVisible();
  const days = (day: string | null) => Date.parse(`${day ?? ""}T00:00:00Z`) / 86_400_000;
  expect(days(desk.changes[0]?.after.expiresOn ?? null)).toBe(days(link.expiresOn) + 30);
  expect(page.getByRole("dialog").elements()).toEqual([]);
});

test("30 days more are asked about where they break the link somebody has", async () => {
  const desk = await openLink(one());

  await page.getByRole("button", { name: "+30 days" }).click();
  await expect.element(page.getByRole("dialog", { name: /Let it be paid until/ })).toBeVisible();
  await expect.element(page.getByText(/The link that Jane and Bob have will stop/)).toBeVisible();
  await expectAccessible();
  expect(desk.changes).toEqual([]);
  await userEvent.keyboard("{Enter}");

  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  await expect.element(page.getByText(/Saved. The new link was emailed to/)).toBeVisible();
  expect(desk.changes[0]?.recipients).toHaveLength(2);
});

test("deactivating asks first, keeps the reason, and offers another like it", async () => {
  const desk = await openLink(one());

  await userEvent.keyboard("d");
  await expect.element(page.getByRole("dialog", { name: "Deactivate this link?" })).toBeVisible();
  await expect.element(page.getByText(/cannot be switched on again/)).toBeVisible();
  await expectAccessible();
  await userEvent.keyboard("Paid in cash{Enter}");
  // What is final has a press of its own.
  await expect.element(page.getByRole("button", { name: "Deactivate for good" })).toHaveFocus();
  expect(desk.deactivated).toEqual([]);
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("dialog", { name: "The link is deactivated" })).toBeVisible();
  await expect
    .element(page.getByRole("button", { name: "Make another like it" }).last())
    .toHaveFocus();
  await expectAccessible();
  await userEvent.keyboard("{Enter}");

  await expectScreen("new-link");
  await expect.element(page.getByLabelText("What is it for?")).toHaveValue("Logo design");
  expect(desk.deactivated.map(({ reason }) => reason)).toEqual(["Paid in cash"]);
});

test("what is asked about a link says which one it is", async () => {
  await openLink(one());
  const asked = () => page.getByRole("dialog");
  for (const key of ["d", "m", "+", "s"]) {
    await userEvent.keyboard(key);
    await expect.element(asked()).toHaveAccessibleDescription(/^\$45\.00 · Logo design/);
    await userEvent.keyboard("{Escape}");
    await expect.element(asked()).not.toBeInTheDocument();
  }
});

test("what is asked about a link that says nothing of what it is for names the email or the reference", async () => {
  const desk = await openLink(one({ description: "" }));
  const asked = () => page.getByRole("dialog");
  await userEvent.keyboard("d");
  await expect.element(asked()).toHaveAccessibleDescription(/^\$45\.00 · jane@example.com/);
  await userEvent.keyboard("{Escape}");
  await expect.element(asked()).not.toBeInTheDocument();

  desk.changeElsewhere(ID, { shares: [], reference: "R-1" });
  await userEvent.keyboard("r");
  await expect.element(page.getByText("R-1")).toBeVisible();
  await userEvent.keyboard("d");

  await expect.element(asked()).toHaveAccessibleDescription(/^\$45\.00 · Reference R-1/);
});

test("a deactivated link says why, and offers nothing that it cannot do", async () => {
  await openLink(one({ status: "deactivated", shareBlocked: blockedBy("deactivated") }), {
    events: [anEntry("deactivated", minutesAgo(5), { note: "Paid in cash" })],
  });

  await expect.element(page.getByText("“Paid in cash”")).toBeVisible();
  await expect.element(page.getByText("What your customer saw")).toBeVisible();
  for (const gone of [/Your customer pays on/, /Can be paid until/]) {
    expect(page.getByText(gone).query()).toBeNull();
  }
  expect(page.getByRole("img", { name: /^QR code/ }).query()).toBeNull();
  for (const name of ["Edit", "Send a reminder", "Share again", "+30 days", "More ways to send"]) {
    await expect.element(page.getByRole("button", { name })).not.toBeInTheDocument();
  }
  await userEvent.keyboard("edm+q");
  await expectScreen("link");
  expect(page.getByRole("dialog").elements()).toEqual([]);
});

test("a reminder goes to the last recipients with two keys", async () => {
  const desk = await openLink(one());

  await userEvent.keyboard("m");
  await expect.element(page.getByRole("button", { name: "Remind 2 people" })).toHaveFocus();
  await expect.element(page.getByText(/Whoever has paid is not reminded/)).toBeVisible();
  await expectAccessible();
  await userEvent.keyboard("{Enter}");

  await expect.element(page.getByText(/^Reminder emailed to/)).toBeVisible();
  expect(desk.shared[0]?.reminder).toBe(true);
  expect(desk.shared[0]?.message).toContain("A friendly reminder");
});

test("a link that was paid meanwhile is not reminded of", async () => {
  const desk = await openLink(one());
  await userEvent.keyboard("m");
  await expect.element(page.getByRole("button", { name: "Remind 2 people" })).toHaveFocus();
  desk.changeElsewhere(ID, { status: "completed", shareBlocked: "paid" });

  await userEvent.keyboard("{Enter}");

  await expect.element(page.getByText("It was paid meanwhile: nobody was emailed.")).toBeVisible();
  await expectAccessible();
});

test("what is answered after its dialog was closed closes no other one", async () => {
  let answer = () => {};
  const desk = await openLink(one());
  desk.offline = true;
  const share = desk.sharePaymentLink.bind(desk);
  desk.sharePaymentLink = async (request) => {
    await new Promise<void>((resolve) => (answer = resolve));
    return { ...(await share(request)), state: "waiting" };
  };
  await userEvent.keyboard("s");
  await expect.element(page.getByRole("button", { name: "Email 2 people" })).toHaveFocus();
  await userEvent.keyboard("{Enter}{Escape}");
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  await userEvent.keyboard("d");
  await expect.element(page.getByLabelText(/^Why/)).toHaveFocus();

  answer();
  await desk.getDesk();

  await expect.element(page.getByLabelText(/^Why/)).toHaveFocus();
  await userEvent.keyboard("Paid in cash");
  await expect.element(page.getByLabelText(/^Why/)).toHaveValue("Paid in cash");
});

test("what is refused after its dialog was closed is told all the same", async () => {
  const desk = await openLink(one());
  const answer = answeredLate(desk, "sharePaymentLink");
  await userEvent.keyboard("s");
  await expect.element(page.getByRole("button", { name: "Email 2 people" })).toHaveFocus();
  await userEvent.keyboard("{Enter}{Escape}");
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  desk.changeElsewhere(ID, { status: "completed", shareBlocked: "paid" });

  answer.current?.();

  await expect
    .element(page.getByRole("alert"))
    .toHaveTextContent(
      /^\$45\.00 for Logo design: This link can no longer be used for that\. This email did not go out\./,
    );
});

test("a change that is refused after its form was left is told, and is there again", async () => {
  const desk = await openLink(one());
  desk.changePaymentLink = () => Promise.reject(aFault("diskTrouble"));
  const answer = answeredLate(desk, "changePaymentLink");
  await userEvent.keyboard("e");
  await expect.element(page.getByLabelText("Amount", { exact: true })).toBeVisible();
  await page.getByLabelText("What is it for?").fill("Logo");
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => answer.current).toBeDefined();
  await userEvent.keyboard("{Escape}");
  await expectScreen("link");

  answer.current?.();

  await expect
    .element(page.getByRole("alert"))
    .toHaveTextContent(/^\$45\.00 for Logo design: .*Nothing was changed and nobody was emailed\./);
  await userEvent.keyboard("e");
  await expect.element(page.getByLabelText("What is it for?")).toHaveValue("Logo");
});

test("30 days more that were refused wait for what was opened meanwhile", async () => {
  const desk = await openLink(many());
  desk.changePaymentLink = () => Promise.reject(aFault("diskTrouble"));
  const answer = answeredLate(desk, "changePaymentLink");
  await userEvent.keyboard("+");
  await expect.poll(() => answer.current).toBeDefined();
  await userEvent.keyboard("d");
  await expect.element(page.getByLabelText(/^Why/)).toHaveFocus();

  answer.current?.();
  await desk.getDesk();
  await userEvent.keyboard("Paid in cash");
  await expect.element(page.getByLabelText(/^Why/)).toHaveValue("Paid in cash");
  await userEvent.keyboard("{Escape}");

  const dialog = page.getByRole("dialog");
  await expect
    .element(dialog.getByText(/Nothing was changed and nobody was emailed/))
    .toBeVisible();
});

test("a link that was paid meanwhile is not shared, and that it was paid is said", async () => {
  const desk = await openLink(one());
  await userEvent.keyboard("s");
  await expect.element(page.getByRole("button", { name: "Email 2 people" })).toHaveFocus();
  desk.changeElsewhere(ID, { status: "completed", shareBlocked: "paid" });

  await userEvent.keyboard("{Enter}");

  const alert = page.getByRole("dialog").getByRole("alert");
  await expect
    .element(alert)
    .toHaveTextContent(/This email did not go out\. This link has been paid\./);
  await expect.element(alert.getByRole("button", { name: "Make another like it" })).toHaveFocus();
  await expectAccessible();
});

describe.each(["light", "dark"] as const)("in the %s theme", (appearance) => {
  test("a link, its change and what asks about it keep to WCAG 2.2 AA", async () => {
    await openLink(
      one(),
      {
        events: [anEntry("copied", minutesAgo(3)), anEntry("paid", minutesAgo(2))],
        payments: {
          checkedAt: minutesAgo(1),
          payments: (["paid", "pending", "declined", "reversed", "unknown"] as const).map(
            (state, nth) => aPayment({ state, paymentId: `P${nth}` }),
          ),
        },
      },
      undefined,
      { preferences: { appearance, copyNewLinks: true } },
    );
    await expect.poll(() => document.documentElement.dataset["theme"]).toBe(appearance);
    await expectAccessible();
    await userEvent.keyboard("+");
    await expect.element(page.getByRole("dialog")).toBeVisible();
    await expectAccessible();
    await userEvent.keyboard("{Escape}d");
    await expect.element(page.getByRole("dialog", { name: /Deactivate/ })).toBeVisible();
    await expectAccessible();
    await userEvent.keyboard("{Escape}e");
    await expectScreen("change-link");
    await expectAccessible();
  });
});

test.each([
  [800, 600],
  [480, 480],
  [400, 300],
])("at %i by %i pixels a link and its change need no scrolling sideways", async (width, height) => {
  await page.viewport(width, height);
  try {
    const description = "Repair of the old oak gate and both of its posts ".repeat(21);
    await openLink(one({ description, amount: 987654321012 }), {
      payments: { checkedAt: minutesAgo(1), payments: [aPayment({ payer: "y".repeat(80) })] },
    });
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    await userEvent.keyboard("e");
    await expectScreen("change-link");
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  } finally {
    await page.viewport(800, 600);
  }
});

async function openLink(
  link: ReturnType<typeof aLink>,
  known: NonNullable<FakeStart["known"]>[string] = {},
  bend: (desk: FakeDesk) => void = () => undefined,
  start: FakeStart = {},
): Promise<FakeDesk> {
  const desk = await open({ links: [link], known: { [ID]: known }, ...start }, bend);
  await expect.element(page.getByRole("list", { name: "Payment links" })).toBeVisible();
  await userEvent.keyboard("{Enter}");
  await expectScreen("link");
  await expect.element(section("Details")).toBeVisible();
  return desk;
}
