import { expect, test, vi } from "vitest";
import { FakeDesk } from "../ipc/fake";
import { aFault, aLink, aProfile } from "../ipc/fake/builders";
import { extendedDay, hostOf } from "./link-rules";
import { OneLink } from "./one-link.svelte";

const link = aLink();

test("what this computer remembers is there before the gateway has answered", async () => {
  const { one } = open((desk) => (desk.delayMs = 60_000));

  one.start();

  await vi.waitFor(() => expect(one.details?.link.description).toBe("Logo design"));
  await vi.waitFor(() => expect(one.asking).toBe(true));
});

test("what is known is not read again, and the gateway is asked once however often it answers", async () => {
  const { desk } = open();
  const known = await desk.getLink(link.paymentLinkId);
  const read = vi.spyOn(desk, "getLink");
  const check = vi.spyOn(desk, "checkLinkDetails");
  // More than a few would be asked without end.
  check.mockImplementation(() =>
    check.mock.calls.length < 5 ? Promise.resolve({ ...known }) : new Promise(() => {}),
  );
  const one = new OneLink(desk, link.paymentLinkId, known);

  const stop = $effect.root(() => {
    $effect(() => one.start());
  });
  await vi.waitFor(() => expect(one.details).not.toBe(known));
  await new Promise((resolve) => setTimeout(resolve));

  stop();
  expect(check).toHaveBeenCalledOnce();
  expect(read).not.toHaveBeenCalled();
});

test("offline it stays readable, and it is told why it is old", async () => {
  const { one } = open((desk) => (desk.offline = true));

  one.start();

  await vi.waitFor(() => expect(one.fault?.code).toBe("offline"));
  expect(one.details).toBeDefined();
  expect(one.asking).toBe(false);
});

test("a link that the gateway does not know stays readable", async () => {
  const { one } = open((desk) => (desk.refuseDetails = aFault("linkNotFound")));

  one.start();

  await vi.waitFor(() => expect(one.fault?.code).toBe("linkNotFound"));
  expect(one.details).toBeDefined();
});

test("a link that this computer does not know is told apart", async () => {
  const one = new OneLink(new FakeDesk(), "PLUNKNOWN0");

  await one.read();

  expect(one.unread?.code).toBe("linkNotFound");
});

test("what is told of it is read again", async () => {
  const { desk, one } = open();
  one.start();
  await vi.waitFor(() => expect(one.details?.link.status).toBe("active"));

  desk.pay(link.paymentLinkId);

  await vi.waitFor(() => expect(one.details?.link.status).toBe("completed"));
});

test("once its status has turned, the gateway is asked about the whole of it", async () => {
  const { desk, one } = open();
  await one.read();
  const asked = vi.spyOn(desk, "checkLinkDetails");
  desk.changeElsewhere(link.paymentLinkId, { status: "completed", shareBlocked: "paid" });

  await one.read();

  expect(asked).toHaveBeenCalledTimes(1);
});

test("an answer that a later one has overtaken is dropped", async () => {
  const { desk, one } = open();
  const old = await desk.getLink(link.paymentLinkId);
  let answer: (details: typeof old) => void = () => undefined;
  vi.spyOn(desk, "getLink").mockImplementationOnce(
    () => new Promise((resolve) => (answer = resolve)),
  );
  const first = one.read();
  desk.changeElsewhere(link.paymentLinkId, { amount: 9900 });
  await one.read();

  answer(old);
  await first;

  expect(one.details?.link.amount).toBe(9900);
});

test("30 days more count from the last day, or from today where that is over", () => {
  const now = new Date(2026, 2, 4, 12).getTime();

  expect(extendedDay("2026-03-10", now)).toBe("2026-04-09");
  expect(extendedDay("2026-03-01", now)).toBe("2026-04-03");
  expect(extendedDay(null, now)).toBe("2026-04-03");
});

test("the host is the one that the address leads to", () => {
  expect(hostOf("https://payments.payroc.com/merchant/pay-by-link?token=1")).toBe(
    "payments.payroc.com",
  );
  expect(hostOf("https://payments.payroc.com@evil.example/")).toBe("evil.example");
  expect(hostOf("not an address")).toBe("not an address");
});

function open(bend: (desk: FakeDesk) => void = () => undefined) {
  const desk = new FakeDesk({ profiles: [aProfile()], links: [link] });
  bend(desk);
  return { desk, one: new OneLink(desk, link.paymentLinkId) };
}
