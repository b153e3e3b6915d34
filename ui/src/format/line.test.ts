import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isLine, readLine, replaceIn, type LineContext } from "./line";

const JANE = { name: "Jane", email: "jane@example.com" };
const BOB = { name: "Bob Miller", email: "office@miller.example" };
const ZOE = { name: "Zoë", email: "z@garden.example" };
const ANNA = { name: "Anna Berg", email: "anna@berg.example" };
const ANNE = { name: "Anne-Marie Ott", email: "am@ott.example" };
const NAMELESS = { name: "", email: "hello@garden.example" };
const PEOPLE = [JANE, BOB, ZOE, ANNA, ANNE, NAMELESS];

const CODES = ["USD", "EUR", "JPY", "KWD", "GBP", "ALL", "CAD"];

const PLACES = {
  us: { currency: "USD", exponent: 2, locale: "en-US" },
  de: { currency: "EUR", exponent: 2, locale: "de-DE" },
  fr: { currency: "EUR", exponent: 2, locale: "fr-FR" },
  jp: { currency: "JPY", exponent: 0, locale: "ja-JP" },
  kw: { currency: "KWD", exponent: 3, locale: "en-US" },
  gb: { currency: "GBP", exponent: 2, locale: "en-GB" },
} as const;

type Place = keyof typeof PLACES;

const at = (place: Place, given: Partial<LineContext> = {}): LineContext => ({
  ...PLACES[place],
  codes: CODES,
  people: PEOPLE,
  plainWords: [],
  ...given,
});

/** "4500 | deposit | jane@example.com", and what is open behind it. */
function told(text: string, place: Place, given: Partial<LineContext> = {}): string {
  const context = at(place, given);
  if (!isLine(text, context)) return "no line";
  const read = readLine(text, context);
  const amount = read.parsed.ok ? String(read.parsed.minor) : read.parsed.problem.kind;
  const amounts = read.amounts.map(({ minor }) => minor).join(" or ");
  const people = read.people.map(({ email }) => email).join(", ");
  return [
    amounts ? `${amounts}?` : amount,
    read.description,
    read.maybe
      ? `${read.maybe.words}: ${read.maybe.people.map(({ email }) => email).join(" or ")}?`
      : read.nobody
        ? `${read.nobody}: nobody`
        : people + (read.sure ? "" : "?"),
  ]
    .join(" | ")
    .trim();
}

