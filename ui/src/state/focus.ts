// Leading the focus, once the page is as it will be. Never later, such as in the next frame: a frame may be long in
// coming, and the focus would be taken away from somebody who types by then.

import { tick } from "svelte";

export async function focusFirst(root: HTMLElement | undefined, selector: string): Promise<void> {
  await focusNth(root, selector, 0);
}

export async function focusNth(
  root: HTMLElement | undefined,
  selector: string,
  index: number,
): Promise<void> {
  await tick();
  root?.querySelectorAll<HTMLElement>(selector)[index]?.focus();
}

/**
 * To the first field that is wrong; into the form if nothing in it is any more. Gives what is wrong with the field if it has
 * the focus already: then nobody hears of it by that.
 */
export async function focusWrong(root: HTMLElement | undefined): Promise<string | undefined> {
  await tick();
  const wrong = root?.querySelector<HTMLElement>("[aria-invalid=true]");
  if (!wrong) {
    if (root && !root.contains(document.activeElement)) controlIn(root)?.focus();
    return undefined;
  }
  if (document.activeElement !== wrong) {
    wrong.focus();
    return undefined;
  }
  const [error = ""] = wrong.getAttribute("aria-describedby")?.split(" ") ?? [];
  return document.getElementById(error)?.textContent.trim();
}

/** Whether a key press belongs to a text that is being typed. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest(
      "input:not([type=checkbox], [type=radio], [readonly]), textarea, select, [role=menu]",
    ) !== null
  );
}

function newLinkForm(): HTMLElement | null {
  return document.querySelector("[data-screen=new-link] form");
}

/** Leads the focus back into a form of a new link that is on the page; false if there is none. */
export function returnToForm(): boolean {
  const form = newLinkForm();
  if (form && !form.contains(document.activeElement)) form.querySelector("input")?.focus();
  return form !== null;
}

/** To its amount, so that what is typed next takes the place of the whole of it. */
export function returnToAmount(): boolean {
  const form = newLinkForm();
  const amount = form?.querySelector("input");
  amount?.focus();
  amount?.select();
  return form !== null;
}

export function isDialogOpen(): boolean {
  return document.querySelector("[role=dialog], [role=alertdialog]") !== null;
}

/** Before a screen takes the place of another: to take away what has the focus lays out both of them, one beside the other. */
export function dropFocus(): void {
  held = undefined;
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

/** What has the focus, and what is around it, from within. */
let held: { element: Element; around: readonly Element[] } | undefined;

const CONTROLS =
  "button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea, a[href]";

/**
 * As long as the page is there: what has the focus may go away, often by its own press. Then what stands next to it gets
 * the focus, and nobody begins again at the top of the page. What it returns stops that.
 */
export function keepFocus(): () => void {
  const onfocusin = ({ target }: FocusEvent) => {
    if (target instanceof Element) held = { element: target, around: around(target) };
  };
  // Whoever presses beside everything lets go of it.
  const onfocusout = ({ target }: FocusEvent) =>
    queueMicrotask(() => {
      if (held?.element === target && held.element.isConnected && hasNothing()) held = undefined;
    });
  const observer = new MutationObserver(() => {
    if (!held || held.element.isConnected) return;
    const { element, around } = held;
    held = undefined;
    if (hasNothing() && !leadsItself(element)) nextTo(around)?.focus({ preventScroll: true });
  });
  observer.observe(document.body, { childList: true, subtree: true });
  document.addEventListener("focusin", onfocusin);
  document.addEventListener("focusout", onfocusout);
  return () => {
    observer.disconnect();
    document.removeEventListener("focusin", onfocusin);
    document.removeEventListener("focusout", onfocusout);
  };
}

/** Up to where one screen, notice or dialog ends. */
function around(element: Element): Element[] {
  const place = element.closest("[data-screen], [role=dialog], .notices");
  const found = [];
  for (let one = element.parentElement; one && place?.contains(one); one = one.parentElement) {
    found.push(one);
  }
  return found;
}

function hasNothing(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/** Rows go away as one scrolls. A dialog or a menu that closes gives the focus back. */
function leadsItself(element: Element): boolean {
  return element.closest("[data-index], [role=dialog], [role=menu]")?.isConnected === false;
}

function nextTo(around: readonly Element[]): HTMLElement | undefined {
  for (const place of around) {
    const found = place.isConnected ? controlIn(place) : undefined;
    if (found) return found;
  }
  const screen = [...document.querySelectorAll("[data-screen]")].find(isShown);
  return (
    screen?.querySelector<HTMLElement>(".open[tabindex='0'], h1[tabindex]") ?? controlIn(screen)
  );
}

/** The first; what closes the whole only if there is nothing else. */
function controlIn(place: Element | undefined): HTMLElement | undefined {
  const all = [...(place?.querySelectorAll<HTMLElement>(CONTROLS) ?? [])].filter(isShown);
  return all.find((control) => !control.matches("[data-dialog-close]")) ?? all[0];
}

function isShown(element: Element): boolean {
  return element.getClientRects().length > 0;
}
