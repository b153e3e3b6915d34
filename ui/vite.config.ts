import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { manual } from "./manual.ts";

/** What both windows need. */
const BOTH = /\0|@tauri-apps|src\/(ipc\/(api|bindings|well-formed)|state\/theme)\./;
/** What is loaded when it is needed. */
const LATER =
  /\.html|src\/(main|key\/|ipc\/fake|help\/(Manual|en)|text\/(key|keeping)\.|format\/bytes)|(Data|Diagnosis)Dialog|\.md$|\.css$/;

// The page runs under script-src 'self' and style-src 'self': nothing may be inlined into the HTML.
export default defineConfig(({ mode }) => ({
  plugins: [svelte(), manual()],
  clearScreen: false,
  server: { port: 5173, strictPort: true, fs: { allow: [".."] } },
  build: {
    outDir: mode === "fake" ? "dist-fake" : "dist",
    emptyOutDir: true,
    target: "safari16.4",
    cssTarget: "safari16.4",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: "index.html", key: "key.html" },
      // One file for the start, also of what something that comes later needs, too: apart it is a tenth larger.
      output: {
        codeSplitting: {
          groups: [
            { name: "base", test: BOTH, priority: 2 },
            { name: "page", test: (id) => !LATER.test(id), priority: 1 },
          ],
        },
      },
    },
  },
}));
