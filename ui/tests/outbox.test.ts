// What is on its way: every state in words, with what can be done about it, and nothing ended without being asked.

import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { FaultCode, IntentView, StepState } from "../src/ipc/api";
import { aFault, aLink, aProfile, minutesAgo } from "../src/ipc/fake/builders";
import { aStep } from "../src/ipc/fake/desk";
import { valuesOf } from "../src/ipc/fake/details";
import { someLinks } from "../src/ipc/fake/scenarios";
import { expectAccessible, expectScreen, open } from "./page";

const jane = { name: "Jane", email: "jane@example.com" };
const bob = { name: "Bob", email: "bob@example.com" };

/** State, fault, what is said, and what can be pressed. */
const creations: [StepState, FaultCode | null, string[], string[]][] = [
  ["sending", null, ["Making the link for $45.00 for Logo design…"], []],
  [
    "waiting",
    null,
    ["Waiting to make the link", "It goes out as soon as an earlier one like it is settled."],
    ["Take back"],
  ],
  [
    "waiting",
    "offline",
    [
      "Waiting to make the link",
      "There is no connection to Payroc. Nothing was made and nobody was emailed.",
      "It goes out by itself as soon as the connection is back.",
    ],
    ["Try now", "Take back"],
  ],
  [
    "waiting",
    "practiceUnavailable",
    ["Practice does not answer. Nothing was made", "as soon as Practice answers."],
    ["Try now", "Take back"],
  ],
  [
    "waiting",
    "gatewayTrouble",
    ["Payroc has trouble at the moment. Nothing was made", "It goes out by itself. Next try in"],
    ["Try now", "Take back"],
  ],
  [
    "held",
    "keychainLocked",
    ["The keychain is locked. Nothing was made", "Unlock it and try again"],
    ["Try now", "Take back"],
  ],
  [
    "held",
    "keyNotAccepted",
    ["Payroc does not accept this API key. Nothing was made", "Enter the key again"],
    ["Enter the key again", "Try now", "Take back"],
  ],
  [
    "checking",
    "noAnswer",
    [
      "Checking whether the link for",
      "Sent 3 min ago, but no answer came.",
      "never sends it twice",
    ],
    ["Check now"],
  ],
  [
    "checking",
    "offline",
    ["There is no connection to Payroc. Paylink checks as soon as the connection is back."],
    ["Check now"],
  ],
  [
    "refused",
    "refused",
    ["was not made", "Payroc refused this. Nothing was made and nobody was emailed."],
    ["Correct and try again", "Dismiss"],
  ],
  [
    "needsDecision",
    "outcomeUnknown",
    ["A link for $45.00 for Logo design with the reference REF-1", "Nothing. That does not prove"],
    ["Check again", "Make it once more…", "Leave it"],
  ],
  [
    "needsDecision",
    "outcomeUnclear",
    ["Something that it may be, but nothing that it surely is."],
    ["Check again", "Make it once more…", "Leave it"],
  ],
  [
    "needsDecision",
    "forbidden",
    ["Payroc did not let Paylink check. This API key is not allowed to do that."],
    ["Check again", "Make it once more…", "Leave it"],
  ],
  ["done", null, ["The link for $45.00 for Logo design was made"], ["Dismiss"]],
];

test.each([...creations])("a creation %s (%s) says so", async (state, code, said, buttons) => {
  await open({ intents: [aCreation(state, code)] });
  const card = page.getByRole("article");

  for (const words of said) await expect.element(card).toHaveTextContent(words);
  for (const name of buttons)
    await expect.element(card.getByRole("button", { name, exact: true })).toBeVisible();
  await expectAccessible();
});

test.each<[StepState, string]>([
  ["takenBack", "Taken back"],
  ["dropped", "Not settled"],
])("what was %s is over and not listed", async (state, title) => {
  await open({ intents: [aCreation(state, null)] });
  await expectScreen("links");

  await expect.element(page.getByText(title)).not.toBeInTheDocument();
});

