// The manual in Canadian French, in the order of its chapters.

import connect from "../../../docs/manual/fr-CA/connect.md";
import firstLink from "../../../docs/manual/fr-CA/first-link.md";
import sharing from "../../../docs/manual/fr-CA/sharing.md";
import finding from "../../../docs/manual/fr-CA/finding-and-changing.md";
import payments from "../../../docs/manual/fr-CA/payments.md";
import trouble from "../../../docs/manual/fr-CA/trouble.md";
import data from "../../../docs/manual/fr-CA/your-data.md";
import type { Chapters } from "./manual";

const chapters: Chapters = {
  connect,
  "first-link": firstLink,
  sharing,
  "finding-and-changing": finding,
  payments,
  trouble,
  "your-data": data,
};

export default chapters;
