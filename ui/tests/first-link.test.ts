import { expect, onTestFinished, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { aFault, aLink, aProfile, plainDefaults } from "../src/ipc/fake/builders";
import type { Trouble } from "../src/ipc/fake/desk";
import { answeredLate, expectAccessible, expectScreen, open, openNewLink, screen } from "./page";

const goOn = page.getByRole("button", { name: "Go on with it" });

test("the first practice link takes one press, three fields and Enter, without a pointer", async () => {
  const desk = await open({ profiles: [], links: [], people: [] });
  await expect.element(page.getByRole("button", { name: "Try it now" })).toHaveFocus();
  await expectAccessible();

  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveFocus();
  await userEvent.keyboard("45{Tab}Logo design{Tab}jane@example.com");
  await expect
    .element(page.getByRole("button", { name: "Create $45.00 and email jane@example.com" }))
    .toBeVisible();
  await userEvent.keyboard("{Enter}");

  await expectScreen("result");
  await expect.element(page.getByRole("heading", { name: "Link made" })).toHaveFocus();
  await expect.element(page.getByText("Emailed to jane@example.com")).toBeVisible();
  await expect.element(page.getByText("Copied to the clipboard")).toBeVisible();
  await expect.element(page.getByText("Practice link: no real money")).toBeVisible();
  await expect
    .element(page.getByRole("img", { name: "QR code of the link for Logo design" }))
    .toBeVisible();
  expect(desk.created).toHaveLength(1);
  expect(desk.created[0]).toMatchObject({
    amount: 4500,
    currency: "USD",
    description: "Logo design",
    recipients: [{ name: "", email: "jane@example.com" }],
  });
  expect(desk.copied).toHaveLength(1);
  await expectAccessible();
});

test("the focus does not wait for the next frame, so nobody who types by then loses it", async () => {
  await open();
  const frames = vi.spyOn(window, "requestAnimationFrame").mockReturnValue(0);
  onTestFinished(() => frames.mockRestore());

  await page.getByRole("button", { name: "New link" }).click();
  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveFocus();
  await userEvent.keyboard("45{Tab}{Tab}jane@{Enter}");

  await expect.element(page.getByLabelText("Customer's email")).toHaveAttribute("aria-invalid");
  await expect.element(page.getByLabelText("Customer's email")).toHaveFocus();
});

test("a link without an email says so and copies nothing when that is switched off", async () => {
  const desk = await openNewLink({ preferences: { appearance: "light", copyNewLinks: false } });

  await userEvent.keyboard("45{Enter}");

  await expect.element(page.getByText(/Nobody was emailed/)).toBeVisible();
  expect(desk.copied).toEqual([]);
});

test("a link that is emailed after it was made is not called emailed to nobody", async () => {
  await openNewLink();
  await userEvent.keyboard("45{Enter}");
  await expect.element(page.getByText(/Nobody was emailed/)).toBeVisible();

  await page.getByRole("button", { name: "Share" }).click();
  await page.getByLabelText("Customer's email").fill("bob@example.com");
  await page.getByRole("button", { name: "Email bob@example.com" }).click();

  await expect
    .element(page.getByRole("main").getByText("Emailed to bob@example.com"))
    .toBeVisible();
  await expect.element(page.getByText(/Nobody was emailed/)).not.toBeInTheDocument();
});

test("of a Practice link the email can be read right where it says that it was sent", async () => {
  const desk = await openNewLink();
  await userEvent.keyboard("46{Tab}Logo design{Tab}jane@example.com{Enter}");

  await page.getByRole("button", { name: "Open Practice inbox" }).click();

  await expect.poll(() => desk.opened).toEqual(["inbox"]);
});

test("a link that is paid while it is in front says so, and asks for nothing more", async () => {
  const desk = await openNewLink();
  await userEvent.keyboard("45{Enter}");
  await expect.element(page.getByText(/Nobody was emailed/)).toBeVisible();

  desk.pay(desk.copied[0]?.paymentLinkId ?? "");

  await expect.element(page.getByRole("main").getByText("Paid", { exact: true })).toBeVisible();
  await expect.element(page.getByText(/Nobody was emailed/)).not.toBeInTheDocument();
});

test("a hold says so before it is made and after, and once it is held it is handed over no more", async () => {
  const defaults = { ...plainDefaults, authType: "preAuthorization" as const };
  const desk = await openNewLink({ profiles: [aProfile({ defaults })] });
  const more = page.getByRole("button", { name: "More options", exact: true });
  await expect.element(more).toHaveAccessibleDescription("Hold the money");
  await expect.element(page.getByText("Hold the money", { exact: true })).toBeVisible();
  await expect.element(page.getByText("The amount is held on your card,")).toBeVisible();
  await expectAccessible();
  await userEvent.keyboard("150");
  await page.getByRole("button", { name: "Create a $150.00 hold", exact: true }).click();

  const main = page.getByRole("main");
  await expect.element(main.getByText(/^When the customer pays, the money is held/)).toBeVisible();
  await expect.element(main.getByRole("button", { name: "Share" })).toBeVisible();
  desk.pay(desk.copied[0]?.paymentLinkId ?? "");

  await expect.element(main.getByText("On hold", { exact: true })).toBeVisible();
  for (const name of ["Share", "More ways to send", "Show QR code"])
    await expect.element(main.getByRole("button", { name })).not.toBeInTheDocument();
  await expect.element(main.getByText(/^The money is on hold: charge it/)).toBeVisible();
  await expectAccessible();
});

test("a second press while the first is under way makes no second link", async () => {
  const desk = await openNewLink({}, (desk) => (desk.delayMs = 60));

  await userEvent.keyboard("45{Enter}{Enter}{Enter}");

  await expectScreen("result");
  expect(desk.created).toHaveLength(1);
});

test("an amount that two people could read differently is questioned and not sent", async () => {
  const desk = await openNewLink();

  await userEvent.keyboard("1.250{Enter}");

  await expect.element(page.getByText(/Is that \$1,250.00 or \$1.25\?/)).toBeVisible();
  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveFocus();
  await expect
    .element(page.getByLabelText("Amount", { exact: true }))
    .toHaveAttribute("aria-invalid", "true");
  expect(desk.created).toEqual([]);
  await expectAccessible();
});

test("an amount that cannot be read and whatever else is wrong are told at once", async () => {
  const desk = await openNewLink();

  await userEvent.keyboard("1.250{Tab}Logo design{Tab}jane@{Enter}");

  await expect.element(page.getByText(/Is that \$1,250.00 or \$1.25\?/)).toBeVisible();
  await expect.element(page.getByText(/This email address is not complete/)).toBeVisible();
  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveFocus();
  expect(desk.created).toEqual([]);
  expect((await desk.listOutbox()).intents).toEqual([]);
});

test("a wrong address is told at its field, the focus goes there, and nothing is lost", async () => {
  await openNewLink();

  await userEvent.keyboard("45{Tab}Logo design{Tab}jane@{Enter}");

  await expect.element(page.getByText(/This email address is not complete/)).toBeVisible();
  await expect.element(page.getByLabelText("Customer's email")).toHaveFocus();
  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveValue("45");
  await expect.element(page.getByLabelText("What is it for?")).toHaveValue("Logo design");
});

test("a refusal by the gateway lands on the open form, and the corrected form is a new request", async () => {
  const fault = aFault("refused", {
    detail: "The reference is taken.",
    fields: [
      { field: "reference", index: null, complaint: "gateway", limit: null, detail: "taken" },
    ],
  });
  const desk = await openNewLink({}, (desk) => (desk.createTrouble = { state: "refused", fault }));
  await userEvent.keyboard("45{Tab}Logo design{Enter}");

  await expect.element(page.getByText("Nothing was made and nobody was emailed.")).toBeVisible();
  await expect.element(page.getByText("Change what is marked, and try again.")).toBeVisible();
  expect(page.getByText("The reference is taken.").query()).toBeNull();
  await expect.element(page.getByLabelText("Reference")).toHaveFocus();
  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveValue("45");
  await page.getByLabelText("Reference").fill("REF-2");
  await userEvent.keyboard("{Enter}");

  await expectScreen("result");
  expect(desk.created).toHaveLength(2);
  expect(desk.created[0]?.requestId).not.toBe(desk.created[1]?.requestId);
  expect((await desk.listOutbox()).intents).toHaveLength(1);
});

test("a key that may not make links is replaced from the form, which waits meanwhile", async () => {
  const trouble = { state: "refused", fault: aFault("forbidden") } as const;
  await openNewLink({}, (desk) => (desk.createTrouble = trouble));
  await userEvent.keyboard("45{Tab}Logo design{Enter}");

  await page.getByRole("button", { name: "Use another key…" }).click();

  await expectScreen("connect");
  await userEvent.keyboard("{Control>}n{/Control}");
  await goOn.click();
  await expect.element(page.getByLabelText("What is it for?")).toHaveValue("Logo design");
});

test("what was made in the place of what was asked for is told by its own amount", async () => {
  const fault = aFault("answerUnreadable", { effect: "done" });
  const trouble = { state: "needsDecision", fault, made: aLink({ amount: 450000 }) } as const;
  await openNewLink({}, (desk) => (desk.createTrouble = trouble));

  await userEvent.keyboard("45{Enter}");

  await expect
    .element(page.getByRole("heading", { name: "This is not the link you asked for" }))
    .toHaveFocus();
  await expect.element(screen().getByText("$4,500.00", { exact: true })).toBeVisible();
  expect(screen().getByText("$45.00", { exact: true }).query()).toBeNull();
  await expectAccessible();
});

test("an earlier customer is completed from the first letters, with the name", async () => {
  const desk = await openNewLink();
  await userEvent.keyboard("46{Tab}{Tab}ja");
  await expect.element(page.getByRole("option", { name: /jane@example.com/ })).toBeVisible();
  await expectAccessible();

  await userEvent.keyboard("{ArrowDown}{Enter}{Enter}");

  await expectScreen("result");
  expect(desk.created[0]?.recipients).toEqual([{ name: "Jane", email: "jane@example.com" }]);
});

test("a look-alike address is questioned but never blocked", async () => {
  const desk = await openNewLink();
  await userEvent.keyboard("45{Tab}{Tab}jane@gmial.com{Tab}");
  await expect.element(page.getByText("Did you mean jane@gmail.com?")).toBeVisible();

  await userEvent.keyboard("{Enter}");

  await expectScreen("result");
  expect(desk.created[0]?.recipients[0]?.email).toBe("jane@gmial.com");
});

test("a look-alike address that was typed at speed is questioned at the press, and the next press is the answer", async () => {
  const desk = await openNewLink();
  await userEvent.keyboard("45{Tab}{Tab}jane@gmial.com{Enter}");

  await expect.element(page.getByRole("button", { name: "Use that" })).toHaveFocus();
  expect(desk.created).toEqual([]);
  await expectAccessible();
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByLabelText("Customer's email")).toHaveFocus();
  await userEvent.keyboard("{Enter}");

  await expectScreen("result");
  expect(desk.created[0]?.recipients[0]?.email).toBe("jane@gmail.com");
});

