// Where in the manual a screen is explained.

import type { Screen } from "../state/route.svelte";

/** A chapter, and a heading in it by its English name: "trouble#the-key-is-wrong". */
export type Topic = string;

export function topicOfScreen(screen: Screen): Topic {
  switch (screen.name) {
    case "welcome":
    case "connect":
      return "connect";
    case "newLink":
      return "first-link";
    case "link":
    case "changeLink":
    case "links":
      return "finding-and-changing";
    case "settings":
      return "your-data";
    case "noData":
      return screen.notice.code === "anotherPaylinkIsOpen"
        ? "trouble#another-paylink-is-open"
        : "trouble#a-file-is-damaged";
  }
}
