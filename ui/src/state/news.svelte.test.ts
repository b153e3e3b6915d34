import { expect, test } from "vitest";
import type { IntentView, StepState } from "../ipc/api";
import { News } from "./news.svelte";

test("each change is said once", () => {
  const news = opened();

  for (const state of ["sending", "sending", "done", "done"] as const) news.hear([made(state)]);

  expect(said(news)).toEqual(["Making the link for $45.00…", "The link for $45.00 was made"]);
});

test("what was said in one profile does not stay for the next, and is not said again", () => {
  const news = opened();
  news.hear([made("done"), made("sending", "other")]);

  news.clear();
  news.hear([made("done"), made("sending", "other")]);

  expect(said(news)).toEqual([]);
});

/** The page is open, and nothing is on its way. */
function opened(): News {
  const news = new News(() => "$45.00");
  news.hear([]);
  return news;
}

function said(news: News): string[] {
  return news.lines.map((line) => line.text);
}

function made(state: StepState, id = "intent"): IntentView {
  const create = {
    id: `${id}-create`,
    recipient: null,
    state,
    fault: null,
    sentAt: null,
    nextTryAt: null,
    canTakeBack: false,
    canRetry: false,
  };
  return {
    id,
    requestId: id,
    profileId: "profile",
    kind: "create",
    amount: 4500,
    currency: "USD",
    description: "",
    reference: "PL-1",
    state,
    link: null,
    create,
    change: null,
    changed: null,
    deactivate: null,
    emails: [],
    recovered: false,
    createdAt: "2026-03-01T12:00:00Z",
  };
}