describe("a line in %s", () => {
  test.each<[Place, string, string]>([
    // Amount, what for, person.
    ["us", "45 deposit jane", "4500 | deposit | jane@example.com"],
    ["us", "  45   deposit \t jane  ", "4500 | deposit | jane@example.com"],
    ["us", "45 Deposit JANE", "4500 | Deposit | jane@example.com"],
    ["us", "45.50 second lesson jane", "4550 | second lesson | jane@example.com"],
    ["us", "45.5 lesson jane", "4550 | lesson | jane@example.com"],
    ["us", "deposit 45 jane", "4500 | deposit | jane@example.com"],
    ["us", "deposit jane 45", "4500 | deposit | jane@example.com"],
    ["us", "45 deposit for jane", "4500 | deposit | jane@example.com"],
    ["us", "45 deposit to jane", "4500 | deposit | jane@example.com"],
    ["de", "45 Anzahlung für jane", "4500 | Anzahlung | jane@example.com"],
    ["de", "45 Anzahlung an jane", "4500 | Anzahlung | jane@example.com"],
    ["fr", "45 acompte pour jane", "4500 | acompte | jane@example.com"],
    ["us", "45 paid for", "4500 | paid for |"],
    ["us", "45 deposit", "4500 | deposit |"],
    ["us", "45 two coffees and cake", "4500 | two coffees and cake |"],
    ["us", "45 garden work in May", "4500 | garden work in May |"],
    // Names.
    ["us", "45 deposit bob miller", "4500 | deposit | office@miller.example"],
    ["us", "45 deposit bob m", "4500 | deposit | office@miller.example?"],
    ["us", "45 deposit bob", "4500 | deposit | office@miller.example"],
    ["us", "45 deposit miller", "4500 | deposit | office@miller.example"],
    ["us", "45 deposit zoe", "4500 | deposit | z@garden.example"],
    ["us", "45 deposit Zoë", "4500 | deposit | z@garden.example"],
    ["us", "45 deposit jane,", "4500 | deposit | jane@example.com"],
    ["us", "45 deposit hello", "4500 | deposit | hello@garden.example"],
    ["us", "45 deposit anna berg", "4500 | deposit | anna@berg.example"],
    ["us", "45 deposit anne-marie", "4500 | deposit | am@ott.example?"],
    ["us", "45 deposit marie", "4500 | deposit | am@ott.example"],
    // The beginning of one name is shown, and asks for one press more.
    ["us", "45 deposit ja", "4500 | deposit | jane@example.com?"],
    ["us", "45 deposit jan", "4500 | deposit | jane@example.com?"],
    ["us", "45 deposit hel", "4500 | deposit | hello@garden.example?"],
    ["us", "45 deposit mil", "4500 | deposit | office@miller.example?"],
    // So does a name with no words before it, which may be what it is for.
    ["us", "45 jane", "4500 |  | jane@example.com?"],
    ["us", "45 bob miller", "4500 |  | office@miller.example?"],
    // Of several nobody is taken.
    ["us", "45 deposit an", "4500 | deposit | an: anna@berg.example or am@ott.example?"],
    ["us", "45 deposit ann", "4500 | deposit | ann: anna@berg.example or am@ott.example?"],
    ["us", "45 an", "4500 |  | an: anna@berg.example or am@ott.example?"],
    ["us", "45 deposit anna", "4500 | deposit | anna@berg.example"],
    // Nobody is called so: it is what it is for.
    ["us", "45 deposit janet", "4500 | deposit janet |"],
    ["us", "45 deposit peter", "4500 | deposit peter |"],
    ["us", "45 deposit j", "4500 | deposit j |"],
    ["us", "45 plan b", "4500 | plan b |"],
    ["us", "45 jane deposit", "4500 | jane deposit |"],
    // Marked as a name.
    ["us", "45 deposit @jane", "4500 | deposit | jane@example.com"],
    ["us", "45 @jane deposit", "4500 | deposit | jane@example.com"],
    ["us", "@jane 45 deposit", "4500 | deposit | jane@example.com"],
    ["us", "45 @jane", "4500 |  | jane@example.com"],
    ["us", "45 deposit @j", "4500 | deposit | jane@example.com"],
    ["us", "45 deposit @an", "4500 | deposit | @an: anna@berg.example or am@ott.example?"],
    ["us", "45 deposit @peter", "4500 | deposit | @peter: nobody"],
    ["us", "45 deposit @", "4500 | deposit @ |"],
    // Addresses.
    ["us", "45 deposit new@shop.example", "4500 | deposit | new@shop.example"],
    ["us", "45 new@shop.example deposit", "4500 | deposit | new@shop.example"],
    ["us", "new@shop.example 45 deposit", "4500 | deposit | new@shop.example"],
    ["us", "45 deposit <new@shop.example>", "4500 | deposit | new@shop.example"],
    ["us", "45 deposit to new@shop.example.", "4500 | deposit | new@shop.example"],
    ["us", "45 new@shop.example", "4500 |  | new@shop.example"],
    ["us", "45 trip a@b.example, c@d.example", "4500 | trip | a@b.example, c@d.example"],
    ["us", "45 deposit jane a@b.example", "4500 | deposit jane | a@b.example"],
    ["us", "45 deposit jane@", "4500 | deposit | jane@"],
    ["us", "45 deposit jane@exa", "4500 | deposit | jane@exa"],
    // The currency named.
    ["us", "$45 deposit", "4500 | deposit |"],
    ["us", "$ 45 deposit", "4500 | deposit |"],
    ["us", "45$ deposit", "4500 | deposit |"],
    ["us", "45 $ deposit", "4500 | deposit |"],
    ["us", "USD 45 deposit", "4500 | deposit |"],
    ["us", "45 USD deposit", "4500 | deposit |"],
    ["us", "usd 45 deposit", "4500 | deposit |"],
    ["us", "US$45 deposit", "4500 | deposit |"],
    ["us", "USD45 deposit", "4500 | deposit |"],
    ["us", "$45 USD deposit", "4500 | deposit |"],
    ["us", "deposit $45", "4500 | deposit |"],
    ["de", "45 € Anzahlung", "4500 | Anzahlung |"],
    ["de", "€45 Anzahlung", "4500 | Anzahlung |"],
    ["de", "45 EUR Anzahlung jane", "4500 | Anzahlung | jane@example.com"],
    ["gb", "£45 deposit", "4500 | deposit |"],
    ["jp", "¥500 deposit", "500 | deposit |"],
    ["kw", "KWD 1.250 deposit", "1250 | deposit |"],
    // Another currency is never taken for the profile's own.
    ["us", "¥500 deposit", "otherCurrency | deposit |"],
    ["us", "¥ 500 deposit", "otherCurrency | deposit |"],
    ["us", "500 ¥ deposit", "otherCurrency | deposit |"],
    ["us", "€45 deposit jane", "otherCurrency | deposit | jane@example.com"],
    ["us", "EUR 45 deposit", "otherCurrency | deposit |"],
    ["us", "45 EUR deposit", "otherCurrency | deposit |"],
    ["us", "45 eur deposit", "otherCurrency | deposit |"],
    ["us", "CA$45 deposit", "otherCurrency | deposit |"],
    ["us", "45 CAD drawings", "otherCurrency | drawings |"],
    ["us", "45 cad drawings", "4500 | cad drawings |"],
    ["us", "45 all day", "4500 | all day |"],
    ["de", "$45 Anzahlung", "otherCurrency | Anzahlung |"],
    // As the locale writes it.
    ["us", "1,250.00 fence", "125000 | fence |"],
    ["us", "1,250 fence", "125000 | fence |"],
    ["us", "$1,250 fence jane", "125000 | fence | jane@example.com"],
    ["us", "1.250,00 fence", "125000 | fence |"],
    ["de", "1.250,00 Zaun", "125000 | Zaun |"],
    ["de", "1.250 Zaun", "125000 | Zaun |"],
    ["de", "45,50 Zaun", "4550 | Zaun |"],
    ["fr", "1 250,00 clôture", "125000 | clôture |"],
    ["fr", "1\u202f250,00 clôture", "125000 | clôture |"],
    ["fr", "1\u00a0250 clôture", "125000 | clôture |"],
    ["fr", "1 250,00 € clôture jane", "125000 | clôture | jane@example.com"],
    ["jp", "1,250 yakitori", "1250 | yakitori |"],
    ["kw", "1.250 fence", "1250 | fence |"],
    // What is no amount says so.
    ["us", "1.250 fence", "ambiguous | fence |"],
    ["us", "-45 refund", "negative | refund |"],
    ["us", "0 nothing", "zero | nothing |"],
    ["us", "45.5555 fence", "tooManyDecimals | fence |"],
    ["jp", "45.5 yakitori", "tooManyDecimals | yakitori |"],
    ["us", "99999999999999999999 fence", "tooLarge | fence |"],
    ["us", "deposit jane", "empty | deposit | jane@example.com"],
    // Several numbers: only what is surely the amount is.
    ["us", "$45 invoice 2041", "4500 | invoice 2041 |"],
    ["us", "45 USD invoice 2041 jane", "4500 | invoice 2041 | jane@example.com"],
    ["us", "invoice 2041 $45 jane", "4500 | invoice 2041 | jane@example.com"],
    ["us", "45.00 invoice 2041", "4500 | invoice 2041 |"],
    ["us", "45 invoice 2041", "4500 or 204100? | 45 invoice 2041 |"],
    ["us", "2 pizzas 45", "200 or 4500? | 2 pizzas 45 |"],
    ["us", "45 massage 12.30", "4500 or 1230? | 45 massage 12.30 |"],
    ["us", "$45 or $50 deposit", "4500 or 5000? | $45 or $50 deposit |"],
    ["us", "1 250 bricks", "125000 or 100 or 25000? | 1 250 bricks |"],
    ["fr", "1 250 briques", "125000 or 100 or 25000? | 1 250 briques |"],
    // Numbers that are no amounts.
    ["us", "45 invoice #2041", "4500 | invoice #2041 |"],
    ["us", "45 INV-2041 jane", "4500 | INV-2041 | jane@example.com"],
    ["us", "45 2x coffee", "4500 | 2x coffee |"],
    ["us", "45 3rd lesson", "4500 | 3rd lesson |"],
    ["us", "45 10% discount", "4500 | 10% discount |"],
    ["us", "45 lesson 12:30", "4500 | lesson 12:30 |"],
    ["us", "45 lesson 2026-11-30", "4500 | lesson 2026-11-30 |"],
    ["us", "45 lesson 12/5", "4500 | lesson 12/5 |"],
    // An amount alone is no line.
    ["us", "45", "no line"],
    ["us", "$ 45", "no line"],
    ["us", "45 USD", "no line"],
    ["us", "¥ 500", "no line"],
    ["us", "1 250", "no line"],
    ["us", "deposit", "no line"],
    ["us", "", "no line"],
    ["us", "4 5", "no line"],
  ])("%s: %s", (place, text, expected) => {
    expect(told(text, place)).toBe(expected);
  });
});