/** Which of the two, state, fault, what is said, and what can be pressed. */
const ofLinks: ["change" | "deactivate", StepState, FaultCode | null, string[], string[]][] = [
  ["change", "sending", null, ["Changing the link for $45.00 for Logo design…"], []],
  [
    "change",
    "waiting",
    null,
    ["Waiting to change the link", "what you asked for earlier about this link is settled."],
    ["Take back"],
  ],
  [
    "change",
    "waiting",
    "offline",
    ["There is no connection to Payroc. Nothing was changed and nobody was emailed."],
    ["Try now", "Take back"],
  ],
  [
    "change",
    "held",
    "keychainLocked",
    ["The keychain is locked. Nothing was changed", "Unlock it and try again"],
    ["Try now", "Take back"],
  ],
  [
    "change",
    "checking",
    "noAnswer",
    ["Checking whether the link", "no answer came"],
    ["Check now"],
  ],
  [
    "change",
    "refused",
    "changedElsewhere",
    [
      "The link for $45.00 for Logo design was not changed",
      "The link was changed somewhere else meanwhile. Nothing was changed and nobody was emailed.",
    ],
    ["Show link", "Dismiss"],
  ],
  [
    "change",
    "needsDecision",
    "outcomeUnknown",
    ["Was the link for $45.00", "Your change of the link REF-1", "The link is as it was."],
    ["Check again", "Change it once more…", "Leave it"],
  ],
  [
    "change",
    "needsDecision",
    "outcomeUnclear",
    ["somebody else may have changed it", "changes it only if it is still as you saw it"],
    ["Check again", "Change it once more…", "Leave it"],
  ],
  [
    "change",
    "done",
    null,
    ["The link for $45.00 for Logo design was changed", "Amount: $40.00 → $45.00"],
    ["Show link", "Dismiss"],
  ],
  ["deactivate", "sending", null, ["Deactivating the link for $45.00 for Logo design…"], []],
  [
    "deactivate",
    "waiting",
    "offline",
    ["There is no connection to Payroc. The link was not deactivated. It can still be paid."],
    ["Try now", "Take back"],
  ],
  ["deactivate", "checking", "noAnswer", ["Checking whether the link"], ["Check now"]],
  [
    "deactivate",
    "refused",
    "linkNotUsable",
    [
      "The link for $45.00 for Logo design was not deactivated",
      "can no longer be used for that. The link was not deactivated. It was paid, has expired",
    ],
    ["Show link", "Dismiss"],
  ],
  [
    "deactivate",
    "needsDecision",
    "outcomeUnknown",
    ["Was the link for $45.00 for Logo design deactivated?", "The link can still be paid."],
    ["Check again", "Deactivate it once more…", "Leave it"],
  ],
  ["deactivate", "done", null, ["was deactivated"], ["Show link", "Dismiss"]],
];

test.each([...ofLinks])("a %s that is %s (%s) says so", async (act, state, code, said, buttons) => {
  await open({ intents: [ofALink(act, state, code)] });
  const card = page.getByRole("article");

  for (const words of said) await expect.element(card).toHaveTextContent(words);
  for (const name of buttons)
    await expect.element(card.getByRole("button", { name, exact: true })).toBeVisible();
  await expectAccessible();
});

test("whom a change is told to once it is made is said, and can be called off", async () => {
  const changing = ofALink("change", "checking", "noAnswer");
  const emails = [aStep("e", "waiting", { recipient: jane, canTakeBack: true })];
  await open({ intents: [{ ...changing, emails }] });
  await expect
    .element(page.getByText("Once it is changed, it is emailed to jane@example.com."))
    .toBeVisible();

  await page.getByRole("button", { name: "Do not email" }).click();

  await expect.element(page.getByText(/it is emailed to/)).not.toBeInTheDocument();
});

test("what looking could not settle is looked for again with one press", async () => {
  const desk = await open({
    intents: [{ ...aCreation("needsDecision", "outcomeUnknown"), recovered: true }],
  });
  await expect.element(page.getByText(/\(3 min ago\)/)).toBeVisible();
  await expect.element(page.getByText(/left unfinished when Paylink closed/)).toBeVisible();

  await page.getByRole("button", { name: "Check again" }).click();

  await expect
    .element(page.getByRole("article", { name: "The link for $45.00 for Logo design was made" }))
    .toBeVisible();
  await page.getByRole("button", { name: "Dismiss" }).click();
  await expect.element(page.getByRole("button", { name: "Dismiss" })).not.toBeInTheDocument();
  expect((await desk.listOutbox()).intents).toEqual([]);
});

