// French, as it is written in Canada.

import type { Catalog } from "./catalog";
import app from "./fr-CA/app";
import changeLink from "./fr-CA/change-link";
import commands from "./fr-CA/commands";
import complaints from "./fr-CA/complaints";
import computer from "./fr-CA/computer";
import connect from "./fr-CA/connect";
import faultWords from "./fr-CA/fault-words";
import faults from "./fr-CA/faults";
import handOver from "./fr-CA/hand-over";
import help from "./fr-CA/help";
import keeping from "./fr-CA/keeping";
import key from "./fr-CA/key";
import kit from "./fr-CA/kit";
import line from "./fr-CA/line";
import link from "./fr-CA/link";
import links from "./fr-CA/links";
import newLink from "./fr-CA/new-link";
import noData from "./fr-CA/no-data";
import outbox from "./fr-CA/outbox";
import paid from "./fr-CA/paid";
import result from "./fr-CA/result";
import settings from "./fr-CA/settings";
import share from "./fr-CA/share";
import shortcut from "./fr-CA/shortcut";
import templates from "./fr-CA/templates";
import time from "./fr-CA/time";
import told from "./fr-CA/told";
import tour from "./fr-CA/tour";
import updates from "./fr-CA/updates";
import words from "./fr-CA/words";

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
