// Which theme stands in data-theme: the user's choice, or the system's as it changes. Whether the system asks for more
// contrast stands in data-contrast.

import type { Appearance } from "../ipc/api";

const DARK = "(prefers-color-scheme: dark)";
const MORE = "(prefers-contrast: more)";

/** Applies them once. */
export function dress(appearance: Appearance): void {
  const { dataset } = document.documentElement;
  const system = matchMedia(DARK).matches ? "dark" : "light";
  dataset["theme"] = appearance === "system" ? system : appearance;
  dataset["contrast"] = matchMedia(MORE).matches ? "more" : "usual";
}

/** Applies them until stopped. */
export function wear(appearance: Appearance): () => void {
  const medias = [matchMedia(DARK), matchMedia(MORE)];
  const apply = () => dress(appearance);
  apply();
  for (const media of medias) media.addEventListener("change", apply);
  return () => {
    for (const media of medias) media.removeEventListener("change", apply);
  };
}
