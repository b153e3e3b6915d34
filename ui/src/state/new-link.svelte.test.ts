import { expect, test } from "vitest";
import { FakeDesk } from "../ipc/fake";
import { aLink, aProfile } from "../ipc/fake/builders";
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
