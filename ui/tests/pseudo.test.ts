// Every screen in a language nobody speaks: what shows without its brackets cannot be translated, and what is cut off
// will be cut off in French.

import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { openKeyWindow } from "../src/key/window";
import { aFault, currencies } from "../src/ipc/fake/builders";
import { fakeFor } from "../src/ipc/fake/scenarios";
import type { FakeDesk } from "../src/ipc/fake";
import { app } from "../src/text/app";
import { handOver } from "../src/text/hand-over";
import { speakWords } from "../src/text/language";
import { links } from "../src/text/links";
import { newLink } from "../src/text/new-link";
import { isMarked, speakPseudo } from "../src/text/pseudo";
import { result } from "../src/text/result";
import { settings } from "../src/text/settings";
import { welcome } from "../src/text/connect";
import { expectScreen, openDesk } from "./page";

// A walk is long, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 });

beforeAll(speakPseudo);
afterAll(() => speakWords("en", {}));

type Look = (where: string) => Promise<void>;

const press = (name: string) => page.getByRole("button", { name, exact: true }).first().click();
const dialog = () => page.getByRole("dialog");
const leave = async () => {
  await userEvent.keyboard("{Escape}");
  await expect.element(dialog()).not.toBeInTheDocument();
};

/** A desk of which everything that it says is noted: it need not be translated. */
function desk(scenario: string): FakeDesk {
  const made = fakeFor(scenario, new URLSearchParams());
  made.delayMs = 0;
  return new Proxy(made, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== "function") return member;
      return (...given: unknown[]) => {
        const answer: unknown = Reflect.apply(member, target, given);
        if (answer instanceof Promise) answer.then(note, () => {});
        return answer;
      };
    },
    set: (target, name, value) => Reflect.set(target, name, value, target),
  });
}

const data = new Set<string>();

function note(answer: unknown): void {
  if (typeof answer === "string") data.add(answer.trim());
  else if (typeof answer === "object" && answer !== null) Object.values(answer).forEach(note);
}

const walks: Record<string, (look: Look) => Promise<void>> = {
  "the list, and what lies over it": async (look) => {
    await openDesk(desk("storied"));
    await expectScreen("links");
    await expect.element(page.getByRole("listitem").first()).toBeVisible();
    await look("list");
    await userEvent.keyboard("x{Shift>}{ArrowDown}{/Shift}");
    await look("selection");
    await userEvent.keyboard("{Escape}.");
    await expect.element(page.getByRole("menu")).toBeVisible();
    await look("menu");
    await userEvent.keyboard("{Escape}");
    await expect.element(page.getByRole("menu")).not.toBeInTheDocument();
    await userEvent.keyboard("?");
    await expect.element(dialog()).toBeVisible();
    await look("shortcuts");
    await leave();
    await userEvent.keyboard("s");
    await expect.element(dialog()).toBeVisible();
    await look("share");
    await leave();
    await userEvent.keyboard("q");
    await expect.element(dialog()).toBeVisible();
    await look("QR code");
    await leave();
    await userEvent.keyboard("f");
    await look("filters");
    await userEvent.keyboard("{Escape}");
    await page.getByRole("searchbox").fill("zzzz");
    await expect.element(page.getByText(links.nothingFound).first()).toBeVisible();
    await look("nothing found");
  },
  "one link": async (look) => {
    await openDesk(desk("storied"));
    await expectScreen("links");
    await userEvent.keyboard("{Enter}");
    await expectScreen("link");
    await expect.element(page.getByRole("heading", { level: 2 }).first()).toBeVisible();
    await look("link");
    await userEvent.keyboard("d");
    await expect.element(dialog()).toBeVisible();
    await look("deactivate");
    await leave();
    await userEvent.keyboard("e");
    await expectScreen("change-link");
    await look("change");
  },
  "a new link": async (look) => {
    await openDesk(desk("three"));
    await expectScreen("links");
    await userEvent.keyboard("{Control>}n{/Control}");
    await expectScreen("new-link");
    await press(newLink.more);
    await look("form");
    await page.getByLabelText(newLink.amount, { exact: true }).fill("x");
    await userEvent.keyboard("{Enter}");
    await expect.element(page.getByLabelText(newLink.amount, { exact: true })).toBeInvalid();
    await look("form with an error");
    await page.getByLabelText(newLink.amount, { exact: true }).fill("45");
    await userEvent.keyboard("{Enter}");
    await expectScreen("result");
    await expect.element(page.getByText(result.notEmailed)).toBeVisible();
    await look("result");
    for (const item of [handOver.message, handOver.print, handOver.button]) {
      await press(handOver.more);
      await look("ways to send");
      await page.getByRole("menuitem", { name: item }).click();
      await expect.element(dialog()).toBeVisible();
      await look(item);
      await leave();
    }
  },
  settings: async (look) => {
    await openDesk(desk("three"));
    await expectScreen("links");
    await userEvent.keyboard("{Control>},{/Control}");
    await expectScreen("settings");
    await look("settings");
    await page
      .getByRole("button", { name: /^⟦More for/ })
      .first()
      .click();
    await look("profile menu");
    await page.getByRole("menuitem", { name: settings.edit }).click();
    await expect.element(dialog()).toBeVisible();
    await look("profile");
  },
  "the first start": async (look) => {
    await openDesk(desk("welcome"));
    await expectScreen("welcome");
    await look("welcome");
    await press(welcome.connectButton);
    await expectScreen("connect");
    await look("connect");
  },
  "what is on its way": async (look) => {
    await openDesk(desk("outbox"));
    await expectScreen("links");
    await page.getByRole("button", { name: /^⟦Show all/ }).click();
    await look("outbox");
  },
  "what was paid": async (look) => {
    await openDesk(desk("paid"));
    await expectScreen("links");
    await look("paid");
  },
  troubles: async (look) => {
    const made = desk("notices");
    made.refuseList = aFault("gatewayTrouble", { detail: "data", reference: "data" });
    await openDesk(made);
    await expectScreen("links");
    await expect.element(page.getByRole("alert").first()).toBeVisible();
    await look("notices");
  },
  "an empty list": async (look) => {
    await openDesk(desk("none"));
    await expect.element(page.getByText(links.emptyTitle)).toBeVisible();
    await look("empty");
  },
  "without a key": async (look) => {
    await openDesk(desk("keyless"));
    await expect.element(page.getByText(app.connectAgain).first()).toBeVisible();
    await look("keyless");
  },
  "the key window": async (look) => {
    const root = document.createElement("div");
    document.body.append(root);
    const idle = async () => null;
    openKeyWindow(root, { typed: idle, paste: async () => 0, pasted: idle, cancelled: idle });
    await look("key");
    root.remove();
  },
};

