// Leading the focus, after the page has settled.

export function focusFirst(root: HTMLElement | undefined, selector: string): void {
  requestAnimationFrame(() => root?.querySelector<HTMLElement>(selector)?.focus());
}

/** Whether a key press belongs to a text that is being typed. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [role=menu]") !==
      null
  );
}
