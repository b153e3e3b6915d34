// Spanish, as it is written in Latin America.

import type { Catalog } from "./catalog";
import app from "./es/app";
import changeLink from "./es/change-link";
import complaints from "./es/complaints";
import connect from "./es/connect";
import faultWords from "./es/fault-words";
import faults from "./es/faults";
import handOver from "./es/hand-over";
import key from "./es/key";
import kit from "./es/kit";
import line from "./es/line";
import link from "./es/link";
import links from "./es/links";
import newLink from "./es/new-link";
import noData from "./es/no-data";
import outbox from "./es/outbox";
import paid from "./es/paid";
import result from "./es/result";
import settings from "./es/settings";
import share from "./es/share";
import shortcut from "./es/shortcut";
import templates from "./es/templates";
import time from "./es/time";
import told from "./es/told";
import words from "./es/words";

export const catalog: Catalog = {
  ...app,
  ...changeLink,
  ...complaints,
  ...connect,
  ...faultWords,
  ...faults,
  ...handOver,
  ...key,
  ...kit,
  ...line,
  ...link,
  ...links,
  ...newLink,
  ...noData,
  ...outbox,
  ...paid,
  ...result,
  ...settings,
  ...share,
  ...shortcut,
  ...templates,
  ...time,
  ...told,
  ...words,
};
