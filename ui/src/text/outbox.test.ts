import { expect, test } from "vitest";
import { aFault } from "../ipc/fake/builders";
import type { StepView } from "../ipc/api";
import { decisionFacts, outbox } from "./outbox";

test("only a link that was made and is another one is called made wrongly", () => {
  const wrong = decisionFacts(asked("answerUnreadable", "done"), "PL-1", "now");
  const unread = decisionFacts(asked("answerUnreadable", "unknown"), "PL-1", "now");

  expect(wrong).toBe(outbox.madeWrongly);
  expect(unread).toContain("could not find out whether the link was made");
});

test("nobody is told that Paylink looked and found nothing where it could not look", () => {
  expect(decisionFacts(asked("outcomeUnknown", "unknown"), "PL-1", "now")).toContain("looked");
  for (const code of ["forbidden", "refused", "answerUnreadable"] as const) {
    expect(decisionFacts(asked(code, "unknown"), "PL-1", "now")).not.toContain("looked");
  }
});

function asked(code: Parameters<typeof aFault>[0], effect: "unknown" | "done"): StepView {
  return {
    id: "1",
    recipient: null,
    state: "needsDecision",
    fault: { ...aFault(code), effect },
    nextTryAt: null,
    canTakeBack: false,
    canRetry: false,
  };
}
