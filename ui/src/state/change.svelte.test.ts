import { beforeEach, expect, test, vi } from "vitest";
import { FakeDesk } from "../ipc/fake";
import { aFault, aLink, aProfile, daysAhead, minutesAgo } from "../ipc/fake/builders";
import { anEntry } from "../ipc/fake/details";
import { differences, breaksFor, handedOverWords } from "../text/change-link";
import { ChangeForm } from "./change.svelte";
import { Paylink } from "./paylink.svelte";

const jane = { name: "Jane", email: "jane@example.com", at: minutesAgo(50) };
const bob = { name: "Bob", email: "bob@example.com", at: minutesAgo(40) };

let desk: FakeDesk;
let paylink: Paylink;
let over: string[];

beforeEach(() => {
  over = [];
});

test("a change carries what was seen and what is wanted, and emails those who have the link", async () => {
  const form = await open(aLink({ shares: [bob, jane, { ...jane, email: "JANE@example.com" }] }));

  form.set("amount", "50");
  form.pick(bob, false);
  await form.submit();

  await vi.waitFor(() => expect(over).toEqual(["saved"]));
  const change = desk.changes[0];
  expect(change?.before.amount).toBe(4500);
  expect(change?.after).toEqual({ ...change?.before, amount: 5000 });
  expect(change?.recipients.map(({ email }) => email)).toEqual(["jane@example.com"]);
  expect(change?.message).toContain("$50.00");
  expect(paylink.spoken.line?.text).toBe("Saved. The new link was emailed to jane@example.com.");
});

test("the button says exactly what one press does", async () => {
  const form = await open(aLink({ shares: [jane, bob] }));
  expect(form.label).toBe("Save");

  form.set("amount", "50");
  expect(form.label).toBe("Save, and email the new link to 2 people");

  form.pick(jane, false);
  expect(form.label).toBe("Save, and email the new link to bob@example.com");

  form.pick(bob, false);
  expect(form.label).toBe("Save, and email nobody");
  expect((await open(aLink({ linkType: "multiUse", shares: [jane] }))).label).toBe("Save");
});

test("of a link for many payments only the last day, the button and the details are sent", async () => {
  const form = await open(aLink({ linkType: "multiUse", shares: [jane] }));

  form.set("amount", "99");
  form.set("buttonLabel", "Give");
  await form.submit();

  await vi.waitFor(() => expect(over).toEqual(["saved"]));
  expect(desk.changes[0]?.after.amount).toBe(4500);
  expect(desk.changes[0]?.after.buttonLabel).toBe("Give");
  expect(desk.changes[0]?.recipients).toEqual([]);
});

test("nothing different is told and not sent", async () => {
  const form = await open(aLink());

  await form.submit();

  expect(form.error("form")).toBe("Nothing is different yet.");
  expect(desk.changes).toEqual([]);
});

test("an amount that cannot be read is told at its field and not sent", async () => {
  const form = await open(aLink());

  form.set("amount", "x");
  await form.submit();

  expect(form.error("amount")).toMatch(/digits/);
  expect(desk.changes).toEqual([]);
});

test("what is wrong lands at its field", async () => {
  const form = await open(aLink());

  form.set("expiresOn", daysAhead(-1));
  await form.submit();

  expect(form.error("expiresOn")).toBe("Choose today or a later day.");
  expect(form.stage).toBe("form");
});

test("a link changed elsewhere is shown beside what was typed, and one goes on from there", async () => {
  const link = aLink({ shares: [jane] });
  const form = await open(link);
  form.set("amount", "50");
  desk.changeElsewhere(link.paymentLinkId, { amount: 6000, description: "Logo and card" });

  await form.submit();

  await vi.waitFor(() => expect(form.conflict?.now.amount).toBe(6000));
  expect(form.conflict?.typed.amount).toBe(5000);
  const first = desk.changes[0]?.requestId;

  form.keepTyped();
  expect(form.values.amount).toBe("50");
  expect(form.values.description).toBe("Logo and card");
  await form.submit();

  await vi.waitFor(() => expect(over).toEqual(["saved"]));
  expect(desk.changes[1]?.before.amount).toBe(6000);
  expect(desk.changes[1]?.after.amount).toBe(5000);
  expect(desk.changes[1]?.requestId).not.toBe(first);
});

