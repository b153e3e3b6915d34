// Answers, line by line, what the page says: `["newLink.title"]`, `["createLabel", "$45.00", []]`, `[4500, "USD"]`.
// Journeys walk the app in any language with it.

import process from "node:process";
import { createInterface } from "node:readline";
import { createServer } from "vite";

const [language, locale] = process.argv.slice(2);
const server = await createServer({
  configFile: false,
  root: import.meta.dirname,
  appType: "custom",
  logLevel: "silent",
  optimizeDeps: { noDiscovery: true },
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
});
const { open, word, money } = await server.ssrLoadModule("/tests/lexicon.ts");
await open(language);

for await (const line of createInterface({ input: process.stdin })) {
  const [asked, ...values] = JSON.parse(line);
  try {
    const isMoney = typeof asked === "number";
    const said = isMoney ? money(asked, values[0], locale) : word(asked, values);
    console.log(JSON.stringify({ said }));
  } catch (error) {
    console.log(JSON.stringify({ why: String(error) }));
  }
}
await server.close();
