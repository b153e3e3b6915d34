// The whole page over the desk in memory, as a user meets it.

import axe from "axe-core";
import { expect } from "vitest";
import { type Locator, page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-svelte";
import App from "../src/App.svelte";
import { FakeDesk } from "../src/ipc/fake";
import { aProfile, somePeople } from "../src/ipc/fake/builders";
import { someLinks } from "../src/ipc/fake/scenarios";
import type { FakeStart } from "../src/ipc/fake/desk";
import "../src/styles/tokens.css";
import "../src/styles/base.css";

/** Opens the page; three links and a practice profile unless told otherwise. */
export async function open(start: FakeStart = {}, bend: (desk: FakeDesk) => void = () => {}) {
  const desk = new FakeDesk({
    profiles: [aProfile()],
    links: someLinks(3),
    people: somePeople,
    preferences: { appearance: "light", copyNewLinks: true },
    ...start,
  });
  bend(desk);
  return openDesk(desk);
}

/** Opens the page over a desk that was made elsewhere. */
export async function openDesk(desk: FakeDesk): Promise<FakeDesk> {
  document.documentElement.dataset["theme"] = "light";
  await render(App, { api: desk });
  return desk;
}

export async function openNewLink(start: FakeStart = {}, bend?: (desk: FakeDesk) => void) {
  const desk = await open(start, bend);
  await page.getByRole("button", { name: "New link" }).click();
  await expect.element(page.getByLabelText("Amount", { exact: true })).toHaveFocus();
  return desk;
}

/** From now on the desk does that only once it is told to: `current` is the last one that waits. */
export function answeredLate(
  desk: FakeDesk,
  what:
    | "createPaymentLink"
    | "sharePaymentLink"
    | "changePaymentLink"
    | "listPeople"
    | "findAlike"
    | "authenticate"
    | "saveProfile"
    | "saveTemplate",
): { current: (() => void) | undefined } {
  const late: { current: (() => void) | undefined } = { current: undefined };
  const act: (...given: never[]) => Promise<unknown> = desk[what].bind(desk);
  const wait = () => new Promise<void>((resolve) => (late.current = resolve));
  Object.assign(desk, { [what]: (...given: never[]) => wait().then(() => act(...given)) });
  return late;
}

/** Types a day key by key in the place of the one that stands there, as a user does who has come by a press. */
export async function typeDay(field: Locator, typed: string): Promise<void> {
  await field.click();
  await userEvent.keyboard(`{Control>}a{/Control}{Backspace}${typed}`);
}

/** Fails with what is wrong and where. Waits for nothing: what is there is looked at. */
export async function expectAccessible(): Promise<void> {
  const { violations } = await axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    // Menus and the status line stand outside of the landmarks on purpose.
    rules: { region: { enabled: false } },
  });
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`),
  ).toEqual([]);
}

/** Waits until that screen is the one on the page. */
export async function expectScreen(name: string): Promise<void> {
  await expect
    .poll(() => document.querySelector<HTMLElement>("[data-screen]")?.dataset["screen"])
    .toBe(name);
}

/** The screen that one looks at; what stays behind it has the same words. */
export const screen = () => page.getByRole("main");
