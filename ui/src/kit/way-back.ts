// The way back to what had the focus, where that may show something else by then.

/**
 * To what has the focus now. A row of a list says in `data-link` what it is of, and is of something else once the list has
 * moved: then the way leads to where that is by now, and to the list if it has left. False where nothing has moved.
 */
export function wayBack(): () => boolean {
  const row = document.activeElement?.closest<HTMLElement>("[data-link]");
  const shown = row?.dataset["link"];
  const list = row?.parentElement;
  return () => {
    if (!list || shown === undefined || (row.isConnected && row.dataset["link"] === shown)) {
      return false;
    }
    const moved = list.querySelector<HTMLElement>(`[data-link="${CSS.escape(shown)}"] button`);
    (moved ?? list).focus({ preventScroll: true });
    return true;
  };
}