test("whoever puts one card away goes on with the next", async () => {
  const intents = ["first", "second"].map((id) => ({
    ...aCreation("done", null),
    id,
    requestId: id,
  }));
  const desk = await open({ intents });
  const cards = page.getByRole("article");
  await cards.first().getByRole("button", { name: "Dismiss" }).click();

  await expect.poll(async () => (await desk.listOutbox()).intents).toHaveLength(1);
  await expect.element(cards).toHaveLength(1);
  await expect.poll(() => document.activeElement?.closest("article")).toBe(cards.element());
});

test("it is sent once more only after it was said that there may then be two", async () => {
  const desk = await open({ intents: [aCreation("needsDecision", "outcomeUnknown")] });
  const card = page.getByRole("article");
  await card.getByRole("button", { name: "Make it once more…" }).click();
  const dialog = page.getByRole("dialog", {
    name: "Make the link for $45.00 for Logo design once more?",
  });
  await expect.element(dialog).toHaveTextContent("there are two links, and both can be paid");
  await expectAccessible();

  await userEvent.keyboard("{Escape}");
  await expect.element(dialog).not.toBeInTheDocument();
  expect((await desk.listOutbox()).intents[0]?.state).toBe("needsDecision");
  await card.getByRole("button", { name: "Make it once more…" }).click();
  await dialog.getByRole("button", { name: "Make it once more" }).click();

  await expect
    .element(page.getByRole("article", { name: "The link for $45.00 for Logo design was made" }))
    .toBeVisible();
});

test("that Payroc takes its time is told after five seconds, and not when the ages are told", async () => {
  const sentAt = new Date(Date.now() - 4000).toISOString();
  await open({
    intents: [anIntent({ state: "sending", create: aStep("s", "sending", { sentAt }) })],
  });
  const card = page.getByRole("article");
  await expect.element(card).not.toHaveTextContent("Payroc is taking its time.");

  await expect.element(card).toHaveTextContent("Payroc is taking its time.");
});

test("while it asks, no key reaches what lies behind", async () => {
  await open({ intents: [aCreation("needsDecision", "outcomeUnknown")] });
  await page.getByRole("button", { name: "Make it once more…" }).click();
  const dialog = page.getByRole("dialog");
  await expect.element(dialog).toBeVisible();

  await userEvent.keyboard("?{Control>}n{/Control}{Control>}k{/Control}/");

  await expectScreen("links");
  expect(dialog.elements()).toHaveLength(1);
});

test("an email is sent once more only after it was said that they may get it twice", async () => {
  await open({
    intents: [
      anIntent({
        state: "needsDecision",
        link: aLink({}),
        create: aStep("s", "done"),
        emails: [aStep("e", "needsDecision", { recipient: jane, fault: aFault("outcomeUnknown") })],
      }),
    ],
  });
  const card = page.getByRole("article", { name: "Was jane@example.com emailed about" });
  await expect
    .element(card)
    .toHaveTextContent("An email to jane@example.com with the link for $45.00 for Logo design");

  await card.getByRole("button", { name: "Email once more…" }).click();

  await expect
    .element(page.getByRole("dialog"))
    .toHaveTextContent("If the first email went out after all, jane@example.com may get it twice.");
});

test("left as it is, it leaves the list", async () => {
  const desk = await open({ intents: [aCreation("needsDecision", "outcomeUnknown")] });

  await page.getByRole("button", { name: "Leave it" }).click();

  await expect.element(page.getByRole("article")).not.toBeInTheDocument();
  expect((await desk.listOutbox()).intents[0]?.state).toBe("dropped");
});