test("a known address brings its name, however it is written", () => {
  const { people } = readLine("45 deposit JANE@Example.com", at("us"));
  expect(people).toEqual([{ email: "JANE@Example.com", name: "Jane" }]);
});

test("a word that the user called plain is nobody's name", () => {
  expect(told("45 tea jan", "us", { plainWords: ["jan"] })).toBe("4500 | tea jan |");
  expect(told("45 tea @jan", "us", { plainWords: ["jan"] })).toBe("4500 | tea | jane@example.com");
});

test("one person with two addresses is two people to choose from", () => {
  const twice = [JANE, { name: "Jane", email: "private@example.com" }];
  expect(told("45 tea jane", "us", { people: twice })).toBe(
    "4500 | tea | jane: jane@example.com or private@example.com?",
  );
});

test("what is chosen makes a line that reads in one way", () => {
  const { amounts } = readLine("1 250 bricks for jane", at("us"));
  expect(amounts.map(({ line }) => told(line, "us"))).toEqual([
    "125000 | bricks | jane@example.com",
    "100 | 250 bricks | jane@example.com",
    "25000 | 1 bricks | jane@example.com",
  ]);
  const signed = readLine("$45 or $50 deposit", at("us")).amounts;
  expect(signed.map(({ line }) => told(line, "us"))).toEqual([
    "4500 | or $50 deposit |",
    "5000 | $45 or deposit |",
  ]);
  const coded = readLine("45 USD or 50 USD", at("us")).amounts;
  expect(coded.map(({ minor }) => minor)).toEqual([4500, 5000]);
  expect(coded.map(({ line }) => told(line, "us"))).toEqual([
    "4500 | or 50 USD |",
    "5000 | 45 USD or |",
  ]);
  const pasted = readLine("USD\u00a045 or USD\u00a050 deposit", at("us"));
  expect(pasted.amounts.map(({ minor }) => minor)).toEqual([4500, 5000]);
  expect(replaceIn("45 an ant for an", "an", "anna@berg.example")).toBe(
    "45 an ant for anna@berg.example",
  );
});

