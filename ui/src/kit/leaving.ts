// Leaving a field.

/** Whether it is the window that loses the focus, and not what is in it: who comes back goes on where they were. */
export function isOfWindow({ target }: FocusEvent): boolean {
  return document.activeElement === target;
}
