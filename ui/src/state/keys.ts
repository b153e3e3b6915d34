// The keys that work on every screen. Keys of a list or a panel stand with it.

import { topicOfScreen } from "../help/topics";
import { isTyping } from "./focus";
import type { Paylink } from "./paylink.svelte";

export const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** How a combination is written on this system. */
export function keyText(keys: readonly string[]): string {
  return keys.map((key) => (key === "Mod" ? (isMac ? "⌘" : "Ctrl") : key)).join(isMac ? "" : "+");
}

export function everywhereKey(event: KeyboardEvent, paylink: Paylink): void {
  const { desk, route } = paylink;
  if (event.key === "F1") {
    event.preventDefault();
    if (route.help === undefined) route.openHelp(topicOfScreen(route.screen));
    return;
  }
  if (route.help !== undefined || event.defaultPrevented || event.isComposing || route.overlay)
    return;
  const mod = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  if (mod && !event.altKey && !event.shiftKey) {
    if (withMod(event.key, paylink)) event.preventDefault();
  } else if (event.key === "Escape") {
    back(paylink);
  } else if (event.key === "?" && !isTyping(event.target) && desk.active) {
    event.preventDefault();
    route.lay({ name: "shortcuts" });
  }
}

function withMod(key: string, paylink: Paylink): boolean {
  const { desk, route } = paylink;
  if (desk.profiles.length === 0) return false;
  if (key.toLowerCase() === "n") {
    if (desk.active) route.toNewLink();
    return true;
  }
  if (key === ",") {
    route.toSettings();
    return true;
  }
  const profile = /^[1-9]$/.test(key) ? desk.profiles[Number(key) - 1] : undefined;
  if (profile) void paylink.switchTo(profile.id);
  return profile !== undefined;
}

function back({ desk, route }: Paylink): void {
  switch (route.screen.name) {
    case "welcome":
    case "noData":
    case "links":
      return;
    case "connect":
      return desk.profiles.length === 0 ? route.toWelcome() : route.toSettings();
    case "changeLink":
      return route.toLink(route.screen.paymentLinkId);
    case "newLink":
    case "link":
    case "settings":
      return desk.active ? route.toLinks() : route.toWelcome();
  }
}
