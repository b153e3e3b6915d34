import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

// The page runs under script-src 'self' and style-src 'self': nothing may be inlined into the HTML.
export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  clearScreen: false,
  server: { port: 5173, strictPort: true },
  build: {
    outDir: mode === "fake" ? "dist-fake" : "dist",
    emptyOutDir: true,
    target: "safari16.4",
    cssTarget: "safari16.4",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: "index.html", key: "key.html" },
      // What the window shares with its later parts stays with the window: in files of its own it would be larger.
      output: {
        codeSplitting: {
          groups: [
            { name: "base", priority: 2, test: /@tauri-apps|\/src\/(ipc\/(api|bindings)|state\/theme|styles)/ },
            { name: "window", priority: 1, test: /node_modules\/(?!@tauri-apps)|\/src\/(?!key|main|.*(Palette|palette|TourHint|fuzzy|text\/(tour|key)))/ },
          ],
        },
      },
    },
  },
}));
