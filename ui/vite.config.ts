import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { manual } from "./manual.ts";

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
    // What is bundled, with its licence: the notices that go out with the app are made from it.
    license: { fileName: "licenses.json" },
    rolldownOptions: { input: { index: "index.html", key: "key.html" } },
  },
}));
