// How a currency may be named beside an amount: by its code, or by a sign that it has in the user's locale or in English.
// Any other sign is another currency, so `€45` is not an amount of dollars.

/** Longest first. */
export function marksOf(currency: string, locale: string): readonly string[] {
  // What was typed in the place of a currency may be none.
  if (!/^[A-Za-z]{3}$/.test(currency)) return [];
  const key = `${locale} ${currency}`;
  const kept = marksByCurrency.get(key);
  if (kept) return kept;
  const signs = [locale, "en-US", "en-CA"].flatMap((language) => [
    signOf(currency, language, "symbol"),
    signOf(currency, language, "narrowSymbol"),
  ]);
  // `US$` and `CA$` are written everywhere, whatever the locale calls them.
  const narrow = signOf(currency, "en-US", "narrowSymbol");
  if (/^\p{Sc}$/u.test(narrow)) signs.push(currency.slice(0, 2) + narrow);
  const made = [...new Set([currency, currency.toLowerCase(), ...signs])].sort(
    (one, other) => other.length - one.length,
  );
  marksByCurrency.set(key, made);
  return made;
}

/** Takes a mark off either end, or both. A single letter behind an amount may as well mean thousands. */
export function withoutMarks(text: string, marks: readonly string[]): string {
  const before = marks.find((mark) => text.startsWith(mark));
  const rest = before ? text.slice(before.length).trim() : text;
  const after = marks.find((mark) => rest.endsWith(mark) && !/^[A-Za-z]$/.test(mark));
  return after ? rest.slice(0, -after.length).trim() : rest;
}

const marksByCurrency = new Map<string, readonly string[]>();

function signOf(currency: string, locale: string, display: "symbol" | "narrowSymbol"): string {
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    currencyDisplay: display,
  });
  const sign = format.formatToParts(0).find((part) => part.type === "currency")?.value ?? currency;
  return sign
    .replace(/[\u200e\u200f\u061c]/g, "")
    .replace(/\s/g, " ")
    .trim();
}
