// What is told of money that is held and not charged.

import { expect, test } from "vitest";
import { aLink, paidOf } from "../ipc/fake/builders";
import { aPayment } from "../ipc/fake/details";
import spanishLink from "./es/link";
import spanish from "./es/paid";
import spanishWords from "./es/words";
import french from "./fr-CA/paid";
import frenchLink from "./fr-CA/link";
import frenchWords from "./fr-CA/words";
import { paymentStateWord, paymentStateWords } from "./link";
import { paidSentence, whoseIsHeld } from "./paid";
import { statusWord } from "./words";

test("money that is only held is not called paid", () => {
  const money = () => "$45.00";
  const person = { name: "Jane", email: "" };
  const held = paidOf(aLink(), { person, description: "", place: "live", isHold: true });

  expect(paidSentence(held, money)).toBe("$45.00 from Jane is on hold");
  expect(paidSentence({ ...held, isHold: false }, money)).toBe("Jane paid $45.00");
  expect(paidSentence({ ...held, person: null, place: "practice" }, money)).toBe(
    "Practice: $45.00 from a customer is on hold",
  );
  expect(paidSentence({ ...held, amount: null, description: "Fence" }, money)).toBe(
    "A payment from Jane for Fence is on hold",
  );
});

test("it is called held in every language", () => {
  const jane = { who: "Jane", amount: "45,00 $", description: "", place: "" };
  const somebody = { ...jane, who: "", description: "Logo" };
  const table = [
    [whoseIsHeld, "45,00 $ from Jane is on hold", "45,00 $ from a customer for Logo is on hold"],
    [
      french.whoseIsHeld,
      "45,00 $ de Jane\u00a0: fonds bloqués",
      "45,00 $ d’un client pour Logo\u00a0: fonds bloqués",
    ],
    [
      spanish.whoseIsHeld,
      "45,00 $ de Jane: dinero retenido",
      "45,00 $ de un cliente por Logo: dinero retenido",
    ],
  ] as const;

  for (const [say, ofJane, ofSomebody] of table) {
    expect(say(jane)).toBe(ofJane);
    expect(say(somebody)).toBe(ofSomebody);
  }
});

test("a link and its payment are called held by the same word", () => {
  expect(statusWord.held).toBe(paymentStateWords.onHold);
  expect(frenchWords.statusWord.held).toBe(frenchLink.paymentStateWords.onHold);
  expect(spanishWords.statusWord.held).toBe(spanishLink.paymentStateWords.onHold);
});

test.each([
  ["paid", false, "Paid"],
  ["paid", true, "On hold"],
  ["pending", false, "Under way"],
  ["pending", true, "On hold"],
  ["declined", true, "Declined"],
  ["reversed", true, "Reversed"],
  ["expired", true, "Hold expired"],
] as const)("a payment that is %s, held: %s, is called %s", (state, isHold, word) => {
  expect(paymentStateWord(aPayment({ state, isHold }))).toBe(word);
});
