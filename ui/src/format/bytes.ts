// How much room something takes up, in the unit that gives a number one can read.

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

export function formatBytes(bytes: number, locale: string): string {
  let [value, at] = [bytes, 0];
  while (value >= 1000 && at < UNITS.length - 1) {
    value /= 1000;
    at += 1;
  }
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: UNITS[at] ?? "byte",
    unitDisplay: at === 0 ? "long" : "short",
    maximumFractionDigits: value < 10 && at > 0 ? 1 : 0,
  }).format(value);
}
