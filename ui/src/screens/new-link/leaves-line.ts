import { isOfWindow } from "../../kit/leaving";

/** Whether the focus goes somewhere else than to the questions about the line. */
export function leavesLine(event: FocusEvent): boolean {
  const { relatedTarget } = event;
  const toLine = relatedTarget instanceof HTMLElement && relatedTarget.closest("[data-line]");
  return !toLine && !isOfWindow(event);
}
