// How many there are, as the locale groups digits.

export function formatCount(count: number, locale: string): string {
  const kept = writers.get(locale) ?? new Intl.NumberFormat(locale);
  writers.set(locale, kept);
  return kept.format(count);
}

const writers = new Map<string, Intl.NumberFormat>();
