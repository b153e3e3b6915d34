// The manual in Spanish, in the order of its chapters.

import connect from "../../../docs/manual/es/connect.md";
import firstLink from "../../../docs/manual/es/first-link.md";
import sharing from "../../../docs/manual/es/sharing.md";
import finding from "../../../docs/manual/es/finding-and-changing.md";
import payments from "../../../docs/manual/es/payments.md";
import trouble from "../../../docs/manual/es/trouble.md";
import data from "../../../docs/manual/es/your-data.md";
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
