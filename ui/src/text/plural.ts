// The form of a word for a count, by the rules of a language.

/** `many` is for whole millions, which French and Spanish join with a "de". */
export type Forms = { one: string; other: string; many?: string };

export function plural(tag: string): (count: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(tag);
  return (count, forms) => {
    const form = rules.select(count);
    if (form === "one") return forms.one;
    return form === "many" ? (forms.many ?? forms.other) : forms.other;
  };
}
