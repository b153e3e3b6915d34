import { expect, test } from "vitest";
import type { OutboxView } from "../ipc/api";
import { FakeDesk } from "../ipc/fake";
import { Outbox } from "./outbox.svelte";

test("an answer that was overtaken by an announcement is dropped", async () => {
  const desk = new FakeDesk();
  let announce: (view: OutboxView) => void = () => {};
  let answer: (view: OutboxView) => void = () => {};
  desk.onOutboxChanged = (listener) => {
    announce = listener;
    return Promise.resolve(() => {});
  };
  const outbox = new Outbox(desk, () => {});
  await outbox.start();
  desk.retryNow = () => new Promise((resolve) => (answer = resolve));

  const asked = outbox.retryNow("step");
  announce({ intents: [], more: 2 });
  answer({ intents: [], more: 1 });
  await asked;

  expect(outbox.more).toBe(2);
});