const words = fc.constantFrom("deposit", "for", "jane", "an", "peter", "#7", "x@y.example", "@bob");
const amounts = fc.constantFrom("45", "$45", "45.50", "1,250.00", "¥500", "USD", "2041", "0", "-3");

test("whatever is typed, nothing of it is lost or made up", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(words, amounts), { maxLength: 8 }), (parts) => {
      const read = readLine(parts.join(" "), at("us"));
      const out = [read.amount, read.description, read.completedFrom ?? "", read.nobody ?? ""];
      out.push(read.maybe?.words ?? "", ...read.people.map(({ email }) => email));
      const all = new Set(out.join(" ").split(" "));
      for (const part of parts) expect(all.has(part) || part === "for" || part === "an").toBe(true);
      for (const word of read.description.split(" ").filter(Boolean)) expect(parts).toContain(word);
    }),
    { numRuns: 500, seed: 7 },
  );
}, 30_000);

test("a person is taken only if exactly one has a name or an address that begins so", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 4 }), (word) => {
      const read = readLine(`45 deposit ${word}`, at("us"));
      if (read.completedFrom === null) return;
      const begins = (text: string) => text.toLowerCase().startsWith(word.toLowerCase());
      const found = PEOPLE.filter(
        ({ name, email }) => begins(email) || name.split(/[ -]/).some(begins) || begins(name),
      );
      expect(found.length === 1 || /[^\p{ASCII}]|[@,;.!?]|\s/u.test(word)).toBe(true);
    }),
    { numRuns: 1000, seed: 7 },
  );
}, 30_000);

test("any text is read in an instant and never stops the page", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 80 }), (text) => {
      const context = at("us");
      if (isLine(text, context)) readLine(text, context);
    }),
    { numRuns: 100, seed: 7 },
  );
}, 30_000);