test("an address that only looks like a slip is emailed once its user said so, in one line as well", async () => {
  const desk = await openNewLink();
  await userEvent.keyboard("45 deposit jane@gmial.com{Enter}");
  await page.getByRole("button", { name: "It is right as it is" }).click();
  await expect.element(page.getByText("Did you mean jane@gmail.com?")).not.toBeInTheDocument();
  await userEvent.keyboard("{Enter}");

  await expectScreen("result");
  expect(desk.created[0]?.recipients[0]?.email).toBe("jane@gmial.com");
});

test("made offline it waits in sight, and goes out when the connection is back", async () => {
  const desk = await openNewLink({}, (desk) => (desk.offline = true));
  await userEvent.keyboard("46{Tab}{Tab}jane@example.com{Enter}");
  await expect
    .element(page.getByRole("heading", { name: "Not made yet: no connection" }))
    .toBeVisible();
  await expectAccessible();

  desk.reconnect();

  await expect.element(page.getByRole("heading", { name: "Link made" })).toBeVisible();
  await expect.element(screen().getByText("Emailed to jane@example.com")).toBeVisible();
});

test("what waits for the keychain does not say that it waits for a connection", async () => {
  await openNewLink({}, (desk) => {
    desk.createTrouble = { state: "held", fault: aFault("keychainLocked") };
  });
  await userEvent.keyboard("45{Enter}");

  await expect
    .element(page.getByRole("heading", { name: "Not made yet: something is needed from you" }))
    .toBeVisible();
  await expect.element(screen().getByText("The keychain is locked.")).toBeVisible();
  await expectAccessible();
});

