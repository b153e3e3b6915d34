import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { aFault, aProfile, wrong } from "../src/ipc/fake/builders";
import type { FakeDesk } from "../src/ipc/fake/desk";
import { answeredLate, expectAccessible, expectScreen, open, openNewLink } from "./page";

async function openConnect(refusal?: ReturnType<typeof aFault>) {
  const desk = await open({ profiles: [] }, (desk) => (desk.refuseAuthentication = refusal));
  await page.getByRole("button", { name: "Connect my Payroc account" }).click();
  await expect.element(page.getByLabelText("Business name")).toHaveFocus();
  await page.getByLabelText("Business name").fill("Corner Studio");
  await page.getByLabelText("Terminal ID").fill("77310098");
  return desk;
}

async function connectWithKey() {
  await page.getByRole("button", { name: "Enter API key…" }).click();
  await expect.element(page.getByText("Entered", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Connect", exact: true }).click();
}

test("an account is connected with its terminal and key, and the form of a new link opens", async () => {
  const desk = await openConnect();
  await expectAccessible();
  await connectWithKey();

  await expectScreen("new-link");
  expect(desk.authenticated[0]).toMatchObject({
    name: "Corner Studio",
    place: "live",
    terminalId: "77310098",
    currency: "USD",
    key: "typed",
    thisSessionOnly: false,
    profileId: null,
  });
  await expect.element(page.getByText("Live link: real money")).toBeVisible();
});

test("the window of the key goes with the screen that opened it", async () => {
  let answer: (entered: { entered: boolean }) => void = () => {};
  const desk = await open({ profiles: [], links: [], people: [] });
  desk.enterApiKey = () => new Promise((resolve) => (answer = resolve));
  const leave = vi.spyOn(desk, "leaveApiKey").mockImplementation(async () => {
    answer({ entered: false });
  });
  await page.getByRole("button", { name: "Connect my Payroc account" }).click();
  await page.getByRole("button", { name: "Enter API key" }).click();
  expect(leave).not.toHaveBeenCalled();

  await userEvent.keyboard("{Escape}");

  await expectScreen("welcome");
  expect(leave).toHaveBeenCalledOnce();
  await expect.poll(() => document.querySelector(".working")).toBeNull();
});

test("a connection that is there late takes nobody away from what they type by then", async () => {
  const desk = await openNewLink();
  await userEvent.keyboard("45{Tab}Logo design{Escape}");
  const answer = await connectPractice(desk);
  await userEvent.keyboard("{Control>}n{/Control}");
  await page.getByRole("button", { name: "Go on with it" }).click();
  await expect.element(page.getByLabelText("What is it for?")).toHaveValue("Logo design");

  answer.current?.();
  await expect.element(page.getByText("Second is connected.")).toBeVisible();

  await expectScreen("new-link");
  await expect.element(page.getByLabelText("What is it for?")).toHaveValue("Logo design");
  await userEvent.keyboard("{Enter}");
  await expectScreen("result");
  expect(desk.created[0]).toMatchObject({ profileId: "profile-practice" });
});

test("a connection that is refused late is told where one is by then", async () => {
  const desk = await open();
  const answer = await connectPractice(desk);
  await userEvent.keyboard("{Escape}");
  await expectScreen("settings");

  desk.refuseAuthentication = aFault("gatewayTrouble");
  answer.current?.();

  await expect
    .element(page.getByRole("alert"))
    .toHaveTextContent(/^Second: Payroc has trouble at the moment\./);
  await expectScreen("settings");
});

test("a profile that is saved late closes no other one's dialog", async () => {
  const profiles = [aProfile(), aProfile({ place: "live", name: "Second shop" })];
  const desk = await open({ profiles });
  await userEvent.keyboard("{Control>},{/Control}");
  const answer = answeredLate(desk, "saveProfile");
  await page.getByRole("button", { name: "More for Corner Studio" }).click();
  await page.getByRole("menuitem", { name: "Name and defaults…" }).click();
  await expect.element(page.getByLabelText("Business name")).toHaveFocus();
  await userEvent.keyboard("{Enter}{Escape}");
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  await page.getByRole("button", { name: "More for Second shop" }).click();
  await page.getByRole("menuitem", { name: "Name and defaults…" }).click();
  await expect.element(page.getByRole("dialog").getByLabelText("Business name")).toHaveFocus();

  answer.current?.();

  await expect.element(page.getByText("Saved.")).toBeVisible();
  await expect.element(page.getByRole("dialog").getByLabelText("Business name")).toHaveFocus();
});

test("a wrong key is told at the key, and nothing typed is lost", async () => {
  await openConnect(aFault("keyNotAccepted"));
  await connectWithKey();

  const key = page.getByRole("group", { name: "API key" });
  await expect.element(key.getByText("Payroc does not accept this API key.")).toBeVisible();
  await expect.element(page.getByLabelText("Terminal ID")).toHaveValue("77310098");
  await expect.element(page.getByLabelText("Terminal ID")).not.toHaveAttribute("aria-invalid");
  await expectAccessible();
});

test("a wrong terminal is told at the terminal", async () => {
  const fields = [wrong("terminalId", "notAccepted")];
  await openConnect(aFault("terminalNotAccepted", { fields }));
  await connectWithKey();

  const terminal = page.getByLabelText("Terminal ID");
  await expect.element(terminal).toHaveAttribute("aria-invalid", "true");
  await expect.element(terminal).toHaveFocus();
  await expect.element(page.getByText(/but not with this Terminal ID/)).toBeVisible();
  await terminal.fill("77310099");
  await expect.element(terminal).not.toHaveAttribute("aria-invalid");
});

test("what was wrong at one place is not said of another", async () => {
  await openConnect(aFault("terminalNotAccepted"));
  await connectWithKey();
  const told = page.getByText(/but not with this Terminal ID/);
  await expect.element(told).toBeVisible();

  await page.getByRole("radio", { name: "Test" }).click();

  await expect.element(told).not.toBeInTheDocument();
});

test("without a keychain Practice can be tried for this session only", async () => {
  await open({ profiles: [], links: [], people: [] }, (desk) => {
    desk.refuseAuthentication = aFault("keychainMissing");
  });
  await page.getByRole("button", { name: "Try it now" }).click();
  await expect
    .element(page.getByText("This computer has no keychain to keep the key in."))
    .toBeVisible();
  await expectAccessible();

  await page.getByRole("button", { name: "Use for this session only" }).click();

  await expectScreen("new-link");
});

test("a second terminal of Practice is told of its keychain too", async () => {
  const desk = await open();
  await userEvent.keyboard("{Control>},{/Control}");
  await page.getByRole("button", { name: "Add profile…" }).click();
  await page.getByRole("radio", { name: "Practice" }).click();
  await page.getByLabelText("Business name").fill("The stall");
  desk.refuseAuthentication = aFault("keychainLocked");
  await page.getByRole("button", { name: "Connect" }).click();

  await expect.element(page.getByText("The keychain is locked.")).toBeVisible();
  await expect
    .element(page.getByRole("button", { name: "Use for this session only" }))
    .toBeVisible();
});

test("without a keychain the key can be used for this session only", async () => {
  const desk = await openConnect(aFault("keychainMissing"));
  await connectWithKey();
  await expect
    .element(page.getByText("This computer has no keychain to keep the key in."))
    .toBeVisible();
  await expectAccessible();

  await page.getByRole("button", { name: "Use for this session only" }).click();

  await expectScreen("new-link");
  expect(desk.authenticated[1]?.thisSessionOnly).toBe(true);
});

test("a key that was not typed is told at the key", async () => {
  await openConnect();

  await page.getByRole("button", { name: "Connect", exact: true }).click();

  await expect.element(page.getByText("The API key has not been entered yet.")).toBeVisible();
});

test("the settings change what they say, by keyboard from anywhere", async () => {
  const desk = await open();
  await expectScreen("links");
  await userEvent.keyboard("{Control>},{/Control}");
  await expectScreen("settings");
  await expectAccessible();

  await page.getByLabelText("Copy a new link to the clipboard as soon as it is made").click();
  await page.getByRole("radio", { name: "Dark" }).click();

  await expect.poll(() => document.documentElement.dataset["theme"]).toBe("dark");
  expect((await desk.getDesk()).preferences).toEqual({
    appearance: "dark",
    language: "system",
    copyNewLinks: false,
    newLinkShortcut: null,
    watch: {},
    tourSeen: false,
    lookForUpdates: true,
    letterKeys: true,
  });
  await expectAccessible();
});

test("a profile gets another name and other defaults", async () => {
  const desk = await open();
  await userEvent.keyboard("{Control>},{/Control}");
  await page.getByRole("button", { name: "More for Corner Studio" }).click();
  await page.getByRole("menuitem", { name: "Name and defaults…" }).click();
  await expect.element(page.getByLabelText("Business name")).toHaveFocus();
  await expectAccessible();

  await page.getByLabelText("Business name").fill("Second shop");
  await page.getByRole("radio", { name: "Many payments" }).click();
  await page.getByRole("button", { name: "Save" }).click();

  await expect
    .element(page.getByRole("button", { name: "Profile: Practice Second shop" }))
    .toBeVisible();
  expect((await desk.getDesk()).profiles[0]?.defaults.linkType).toBe("multiUse");
});

test("removing the last profile asks first, says what is lost, and leads to the beginning", async () => {
  await open();
  await userEvent.keyboard("{Control>},{/Control}");
  await page.getByRole("button", { name: "More for Corner Studio" }).click();
  await page.getByRole("menuitem", { name: "Remove profile…" }).click();
  await expect.element(page.getByText(/are deleted from this computer/)).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Cancel" })).toHaveFocus();
  await expectAccessible();

  await page.getByRole("button", { name: "Remove profile" }).click();

  await expectScreen("welcome");
});

test("a profile without a key says so everywhere and leads to entering it", async () => {
  const desk = await open({ profiles: [aProfile({ place: "live", key: "missing" })] });

  await page.getByRole("button", { name: "Enter the key again" }).click();
  await expect
    .element(page.getByRole("heading", { name: "New key for Corner Studio" }))
    .toBeVisible();
  await page.getByRole("button", { name: "Enter API key…" }).click();
  await page.getByRole("button", { name: "Use the new key" }).click();

  await expectScreen("settings");
  expect(desk.authenticated[0]?.profileId).toBe("profile-live");
});

test("the shortcuts are one key away", async () => {
  await open();
  await expectScreen("links");

  await userEvent.keyboard("?");

  await expect.element(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await expectAccessible();
});

test("whoever switches keys of one letter off presses none unawares", async () => {
  const desk = await open();
  const isCopied = () => desk.copied.length > 0;
  await userEvent.keyboard("{Control>},{/Control}");
  await page.getByLabelText("Keys of one letter").click();
  await userEvent.keyboard("?");
  await expectScreen("settings");
  expect(document.querySelector("[role=dialog]")).toBeNull();

  await page.getByRole("button", { name: "Keyboard shortcuts" }).click();
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect.element(sheet.getByText("New link", { exact: true })).toBeVisible();
  await expect.element(sheet.getByText("Copy link", { exact: true })).not.toBeInTheDocument();
  await userEvent.keyboard("{Escape}{Escape}");
  await expectScreen("links");
  await expect.poll(() => document.activeElement?.closest("[data-index]")).not.toBeNull();
  await userEvent.keyboard("c{Enter}");
  await expectScreen("link");
  expect(isCopied()).toBe(false);

  await userEvent.keyboard("{Control>}k{/Control}");
  await expect.element(page.getByRole("dialog").getByRole("combobox")).toHaveFocus();
  await userEvent.keyboard("Copy link{Enter}");
  await expect.poll(isCopied).toBe(true);
});

test("from the first moment the settings stand still", async () => {
  await open({}, (desk) => {
    const late = <T>(read: () => Promise<T>) => {
      return () => new Promise<T>((resolve) => setTimeout(() => resolve(read()), 30));
    };
    desk.getShortcut = late(desk.getShortcut.bind(desk));
    desk.getWatch = late(desk.getWatch.bind(desk));
    desk.getUpdates = late(desk.getUpdates.bind(desk));
  });
  const places: number[] = [];
  const last = page.getByRole("button", { name: "Data on this computer…" });
  const watching = new MutationObserver(() => {
    const button = last.query();
    if (button) places.push(button.getBoundingClientRect().top);
  });
  watching.observe(document.body, { subtree: true, childList: true, characterData: true });

  await userEvent.keyboard("{Control>},{/Control}");

  await expect.element(page.getByText("This is Paylink 1.1.0.")).toBeVisible();
  await expect.element(page.getByText(/^Checks \d+ active/)).toBeVisible();
  watching.disconnect();
  expect(new Set(places).size).toBe(1);
});

test("settings of which a part cannot be read are there all the same", async () => {
  await open({}, (desk) => (desk.getWatch = () => new Promise(() => {})));

  await userEvent.keyboard("{Control>},{/Control}");

  await expect.element(page.getByRole("button", { name: "Data on this computer…" })).toBeVisible();
});

/** Connects a second terminal of Practice, which is not answered yet. */
async function connectPractice(desk: FakeDesk) {
  await userEvent.keyboard("{Control>},{/Control}");
  await page.getByRole("button", { name: "Add profile…" }).click();
  await page.getByRole("radio", { name: "Practice" }).click();
  await page.getByLabelText("Business name").fill("Second");
  const answer = answeredLate(desk, "authenticate");
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => answer.current).toBeDefined();
  return answer;
}