test.each([...Object.entries(walks)])("%s: no word is left in English", async (_, walk) => {
  const found: string[] = [];
  await walk(async (where) => {
    found.push(...unmarked().map((text) => `${where}: ${text}`));
  });
  expect([...new Set(found)]).toEqual([]);
});

describe.each([
  ["at 800 by 600", "16px"],
  ["at twice the size of text", "32px"],
])("%s", (_size, size) => {
  test.each([...Object.entries(walks)])("%s: longer words lose nothing", async (_, walk) => {
    document.documentElement.style.fontSize = size;
    const found: string[] = [];
    try {
      await walk(async (where) => {
        found.push(...cutOff().map((text) => `${where}: ${text}`));
      });
    } finally {
      document.documentElement.style.fontSize = "";
    }
    expect([...new Set(found)]).toEqual([]);
  });
});

/** Everything that can be read or is read out, and came neither through the words nor from the data. */
function unmarked(): string[] {
  const texts: string[] = [];
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (nodes.nextNode()) {
    const { parentElement, textContent } = nodes.currentNode;
    if (!parentElement?.closest("script, style, kbd, textarea, .pill"))
      texts.push(textContent ?? "");
  }
  for (const element of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
    for (const name of ["aria-label", "title", "placeholder", "alt"]) {
      texts.push(element.getAttribute(name) ?? "");
    }
  }
  return texts.map((text) => text.trim()).filter((text) => !isMarked(text) && isWord(text));
}

const names = new Intl.DisplayNames("en", { type: "currency" });
const month = new Intl.DateTimeFormat("en-US", { month: "short" });
/** What the desk, the system or the gateway says, and keys. */
const DATA = new Set([
  ...currencies.flatMap(({ code }) => [code, names.of(code) ?? code]),
  ...["English", "Français (Canada)", "Español", "Paylink", "Pay Now", "HTML", "Ctrl", "Esc"],
  ...["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
]);

function isWord(text: string): boolean {
  const parts = text.split(" · ");
  if (parts.length > 1) return parts.some(isWord);
  if (DATA.has(text) || data.has(text)) return false;
  const rest = text
    .replace(/\S+@\S+|https?:\S+|\b[A-Z]{2,}\b[-\w]*/g, "")
    .replace(/\b[A-Z]\w+day, [A-Z]\w+ \d{1,2}, \d{4}\b/g, "")
    .replace(new RegExp(months.join("|"), "g"), "")
    .replace(/\b\d+:\d+\s?[AP]M\b/g, "");
  return /\p{L}{2}/u.test(rest);
}

const months = Array.from({ length: 12 }, (_, nth) => month.format(new Date(2026, nth, 1)));

/** What a title tells in full may be cut. Words that do not fit where they stand, and whatever makes the page wider than its window. */
function cutOff(): string[] {
  const found: string[] = [];
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) found.push(`the page is ${scrollWidth - clientWidth} too wide`);
  for (const element of document.querySelectorAll<HTMLElement>(
    "button, a, label, legend, h1, h2, h3, th, p, dt, dd, li, span, option",
  )) {
    const own = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
    const text = own
      .map(({ textContent }) => textContent)
      .join("")
      .trim();
    if (!isMarked(text) || element.closest(".sr-only") || element.offsetParent === null) continue;
    const style = getComputedStyle(element);
    const hides = style.overflowX !== "visible" || style.overflowY !== "visible";
    if (hides && element.title === "" && element.scrollWidth > element.clientWidth + 1)
      found.push(`cut: ${text}`);
    const box = element.getBoundingClientRect();
    if (box.right > clientWidth + 1 && !element.closest("[role=grid], .scrolls")) {
      found.push(`out of sight: ${text}`);
    }
  }
  return found;
}