test.each<[Trouble, string]>([
  [{ state: "waiting", fault: aFault("gatewayTrouble") }, "Not made yet: Payroc does not answer"],
  [{ state: "waiting" }, "The link waits its turn"],
  [
    { state: "held", fault: aFault("keychainLocked", { effect: "unknown" }) },
    "It is not certain whether the link was made",
  ],
])("what may have been made is not said to be not made (%#)", async (trouble, title) => {
  await openNewLink({}, (desk) => (desk.createTrouble = trouble));
  await userEvent.keyboard("45{Enter}");

  await expect.element(page.getByRole("heading", { name: title })).toBeVisible();
});

test("taken back, the form is there again with everything in it", async () => {
  const desk = await openNewLink({}, (desk) => (desk.offline = true));
  await userEvent.keyboard("45{Tab}Logo design{Enter}");

  await page.getByRole("button", { name: "Take back" }).click();

  await expectScreen("new-link");
  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveValue("45");
  expect((await desk.listOutbox()).intents).toEqual([]);
});

test("left half filled in, the form is offered with the next one; Cancel throws it away", async () => {
  await openNewLink();
  await userEvent.keyboard("45{Tab}Logo design{Escape}");
  await expectScreen("links");
  await expect
    .element(page.getByText("Kept for later: your next new link offers it."))
    .toBeVisible();

  await page.getByRole("button", { name: "New link" }).click();
  await expect.element(page.getByText("Begun, not made: $45.00 for Logo design")).toBeVisible();
  await expectAccessible();
  await goOn.click();
  await expect.element(page.getByLabelText("What is it for?")).toHaveValue("Logo design");
  expect(goOn.query()).toBeNull();
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "New link" }).click();

  await expect.element(page.getByLabelText("What is it for?")).toHaveValue("");
  expect(goOn.query()).toBeNull();
});

