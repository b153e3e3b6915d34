// Spanish, as it is written in Latin America.

import type { Catalog } from "./catalog";
import app from "./es/app";
import changeLink from "./es/change-link";
import commands from "./es/commands";
import complaints from "./es/complaints";
import computer from "./es/computer";
import connect from "./es/connect";
import faultWords from "./es/fault-words";
import faults from "./es/faults";
import handOver from "./es/hand-over";
import help from "./es/help";
import keeping from "./es/keeping";
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
import tour from "./es/tour";
import updates from "./es/updates";
import words from "./es/words";

export const catalog: Catalog = {
  ...app,
  ...changeLink,
  ...commands,
  ...complaints,
  ...computer,
  ...connect,
  ...faultWords,
  ...faults,
  ...handOver,
  ...help,
  ...keeping,
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
  ...tour,
  ...updates,
  ...words,
};
