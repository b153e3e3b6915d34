import { svelte } from "@sveltejs/vite-plugin-svelte";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { manual } from "./manual.ts";

// Rules run in node; whatever has a page or runes runs in a real Chromium, over the desk in memory.
export default defineConfig(({ mode }) => ({
  test: {
    projects: [
      {
        mode,
        test: {
          name: "rules",
          environment: "node",
          include: ["src/**/*.test.ts"],
          exclude: ["src/**/*.svelte.test.ts"],
        },
      },
      {
        plugins: [svelte(), manual()],
        server: { fs: { allow: [".."] } },
        optimizeDeps: {
          // All libraries are known before the first test: one found later would be bundled anew, beside those in use.
          entries: ["src/**/*.{ts,svelte}", "tests/**/*.ts"],
          include: [
            "vitest-browser-svelte",
            "axe-core",
            "@tauri-apps/api/core",
            "@tauri-apps/api/event",
          ],
        },
        test: {
          name: "page",
          include: ["src/**/*.svelte.test.ts", "tests/**/*.test.ts"],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
                args: ["--no-sandbox"],
              },
            }),
            instances: [{ browser: "chromium", viewport: { width: 800, height: 600 } }],
          },
        },
      },
    ],
  },
}));