test("what is typed into a new link is all that is in it, whatever was left half typed before", async () => {
  const desk = await openNewLink();
  await userEvent.keyboard("45{Tab}Logo design{Tab}jane@example.com{Escape}");
  await expectScreen("links");

  await userEvent.keyboard("{Control>}n{/Control}");
  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveFocus();
  await userEvent.keyboard("80 gate{Enter}");

  await expectScreen("result");
  expect(desk.created).toMatchObject([{ amount: 8000, description: "gate", recipients: [] }]);
  await page.getByRole("button", { name: "Make another" }).click();
  await expect.element(goOn).toBeVisible();
});

test("two that were left are offered one after the other, and what is typed meanwhile is kept in their place", async () => {
  await openNewLink();
  await userEvent.keyboard("45{Tab}First{Escape}");
  await expectScreen("links");
  await userEvent.keyboard("{Control>}n{/Control}");
  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveFocus();
  await userEvent.keyboard("60{Tab}Second");

  await goOn.click();

  await expect.element(page.getByLabelText("What is it for?")).toHaveValue("First");
  await expect.element(page.getByText("Begun, not made: $60.00 for Second")).toBeVisible();
  await page.getByRole("button", { name: "Throw it away" }).click();
  await expect.element(goOn).not.toBeInTheDocument();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.element(page.getByLabelText("What is it for?")).toHaveValue("Second");
  await expect.element(page.getByText("Begun, not made: $45.00 for First")).toBeVisible();
});