test("or one takes how it is by now", async () => {
  const link = aLink();
  const form = await open(link);
  form.set("amount", "50");
  desk.changeElsewhere(link.paymentLinkId, { amount: 6000 });

  await form.submit();
  await vi.waitFor(() => expect(form.conflict).toBeDefined());
  form.takeNow();

  expect(form.values.amount).toBe("60.00");
  expect(form.isDifferent).toBe(false);
});

test("a second press while the first is under way makes no second change", async () => {
  const form = await open(aLink());
  desk.delayMs = 20;
  form.set("amount", "50");

  await Promise.all([form.submit(), form.submit()]);
  await vi.waitFor(() => expect(over).toEqual(["saved"]));

  expect(desk.changes).toHaveLength(1);
});

test("a refused change comes back with all that was typed", async () => {
  const form = await open(aLink());
  desk.changeTrouble = { state: "refused", fault: aFault("forbidden") };
  form.set("description", "Something else");

  await form.submit();

  await vi.waitFor(() => expect(form.fault?.code).toBe("forbidden"));
  expect(form.stage).toBe("form");
  expect(form.values.description).toBe("Something else");
});

test("offline a change waits in sight, and is saved when the connection is back", async () => {
  const form = await open(aLink({ shares: [jane] }));
  desk.offline = true;
  form.set("amount", "50");

  await form.submit();
  await vi.waitFor(() => expect(form.stage).toBe("result"));
  expect(form.intent?.change?.state).toBe("waiting");
  desk.reconnect();

  await vi.waitFor(() => expect(over).toEqual(["saved"]));
});

test("a change that was saved while an email was refused stays in sight", async () => {
  const form = await open(aLink({ shares: [jane] }));
  desk.emailTrouble = { state: "refused", fault: aFault("refused") };
  form.set("amount", "50");

  await form.submit();

  await vi.waitFor(() => expect(form.stage).toBe("result"));
  expect(form.intent?.change?.state).toBe("done");
  expect(over).toEqual([]);
});

test("whom it breaks the link for is told by name", () => {
  expect(breaksFor(["Jane"])).toBe(
    "The link that Jane has will stop working. Jane needs the new one.",
  );
  expect(breaksFor(["Jane", "Bob"])).toBe(
    "The link that Jane and Bob have will stop working. They need the new one.",
  );
  expect(breaksFor(["Jane", "Bob", "Ann", "Joe"])).toBe(
    "The link that Jane, Bob and 2 others have will stop working. They need the new one.",
  );
});

test("only what was handed over since the last change counts", async () => {
  const link = aLink();
  await open(link);
  const details = await desk.getLink(link.paymentLinkId);
  const timeline = [
    anEntry("copied", minutesAgo(1)),
    anEntry("copied", minutesAgo(2)),
    anEntry("qrShown", minutesAgo(3)),
    anEntry("changed", minutesAgo(4)),
    anEntry("openedInBrowser", minutesAgo(5)),
  ];

  const told = handedOverWords({ ...details, timeline, handedOver: 3 }, true);

  expect(told).toBe("It was also copied 2 times and shown as a QR code.");
});

test("each difference is told in words", async () => {
  const link = aLink();
  await open(link);
  const { values } = await desk.getLink(link.paymentLinkId);

  const told = differences(values, { ...values, amount: 5000, expiresOn: null }, paylink);

  expect(told.map(({ label, from, to }) => [label, from, to])).toEqual([
    ["Amount", "$45.00", "$50.00"],
    ["Last day", paylink.day(values.expiresOn ?? ""), "No last day"],
  ]);
});

async function open(link: ReturnType<typeof aLink>): Promise<ChangeForm> {
  desk = new FakeDesk({ profiles: [aProfile()], links: [link] });
  paylink = await Paylink.open(desk);
  await paylink.outbox.start();
  const details = await desk.getLink(link.paymentLinkId);
  return new ChangeForm(paylink, details, (what) => over.push(what));
}
