// Which theme stands in data-theme: the user's choice, or the system's as it changes.

import type { Appearance } from "../ipc/api";

const DARK = "(prefers-color-scheme: dark)";

export function systemTheme(): "light" | "dark" {
  return matchMedia(DARK).matches ? "dark" : "light";
}

/** Applies it until stopped. */
export function wear(appearance: Appearance): () => void {
  const media = matchMedia(DARK);
  const apply = () => {
    document.documentElement.dataset["theme"] =
      appearance === "system" ? systemTheme() : appearance;
  };
  apply();
  media.addEventListener("change", apply);
  return () => media.removeEventListener("change", apply);
}
