// How keys are written, and what works on every screen.

import { topicOfScreen } from "../help/topics";
import type { Acts } from "./commands";
import type { Paylink } from "./paylink.svelte";

export const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** How a combination is written on this system. */
export function keyText(keys: readonly string[]): string {
  return keys.map((key) => (key === "Mod" ? (isMac ? "⌘" : "Ctrl") : key)).join(isMac ? "" : "+");
}

/** What can be done also while a window lies over the screen. */
export function anywhere({ route }: Paylink): Acts {
  return { help: () => route.openHelp(topicOfScreen(route.screen)) };
}

/** What can be done wherever one is. */
export function everywhere(paylink: Paylink): Acts {
  const { desk, route, undo } = paylink;
  const connected = desk.profiles.length > 0;
  return {
    newLink: connected ? () => desk.active && paylink.toNewLink() : undefined,
    palette: connected ? () => route.lay({ name: "palette" }) : undefined,
    undo: undo.possible ? () => undo.last() : undefined,
    switchProfile: (key) => {
      const profile = connected ? desk.profiles[Number(key) - 1] : undefined;
      return profile !== undefined && void paylink.switchTo(profile.id);
    },
    addProfile: connected ? () => route.toConnect(null) : undefined,
    inbox: desk.practice.running && connected ? () => void paylink.openInbox() : undefined,
    settings: connected ? () => route.toSettings() : undefined,
    tour: paylink.tour.possible ? () => paylink.tour.begin() : undefined,
    back: back(paylink),
    shortcuts: desk.active ? () => route.lay({ name: "shortcuts" }) : undefined,
    ...anywhere(paylink),
  };
}

/** Undefined where there is nowhere to go back to. */
function back({ desk, route }: Paylink): (() => void) | undefined {
  const { screen } = route;
  switch (screen.name) {
    case "welcome":
    case "noData":
    case "links":
      return undefined;
    case "connect":
      return () => (desk.profiles.length === 0 ? route.toWelcome() : route.toSettings());
    case "changeLink":
      return () => route.toLink(screen.paymentLinkId);
    case "newLink":
    case "link":
    case "settings":
      return () => (desk.active ? route.toLinks() : route.toWelcome());
  }
}