test("what Payroc made otherwise than asked is put beside what was asked", async () => {
  const wrong = aCreation("needsDecision", "answerUnreadable", "done");
  await open({ intents: [{ ...wrong, link: aLink({ amount: 450000, reference: "REF-1" }) }] });
  const card = page.getByRole("article", { name: /^What Payroc made is not the link/ });

  await expect.element(card).toHaveTextContent("You asked for $45.00 · REF-1");
  await expect.element(card).toHaveTextContent("Payroc made $4,500.00 · REF-1");
  await expect.element(card).toHaveTextContent("Whoever has its address can pay it.");
  await expect.element(card.getByRole("button", { name: "Show link" })).toBeVisible();
  await expect.element(card.getByRole("button", { name: "Check again" })).toBeVisible();
  await expect.element(card.getByRole("button", { name: /once more/ })).not.toBeInTheDocument();
});

test("several people of one press are told one by one", async () => {
  const fault = aFault("refused", { detail: "The mailbox does not exist." });
  await open({
    intents: [
      anIntent({
        state: "refused",
        link: aLink({}),
        create: aStep("s", "done"),
        emails: [
          aStep("e1", "done", { recipient: jane }),
          aStep("e2", "refused", { recipient: bob, fault, canRetry: true }),
        ],
      }),
    ],
  });
  const people = page.getByRole("list", { name: "Emails" }).getByRole("listitem");

  await expect.element(people.nth(0)).toHaveTextContent("Emailed to jane@example.com");
  await expect.element(people.nth(1)).toHaveTextContent("Not emailed to bob@example.com");
  await expect
    .element(people.nth(1))
    .toHaveTextContent("This email did not go out. Payroc says: “The mailbox does not exist.”");
  await expectAccessible();
});

test("an email that waits for its link can be called off while the link is in the making", async () => {
  const checking = aCreation("checking", "noAnswer");
  const desk = await open({
    intents: [{ ...checking, emails: [aStep("e", "waiting", { recipient: jane })] }],
  });
  await expect
    .element(page.getByText("Once it is there, it is emailed to jane@example.com."))
    .toBeVisible();

  await page.getByRole("button", { name: "Do not email" }).click();

  await expect.element(page.getByText(/it is emailed to/)).not.toBeInTheDocument();
  expect((await desk.listOutbox()).intents[0]?.create?.state).toBe("checking");
});

test("a key that was refused later is entered again from there", async () => {
  await open({ intents: [aCreation("held", "keyNotAccepted")] });

  await page.getByRole("button", { name: "Enter the key again" }).click();

  await expectScreen("connect");
});

test("of many, those that need the user come first, and the links stay in reach", async () => {
  const done = Array.from({ length: 9 }, (_, nth) => ({
    ...aCreation("done", null),
    id: `done-${nth}`,
  }));
  const desk = await open({
    intents: [...done, { ...aCreation("refused", "refused"), id: "last" }],
    more: 7,
  });
  const cards = page.getByRole("region", { name: "On its way" }).getByRole("article");
  await expect.element(cards.first()).toHaveTextContent("was not made");
  expect(cards.elements()).toHaveLength(3);
  await expect.element(page.getByText("and 14 more")).toBeVisible();
  await expectAccessible();

  await page.getByRole("button", { name: "Show all 10" }).click();
  await expect.poll(() => cards.elements()).toHaveLength(10);
  await expect.element(page.getByText("and 7 more")).toBeVisible();
  await page.getByRole("button", { name: "Dismiss what is done" }).click();

  await expect.poll(() => cards.elements()).toHaveLength(1);
  expect((await desk.listOutbox()).intents).toHaveLength(1);
});

test("each change is read out once, and a further try that changes nothing is not", async () => {
  const desk = await open({ intents: [aCreation("waiting", "offline")] });
  desk.offline = true;
  const said = () => [...document.querySelectorAll("[role=log] p")].map((line) => line.textContent);
  await expectScreen("links");
  expect(said()).toEqual([]);

  await page.getByRole("button", { name: "Try now" }).click();
  await expect.element(page.getByText(/There is no connection/)).toBeVisible();
  expect(said()).toEqual([]);
  desk.offline = false;
  await page.getByRole("button", { name: "Try now" }).click();

  await expect.poll(said).toEqual(["The link for $45.00 for Logo design was made"]);
  expect(document.querySelector("section [aria-live]")).toBeNull();
});

