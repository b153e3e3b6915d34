// The manual in English, in the order of its chapters.

import connect from "../../../docs/manual/en/connect.md";
import firstLink from "../../../docs/manual/en/first-link.md";
import sharing from "../../../docs/manual/en/sharing.md";
import finding from "../../../docs/manual/en/finding-and-changing.md";
import payments from "../../../docs/manual/en/payments.md";
import trouble from "../../../docs/manual/en/trouble.md";
import data from "../../../docs/manual/en/your-data.md";
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
