import { expect, test } from "vitest";
import type { FindLinks, LinksPage } from "../ipc/api";
import { find } from "../ipc/fake/list";
import { aFault } from "../ipc/fake/builders";
import { someLinks } from "../ipc/fake/scenarios";
import { PAGE_ROWS, Pages, type Finding } from "./pages.svelte";

test("while a question is on its way the next one waits, and what came between is never asked", async () => {
  const desk = aDesk(40);
  const pages = new Pages(desk.find);

  pages.ask(about("g"));
  pages.ask(about("ga"));
  pages.ask(about("garden"));
  expect(desk.asked.map((request) => request.text)).toEqual(["g"]);
  await desk.answer();
  expect(pages.head).toBeUndefined();
  await desk.answer();

  expect(desk.asked.map((request) => request.text)).toEqual(["g", "garden"]);
  expect(pages.rowAt(0)?.description).toMatch(/Garden/);
  expect(pages.pending).toBe(false);
});

test("the rows of the question before stay until the new ones are here", async () => {
  const desk = aDesk(40);
  const pages = new Pages(desk.find);
  pages.ask(about(""));
  await desk.answer();

  pages.ask(about("piano"));

  expect(pages.pending).toBe(true);
  expect(pages.count).toBe(40);
  await desk.answer();
  expect(pages.count).toBe(5);
  expect(pages.answered).toBe(2);
});

test("only what is in view is read, and only pages near it are kept", async () => {
  const desk = aDesk(2000);
  const pages = new Pages(desk.find);
  pages.ask(about(""));
  await desk.answer();

  for (let page = 1; page < 30; page++) {
    pages.see(page * PAGE_ROWS, page * PAGE_ROWS + 20);
    await desk.answer();
  }

  expect(desk.asked.map((request) => request.offset)).toEqual(
    Array.from({ length: 30 }, (_, page) => page * PAGE_ROWS),
  );
  expect(pages.rows).toHaveLength(10 * PAGE_ROWS);
  expect(pages.rowAt(0)).toBeUndefined();
  expect(pages.rowAt(29 * PAGE_ROWS)).toBeDefined();
});

test("what was scrolled past while a page was on its way is not asked for", async () => {
  const desk = aDesk(2000);
  const pages = new Pages(desk.find);
  pages.ask(about(""));
  await desk.answer();

  for (const first of [300, 600, 900, 1500]) pages.see(first, first + 20);
  await desk.answer();
  await desk.answer();

  expect(desk.asked.map((request) => request.offset)).toEqual([0, 300, 1500]);
});

test("after a change of the links what is in view is read once more, and no page twice", async () => {
  const desk = aDesk(200);
  const pages = new Pages(desk.find);
  pages.ask(about(""));
  await desk.answer();
  pages.see(40, 60);
  await desk.answer();

  desk.revision = 1;
  pages.renew(1);
  await desk.answer();
  await desk.answer();
  pages.see(40, 60);

  expect(desk.asked.map((request) => request.offset)).toEqual([0, 50, 0, 50]);
});

test("a question that failed is told, and the next one is asked", async () => {
  const desk = aDesk(10);
  const pages = new Pages(desk.find);
  pages.ask(about(""));
  await desk.refuse();
  expect(pages.fault?.code).toBe("diskTrouble");

  pages.ask(about("logo"));
  await desk.answer();

  expect(pages.fault).toBeUndefined();
  expect(pages.count).toBe(2);
});

test("an answer to what was asked in another profile is dropped", async () => {
  const desk = aDesk(10);
  const pages = new Pages(desk.find);
  pages.ask(about(""));

  pages.clear();
  await desk.answer();

  expect(pages.head).toBeUndefined();
  expect(pages.rows).toEqual([]);
});

test("rows far from the view are fetched for a range and are not kept", async () => {
  const desk = aDesk(400);
  const pages = new Pages(desk.find);
  pages.ask(about(""));
  await desk.answer();

  const between = pages.between(40, 260);
  await desk.answer();
  await desk.answer();
  await desk.answer();

  expect((await between).map((row) => row.paymentLinkId)).toEqual(
    Array.from({ length: 221 }, (_, nth) => `PLP${String(40 + nth).padStart(7, "0")}`),
  );
  expect(pages.rowAt(120)).toBeUndefined();
});

function about(text: string): Finding {
  return {
    profileId: "profile-practice",
    text,
    status: null,
    linkType: null,
    amountSetBy: null,
    createdFrom: null,
    createdTo: null,
    email: null,
    sorting: "newest",
  };
}

/** A desk that answers when it is told to. */
function aDesk(count: number) {
  const links = someLinks(count);
  const asked: FindLinks[] = [];
  const waiting: { resolve: (page: LinksPage) => void; reject: (reason: unknown) => void }[] = [];
  const desk = {
    revision: 0,
    asked,
    find(request: FindLinks) {
      desk.asked.push(request);
      return new Promise<LinksPage>((resolve, reject) => waiting.push({ resolve, reject }));
    },
    async answer() {
      const request = desk.asked.at(-1)!;
      waiting.shift()?.resolve(find(links, request, desk.revision));
      await settled();
    },
    async refuse() {
      waiting.shift()?.reject(aFault("diskTrouble"));
      await settled();
    },
  };
  return desk;
}

/** Lets everything run that waits for an answer. */
const settled = () => new Promise((resolve) => setTimeout(resolve));
