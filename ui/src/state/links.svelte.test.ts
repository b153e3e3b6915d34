import { expect, onTestFinished, test, vi } from "vitest";
import type { LinksState } from "../ipc/api";
import { FakeDesk } from "../ipc/fake";
import { aFault, aProfile } from "../ipc/fake/builders";
import { someLinks } from "../ipc/fake/scenarios";
import { Links } from "./links.svelte";

test("what is said of another profile is not mixed in, not even while a profile opens", async () => {
  const desk = aDesk(2);
  const links = new Links(desk);
  let tell: (state: LinksState) => void = () => {};
  desk.onLinksStateChanged = async (listener) => {
    tell = listener;
    return () => {};
  };
  await links.start();

  const opened = links.open();
  tell(aState({ profileId: "another", known: 7 }));
  expect(links.known).toBeUndefined();
  await opened;
  tell(aState({ profileId: "another", known: 7 }));

  expect(links.known).toBe(2);
});

test("a profile that is opened meanwhile is not shown what the one before had", async () => {
  const desk = aDesk(2);
  const links = new Links(desk);
  let answer: (state: LinksState) => void = () => {};
  const state = desk.getLinksState.bind(desk);
  desk.getLinksState = () => new Promise((resolve) => (answer = resolve));
  const first = links.open();
  desk.getLinksState = state;
  const second = links.open();

  answer(aState({ profileId: "before", known: 9 }));
  await Promise.all([first, second]);

  expect(links.known).toBe(2);
  expect(links.asking).toBe(false);
});

test("filters become one question, and each of them can be taken away", async () => {
  const desk = aDesk(40);
  const links = await opened(desk);

  links.narrow({ text: "garden", status: "completed", kind: "singleUse", setBy: "merchant" });
  links.narrow({ person: { name: "Jane", email: "jane@example.com" }, made: "year" });
  await settled();

  expect(desk.found.at(-1)).toMatchObject({
    text: "garden",
    status: "completed",
    linkType: "singleUse",
    amountSetBy: "merchant",
    email: "jane@example.com",
    createdTo: null,
  });
  expect(links.filters.active).toEqual(["status", "kind", "setBy", "made", "person"]);
  links.widen("person");
  links.widen("made");
  await settled();
  expect(desk.found.at(-1)).toMatchObject({ email: null, createdFrom: null, text: "garden" });
  links.showAll();
  await settled();
  expect(links.filters.narrowed).toBe(false);
  expect(links.pages.count).toBe(40);
});

test("the links of today are those of the next day once it has come", async () => {
  const desk = aDesk(3);
  const links = await opened(desk);
  onTestFinished(() => void vi.useRealTimers());
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(2026, 2, 4, 23) });
  links.narrow({ made: "today" });
  await settled();
  expect(desk.found.at(-1)).toMatchObject({ createdFrom: "2026-03-04" });

  vi.setSystemTime(new Date(2026, 2, 5, 8));
  await links.refresh();
  await settled();

  expect(desk.found.at(-1)).toMatchObject({ createdFrom: "2026-03-05" });
});

test("between no day and no day is no filter", () => {
  const links = new Links(aDesk(0));

  links.narrow({ made: "between" });
  expect(links.filters.active).toEqual([]);
  links.narrow({ from: "2026-01-01" });

  expect(links.filters.active).toEqual(["made"]);
});

test("the row one is on is followed when it moves", async () => {
  const desk = aDesk(8);
  const links = await opened(desk);
  links.walkTo(0);
  const id = links.pages.rowAt(0)!.paymentLinkId;

  desk.pay(id);
  await settled();

  expect(links.current).toBeGreaterThan(0);
  expect(links.pages.rowAt(links.current)?.paymentLinkId).toBe(id);
});

test("a range is drawn to and fro from where it began, and keeps what was marked before", async () => {
  const links = await opened(aDesk(200));
  await links.toggle(10);
  await links.toggle(2);

  await links.extendTo(5);
  expect(links.selected).toBe(5);
  await links.extendTo(3);
  expect(links.selected).toBe(3);
  await links.extendTo(0);

  expect(links.selected).toBe(4);
  expect(links.selection.ids).toEqual(
    [0, 1, 2, 10].map((at) => links.pages.rowAt(at)?.paymentLinkId),
  );
});

test("a range goes over rows that are not here", async () => {
  const desk = aDesk(600);
  const links = await opened(desk);
  await links.toggle(0);

  expect(await links.extendTo(499)).toBe(true);

  expect(links.selected).toBe(500);
  expect(new Set(links.selection.ids).size).toBe(500);
});

test("all that were found are marked by the question, and one can be taken out of not too many", async () => {
  const links = await opened(aDesk(120));

  links.selection.everything();
  expect(links.selected).toBe(120);
  expect(links.selection.ids).toEqual([]);
  await links.toggle(7);

  expect(links.selected).toBe(119);
  expect(links.selection.has(links.pages.rowAt(7)!.paymentLinkId)).toBe(false);
});

test("of thousands that are marked none is taken out, and they are not copied", async () => {
  const links = await opened(aDesk(1500));
  links.selection.everything();

  expect(await links.toggle(7)).toBe(false);
  expect(await links.selectedIds()).toBeUndefined();
  expect(links.selected).toBe(1500);
});

test("another question ends the marking of all, and keeps what was marked one by one", async () => {
  const links = await opened(aDesk(40));
  await links.toggle(3);
  links.narrow({ text: "garden" });
  await settled();
  expect(links.selected).toBe(1);

  links.selection.everything();
  links.narrow({ text: "piano" });

  expect(links.selected).toBe(0);
});

test("without a connection the links stay, with the reason", async () => {
  const desk = aDesk(3);
  desk.offline = true;
  const links = await opened(desk);

  expect(links.fault?.code).toBe("offline");
  expect(links.pages.count).toBe(3);
});

test("a list that could not be asked for is asked for again with the next refresh", async () => {
  const desk = aDesk(3);
  desk.refuseList = aFault("diskTrouble");
  const links = await opened(desk);
  expect(links.fault?.code).toBe("diskTrouble");

  desk.refuseList = undefined;
  await links.refresh();
  await settled();

  expect(links.fault).toBeUndefined();
  expect(links.pages.fault).toBeUndefined();
  expect(links.pages.count).toBe(3);
});

function aDesk(count: number) {
  return new FakeDesk({ profiles: [aProfile()], links: someLinks(count) });
}

async function opened(desk: FakeDesk): Promise<Links> {
  const links = new Links(desk);
  await links.start();
  await links.open();
  await settled();
  return links;
}

function aState(given: Partial<LinksState>): LinksState {
  return {
    profileId: "profile-practice",
    known: 0,
    revision: 0,
    checkedAt: null,
    reading: null,
    fault: null,
    ...given,
  };
}

/** Lets everything run that waits for an answer. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
