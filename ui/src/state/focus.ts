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

/** Whether a key press belongs to a text that is being typed. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest(
      "input:not([type=checkbox], [type=radio], [readonly]), textarea, select, [role=menu]",
    ) !== null
  );
}

/** Leads the focus back into a form of a new link that is on the page; false if there is none. */
export function returnToForm(): boolean {
  const form = document.querySelector<HTMLElement>("[data-screen=new-link] form");
  if (form && !form.contains(document.activeElement)) form.querySelector("input")?.focus();
  return form !== null;
}

export function isDialogOpen(): boolean {
  return document.querySelector("[role=dialog], [role=alertdialog]") !== null;
}

/** Before a screen takes the place of another: to take away what has the focus lays out both of them, one beside the other. */
export function dropFocus(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