test("the key for a new link, pressed over one that is half typed, throws nothing away", async () => {
  await openNewLink();
  await userEvent.keyboard("45 deposit{Control>}n{/Control}{Escape}");
  await expectScreen("links");

  await userEvent.keyboard("{Control>}n{/Control}");
  await goOn.click();

  await expect.element(page.getByLabelText("What is it for?")).toHaveValue("deposit");
});

test("the key for a new link leads from another field to the amount, which is typed anew", async () => {
  await openNewLink();
  await userEvent.keyboard("45{Tab}Logo design{Control>}n{/Control}60");

  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveValue("60");
  await expect.element(page.getByLabelText("What is it for?")).toHaveValue("Logo design");
});

test("one like another, looked at and left, does not take the place of what is half typed", async () => {
  await openNewLink();
  await userEvent.keyboard("45 deposit{Escape}");
  await expectScreen("links");

  await userEvent.keyboard("a");
  await expect.element(page.getByLabelText("What is it for?")).not.toHaveValue("");
  await userEvent.keyboard("{Escape}");
  await expectScreen("links");
  await userEvent.keyboard("{Control>}n{/Control}");
  await goOn.click();

  await expect.element(page.getByLabelText("What is it for?")).toHaveValue("deposit");
});

test("once a link is made from what was found again, the next one begins empty", async () => {
  const desk = await openNewLink();
  await userEvent.keyboard("45{Tab}Logo design{Escape}");
  await expectScreen("links");
  await userEvent.keyboard("{Control>}n{/Control}");
  await goOn.click();
  await expect.element(page.getByLabelText("What is it for?")).toHaveValue("Logo design");
  await userEvent.keyboard("{Enter}");
  await expectScreen("result");

  await page.getByRole("button", { name: "Make another" }).click();

  await expectScreen("new-link");
  await expect.element(page.getByLabelText("What is it for?")).toHaveValue("");
  expect(desk.created).toHaveLength(1);
});

