// The page's words by their names, for journeys that press what they can read in any language.

import { formatMoney } from "../src/format/money";
import { speak, speakWords } from "../src/text/language";
import { speakPseudo } from "../src/text/pseudo";
import type { Language } from "../src/ipc/api";

const modules = import.meta.glob<Record<string, unknown>>(
  ["../src/text/*.ts", "../src/ipc/faults.ts", "!../src/text/*.test.ts"],
  { eager: true },
);
const exported = new Map(Object.values(modules).flatMap((module) => Object.entries(module)));

/** `pseudo` is the language nobody speaks. */
export async function open(language: Language | "pseudo"): Promise<void> {
  if (language === "pseudo") speakPseudo();
  else if (language === "en") speakWords("en", {});
  else await speak(language);
}

/** As `newLink.title`, `createLabel` or `noticeWords.title`: a function on the way is called with the values. */
export function word(path: string, values: readonly unknown[]): string {
  const [first = "", ...rest] = path.split(".");
  let found = called(exported.get(first), values);
  for (const name of rest) {
    found = called(
      typeof found === "object" && found !== null ? Reflect.get(found, name) : undefined,
      values,
    );
  }
  if (typeof found !== "string") throw new Error(`no word is called ${path}`);
  return found;
}

/** Of a currency with cents. */
export const money = (minor: number, currency: string, locale: string): string =>
  formatMoney(minor, currency, 2, locale);

function called(found: unknown, values: readonly unknown[]): unknown {
  return typeof found === "function" ? Reflect.apply(found, undefined, values) : found;
}