test("the system says that the connection is back, and what waits goes out", async () => {
  const desk = await open({ intents: [aCreation("waiting", "offline")] });
  await expect.element(page.getByText(/Waiting to make the link/)).toBeVisible();

  window.dispatchEvent(new Event("online"));

  await expect
    .element(page.getByRole("article", { name: "The link for $45.00 for Logo design was made" }))
    .toBeVisible();
  expect(desk.connectionsReturned).toBe(1);
});

test("what is on its way in another profile says in which, and its link is shown there", async () => {
  const link = aLink({ place: "live", description: "Logo design" });
  await open({
    profiles: [aProfile(), aProfile({ place: "live", name: "Second shop" })],
    links: [...someLinks(3), link],
    intents: [anIntent({ profileId: "profile-live", link, create: aStep("s", "done") })],
  });
  const card = page.getByRole("article", { name: "The link for $45.00 for Logo design was made" });
  await expect.element(card.getByText("Second shop")).toBeVisible();
  await expectAccessible();

  await card.getByRole("button", { name: "Show link" }).click();

  await expectScreen("link");
  await expect
    .element(page.getByRole("button", { name: "Profile: Live Second shop" }))
    .toBeVisible();
  await expect.element(page.getByText("Live link: real money")).toBeVisible();
});

test("what was refused in another profile is begun anew there", async () => {
  await open({
    profiles: [aProfile(), aProfile({ place: "live", name: "Second shop" })],
    intents: [
      anIntent({
        profileId: "profile-live",
        state: "refused",
        create: aStep("s", "refused", { fault: aFault("forbidden") }),
      }),
    ],
  });

  await page.getByRole("button", { name: "Correct and try again" }).click();

  await expect.element(page.getByLabelText("What is it for?")).toHaveValue("Logo design");
  await expect.element(page.getByText("Live link: real money")).toBeVisible();
});

test("whom a refused link was to be emailed to is taken over when it is begun anew", async () => {
  const fault = aFault("refused");
  await open({
    intents: [
      anIntent({
        state: "refused",
        create: aStep("s", "refused", { fault }),
        emails: [jane, bob].map((recipient) =>
          aStep(recipient.email, "refused", { recipient, fault }),
        ),
      }),
    ],
  });

  await page.getByRole("button", { name: "Correct and try again" }).click();

  await expect
    .element(page.getByRole("button", { name: "Create $45.00 and email 2 people" }))
    .toBeVisible();
});

function anIntent(given: Partial<IntentView>): IntentView {
  return {
    id: "i",
    requestId: "r",
    profileId: "profile-practice",
    kind: "create",
    amount: 4500,
    currency: "USD",
    description: "Logo design",
    reference: "REF-1",
    state: "done",
    link: null,
    create: null,
    change: null,
    changed: null,
    deactivate: null,
    emails: [],
    recovered: false,
    createdAt: minutesAgo(3),
    ...given,
  };
}

function ofALink(
  act: "change" | "deactivate",
  state: StepState,
  code: FaultCode | null,
): IntentView {
  const creation = aCreation(state, code);
  const values = valuesOf(aLink({}));
  return {
    ...creation,
    kind: act,
    link: aLink({}),
    create: null,
    changed: act === "change" ? { before: { ...values, amount: 4000 }, after: values } : null,
    [act]: creation.create,
  };
}

function aCreation(
  state: StepState,
  code: FaultCode | null,
  effect: "none" | "unknown" | "done" = "none",
): IntentView {
  const waits = state === "waiting" || state === "held";
  return anIntent({
    state,
    create: aStep("s", state, {
      fault: code && aFault(code, { effect }),
      sentAt: minutesAgo(3),
      nextTryAt: state === "waiting" ? new Date(Date.now() + 40_000).toISOString() : null,
      canRetry: waits || state === "checking",
      canTakeBack: waits,
    }),
  });
}
