// What is read before it is drawn, as long as that takes no longer than to draw something empty first.

const PATIENCE_MS = 100;

/** What was read; undefined if it could not be, or takes too long. */
export function soon<T>(read: Promise<T>): Promise<T | undefined> {
  const patience = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS));
  return Promise.race([read.catch(() => undefined), patience]);
}
