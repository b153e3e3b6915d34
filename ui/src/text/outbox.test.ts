import { expect, test } from "vitest";
import type { FaultCode, StepView } from "../ipc/api";
import { aFault } from "../ipc/fake/builders";
import { aStep } from "../ipc/fake/desk";
import { effectSaid, foundWords, isMadeWrongly } from "./outbox";

const acts = ["create", "email", "change", "deactivate"] as const;

test("only a link that was made and is another one is called made wrongly", () => {
  expect(isMadeWrongly(asked("answerUnreadable", "done"))).toBe(true);
  expect(isMadeWrongly(asked("answerUnreadable", "unknown"))).toBe(false);
});

test("nobody is told that Paylink looked and found nothing where it could not look", () => {
  expect(foundWords(aFault("outcomeUnknown"), "create")).toContain("Nothing");
  for (const act of acts) {
    for (const code of ["forbidden", "refused", "answerUnreadable"] as const) {
      expect(foundWords(aFault(code), act)).not.toContain("does not prove");
    }
  }
});

test("a link that is paid, expired, deactivated or unknown already is not said to be payable still", () => {
  expect(effectSaid("deactivate", aFault("offline"))).toBe(
    "The link was not deactivated. It can still be paid.",
  );
  for (const code of ["linkNotUsable", "linkNotFound"] as const) {
    expect(effectSaid("deactivate", aFault(code))).toBe("The link was not deactivated.");
  }
  for (const act of acts) expect(effectSaid(act, aFault("offline"))).not.toBe("");
});

function asked(code: FaultCode, effect: "unknown" | "done"): StepView {
  return aStep("1", "needsDecision", { fault: aFault(code, { effect }) });
}
