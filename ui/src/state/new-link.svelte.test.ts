import { expect, test } from "vitest";
import { FakeDesk } from "../ipc/fake";
import { aLink, aProfile, daysAhead, plainDefaults } from "../ipc/fake/builders";
import type { LinkDefaults } from "../ipc/api";
import { NewLinkForm } from "./new-link.svelte";
import { Paylink } from "./paylink.svelte";

test("a link like another one has a reference, an order ID and a last day of its own", async () => {
  const ended = aLink({
    amount: 4500,
    description: "Logo design",
    reference: "REF-OLD",
    orderId: "ORD-OLD",
    expiresOn: "2020-01-31",
    status: "expired",
    shareBlocked: "expired",
  });
  const desk = new FakeDesk({ profiles: [aProfile()], links: [ended] });
  const paylink = await Paylink.open(desk);

  const form = new NewLinkForm(paylink, await desk.startNewLink(), { ...ended, link: ended });

  const { values } = form;
  expect(values).toMatchObject({ amount: "45.00", description: "Logo design" });
  expect(values.reference).not.toBe("REF-OLD");
  expect(values.orderId).not.toBe("ORD-OLD");
  expect(values.expiresOn > form.start.today).toBe(true);
});

async function formWith(defaults: Partial<LinkDefaults>) {
  const profile = aProfile({ defaults: { ...plainDefaults, ...defaults } });
  const desk = new FakeDesk({ profiles: [profile], links: [] });
  const paylink = await Paylink.open(desk);
  return { form: new NewLinkForm(paylink, await desk.startNewLink(), null), paylink };
}

test("what is remembered from the last link is told unless it is plain", async () => {
  const { form: plain } = await formWith({});
  const { form, paylink } = await formWith({
    linkType: "multiUse",
    authType: "preAuthorization",
    expiresInDays: 90,
    buttonLabel: "Book now",
    copyToMe: true,
  });

  expect(plain.unusual).toBe("");
  const day = paylink.day(daysAhead(90));
  expect(form.unusual).toBe(
    `Many payments · Hold the money · until ${day} · Button label: Book now · Email me a copy`,
  );
});

test("ways to pay are told where the card is not the only one, and a missing last day", async () => {
  const { form: both } = await formWith({ paymentMethods: ["card", "bankTransfer"] });
  const { form: bank } = await formWith({ paymentMethods: ["bankTransfer"] });
  both.set("linkType", "multiUse");
  both.set("expiresOn", "");

  expect(both.unusual).toBe("Many payments · Card · Bank transfer · No last day");
  expect(bank.unusual).toBe("Bank transfer");
});

test("the button and the message tell of a hold", async () => {
  const { form } = await formWith({ authType: "preAuthorization" });
  form.set("amount", "150");

  expect(form.label).toBe("Create a $150.00 hold");
  expect(form.message).toContain("The amount is held on your card, and charged later.");
});

test("a link whose amount the customer enters is named by what it is for", async () => {
  const { paylink } = await formWith({});
  const open = { amount: null, currency: "USD" };

  expect(paylink.what({ ...open, description: "Donation" })).toBe(
    "Donation (customer enters the amount)",
  );
  expect(paylink.what({ ...open, description: "" })).toBe("Any amount");
  expect(paylink.what({ ...open, amount: 4500, description: "Logo" })).toBe("$45.00 for Logo");
});