test("what is refused after its form was left is told, and is there again to be corrected", async () => {
  const answer = answeredLate(await openNewLink(), "createPaymentLink");
  await userEvent.keyboard("45{Tab}Logo design{Tab}zoe@x{Enter}");
  await expect.element(page.getByText("Creating…")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expectScreen("links");
  await expect.poll(() => answer.current).toBeDefined();

  answer.current?.();

  await expect
    .element(page.getByRole("alert"))
    .toHaveTextContent(/^\$45\.00 for Logo design: This email address is not complete\./);
  await userEvent.keyboard("{Control>}n{/Control}");
  await goOn.click();
  await expect.element(page.getByLabelText("What is it for?")).toHaveValue("Logo design");
  await expect.element(page.getByLabelText("Customer's email")).toHaveFocus();
});

test("cancelled while it is found out whom a line means, nothing is made", async () => {
  const desk = await open();
  const answer = answeredLate(desk, "listPeople");
  await userEvent.keyboard("{Control>}n{/Control}");
  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveFocus();
  await userEvent.keyboard("45 deposit{Enter}");
  await page.getByRole("button", { name: "Cancel" }).click();
  await expectScreen("links");

  answer.current?.();

  // By the time a line is read with them, all has come that was waited for.
  await userEvent.keyboard("{Control>}n{/Control}");
  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveFocus();
  await userEvent.keyboard("45 deposit jane");
  await expect.element(page.getByLabelText("Customer's email")).toHaveValue("jane@example.com");
  expect(desk.created).toEqual([]);
});

test("holding the money switches the bank transfer off and says why", async () => {
  const desk = await openNewLink();
  await userEvent.keyboard("45");
  await page.getByRole("button", { name: "More options" }).click();
  await page.getByLabelText("Bank transfer").click();
  await page.getByRole("radio", { name: /Hold the money/ }).click();

  await expect.element(page.getByLabelText("Bank transfer")).toBeDisabled();
  await expect.element(page.getByText(/works with cards only/)).toBeVisible();
  // Wherever a press has scrolled to: the foot of the form may cut a control there, which is judged by its size.
  page.getByRole("checkbox").last().element().scrollIntoView({ block: "end" });
  await expectAccessible();
  await page.getByRole("button", { name: "Create a $45.00 hold" }).click();

  await expectScreen("result");
  expect(desk.created[0]).toMatchObject({ authType: "preAuthorization", paymentMethods: ["card"] });
});

test("yen have no decimals and dinars have three", async () => {
  await openNewLink({ profiles: [aProfile({ currency: "JPY" })] });
  await userEvent.keyboard("45.5{Enter}");
  await expect.element(page.getByText("JPY has no decimals. Write a whole number.")).toBeVisible();

  await page.getByRole("button", { name: "More options" }).click();
  await page.getByLabelText("Currency").fill("kwd");
  await userEvent.keyboard("{Tab}");

  await expect.element(page.getByText(/KWD\s45.500/).first()).toBeVisible();
});

test("what is no currency is refused at its field, and no other takes its place", async () => {
  const desk = await openNewLink();
  await userEvent.keyboard("45");
  await page.getByRole("button", { name: "More options" }).click();
  const currency = page.getByLabelText("Currency");
  await currency.fill("dollar");
  await userEvent.keyboard("{Enter}");

  await expect.element(currency).toHaveFocus();
  await expect.element(currency).toHaveValue("dollar");
  await expect.element(currency).toHaveAccessibleDescription(/No currency like that/);
  await userEvent.keyboard("{Tab}");
  await expect.element(currency).toHaveValue("dollar");
  await page.getByRole("button", { name: "Create link" }).click();
  await expect.element(currency).toHaveFocus();
  expect(desk.created).toEqual([]);

  await currency.fill("cad");
  await userEvent.keyboard("{Enter}");
  await expectScreen("result");
  expect(desk.created[0]).toMatchObject({ amount: 4500, currency: "CAD" });
});

test("what is half typed outlasts a window of the system that takes the focus meanwhile", async () => {
  await open({ profiles: [], links: [], people: [] });
  const currency = page.getByLabelText("Currency");
  await currency.fill("ch");

  // The window loses the focus, the page does not.
  currency.element().dispatchEvent(new FocusEvent("blur"));
  await userEvent.keyboard("f");

  await expect.element(page.getByText("Swiss Franc")).toBeVisible();
  await expect.element(currency).toHaveValue("chf");
  await userEvent.keyboard("{Tab}");
  await expect.element(currency).toHaveValue("CHF");
});

test("what is wrong with the field that one is in already is read out", async () => {
  await openNewLink();
  await userEvent.keyboard("{Enter}");
  const said = page.getByRole("status").getByText("Enter the amount.");
  await expect.element(said).toBeInTheDocument();
  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveFocus();
});

test("a form that was put right before it was left has the focus when one comes back", async () => {
  await openNewLink();
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByLabelText("Amount", { exact: true })).toBeInvalid();
  await userEvent.keyboard("45{Escape}");
  await expectScreen("links");

  await userEvent.keyboard("{Control>}n{/Control}");

  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveFocus();
});
