// The manual in the language that is spoken. Each language is loaded when it is wanted.

import type { Language } from "../ipc/api";
import type { Chapter } from "./chapter";

/** By their names, in the order in which they are read. The first one is shown where there is no other. */
export type Chapters = { connect: Chapter; [name: string]: Chapter };

const languages: Record<Language, () => Promise<{ default: Chapters }>> = {
  en: () => import("./en"),
  "fr-CA": () => import("./fr-CA"),
  es: () => import("./es"),
};

export async function manual(language: Language): Promise<Chapters> {
  return (await languages[language]()).default;
}
