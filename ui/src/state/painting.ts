// What can wait until something is to be seen.

/** Acts once the next frame is painted. What it returns calls it off. */
export function afterPainting(act: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => (timer = setTimeout(act)));
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
