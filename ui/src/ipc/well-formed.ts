// Texts that can cross to Rust. Half a character, as a cut-off emoji leaves it, cannot: the whole request would be lost
// in between. It becomes the mark of a damaged text, which the desk refuses at its field.

export function wellFormed<T>(value: T): T {
  return mended(value) as T;
}

function mended(value: unknown): unknown {
  if (typeof value === "string") return value.replace(/\p{Surrogate}/gu, "\ufffd");
  if (Array.isArray(value)) return value.map(mended);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, mended(part)]));
}
