/** Whether the focus goes somewhere else than to the questions about the line. */
export function leavesLine({ relatedTarget }: FocusEvent): boolean {
  return !(relatedTarget instanceof HTMLElement && relatedTarget.closest("[data-line]"));
}
