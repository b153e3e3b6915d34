// What a language must have words for: one line for each module of words.

import type { Translation } from "./language";

export type Catalog = Translation<typeof import("../ipc/faults")> &
  Translation<typeof import("./app")> &
  Translation<typeof import("./change-link")> &
  Translation<typeof import("./commands")> &
  Translation<typeof import("./complaints")> &
  Translation<typeof import("./computer")> &
  Translation<typeof import("./connect")> &
  Translation<typeof import("./faults")> &
  Translation<typeof import("./hand-over")> &
  Translation<typeof import("./help")> &
  Translation<typeof import("./keeping")> &
  Translation<typeof import("./key")> &
  Translation<typeof import("./kit")> &
  Translation<typeof import("./line")> &
  Translation<typeof import("./link")> &
  Translation<typeof import("./links")> &
  Translation<typeof import("./new-link")> &
  Translation<typeof import("./no-data")> &
  Translation<typeof import("./outbox")> &
  Translation<typeof import("./paid")> &
  Translation<typeof import("./result")> &
  Translation<typeof import("./settings")> &
  Translation<typeof import("./share")> &
  Translation<typeof import("./shortcut")> &
  Translation<typeof import("./templates")> &
  Translation<typeof import("./time")> &
  Translation<typeof import("./told")> &
  Translation<typeof import("./tour")> &
  Translation<typeof import("./updates")> &
  Translation<typeof import("./words")>;
