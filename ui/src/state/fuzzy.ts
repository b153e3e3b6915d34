// How well a text answers to a few letters: as they are, or as beginnings of its words ("ne li" and "nl": New link).

/** Higher is better; undefined when it does not answer. */
export function fit(text: string, letters: string): number | undefined {
  const wanted = plain(letters).trim();
  const there = plain(text);
  const whole = there.indexOf(wanted);
  if (whole >= 0) return 1000 - whole - (startsWord(there, whole) ? 0 : 200);
  return beginnings(there, wanted.replaceAll(" ", ""), -1);
}

/**
 * All letters in their order, each at the beginning of a word or right after the one before. What led nowhere is not tried
 * again: there may be very many ways to it.
 */
function beginnings(
  there: string,
  wanted: string,
  before: number,
  nowhere = new Set<string>(),
): number | undefined {
  const [letter] = wanted;
  if (letter === undefined) return 500;
  const here = `${before} ${wanted.length}`;
  if (nowhere.has(here)) return undefined;
  for (let at = there.indexOf(letter, before + 1); at >= 0; at = there.indexOf(letter, at + 1)) {
    if (!startsWord(there, at) && (before < 0 || at !== before + 1)) continue;
    const rest = beginnings(there, wanted.slice(1), at, nowhere);
    if (rest !== undefined) return rest - at;
  }
  nowhere.add(here);
  return undefined;
}

function startsWord(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? "");
}

/** Without accents and capitals. */
function plain(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
