import { expect, test } from "vitest";
import type { PersonView } from "../ipc/api";
import { FakeDesk } from "../ipc/fake";
import { aProfile, minutesAgo } from "../ipc/fake/builders";
import { People } from "./people.svelte";
import { Recipients } from "./recipients.svelte";

test("people of the profile before are gone at once, and an overtaken answer is dropped", async () => {
  const desk = new FakeDesk({ profiles: [aProfile()] });
  const answers: ((people: PersonView[]) => void)[] = [];
  desk.listPeople = () => new Promise((resolve) => answers.push(resolve));
  const people = new People(desk);
  const loaded = people.open();
  answers[0]?.([person("jane@example.com")]);
  await loaded;

  const before = people.load();
  const after = people.open();
  expect(people.matching("example")).toEqual([]);
  answers[2]?.([person("bob@example.com")]);
  answers[1]?.([person("jane@example.com")]);
  await Promise.all([before, after]);

  expect(people.matching("example").map(({ email }) => email)).toEqual(["bob@example.com"]);
});

test("a new form suggests whoever was emailed since the one before", async () => {
  const desk = new FakeDesk({ profiles: [aProfile()] });
  const people = new People(desk);
  await people.open();
  desk.listPeople = async () => [person("jane@example.com")];

  const recipients = new Recipients(people);

  const [line] = recipients.lines;
  await expect.poll(() => line && recipients.suggestions(line)).toHaveLength(1);
});

function person(email: string): PersonView {
  return { name: "", email, lastUsedAt: minutesAgo(5) };
}
