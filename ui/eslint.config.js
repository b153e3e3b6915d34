import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

const TAURI = { group: ["@tauri-apps/*"], message: "Only src/ipc talks to Tauri." };
const FAKE = {
  group: ["**/ipc/fake", "**/ipc/fake/*", "**/ipc/fake.ts"],
  message: "The desk in memory is for tests and for development.",
};
const COMPONENTS = {
  group: ["**/components/**", "**/screens/**", "**/kit/**"],
  message: "State knows no component.",
};
const CONCEPTS = {
  group: [
    "**/components/**",
    "**/screens/**",
    "**/state/**",
    "**/ipc/**",
    "**/text/**",
    "!**/text/kit",
  ],
  message: "A kit part knows no concept of the product.",
};
const ALL_BUT_PURE = {
  group: ["**/components/**", "**/screens/**", "**/kit/**", "**/state/**", "**/ipc/**", "svelte"],
  message: "Formatting is pure.",
};

const restrict = (...patterns) => ["error", { patterns }];

export default defineConfig(
  globalIgnores(["dist/", "dist-fake/", "src/ipc/bindings.ts"]),
  js.configs.recommended,
  ts.configs.strict,
  svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-restricted-imports": restrict(TAURI, FAKE),
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
      "@typescript-eslint/no-empty-function": "off",
      // Maps and sets here are lookups that are made anew or never watched.
      "svelte/prefer-svelte-reactivity": "off",
      "svelte/no-at-html-tags": "error",
      "svelte/no-inline-styles": "error",
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: {
      parserOptions: { parser: ts.parser, extraFileExtensions: [".svelte"], svelteConfig },
    },
    // Attributes for bits-ui parts come as one object of props.
    rules: {
      "prefer-const": "off",
      "svelte/prefer-const": ["error", { excludedRunes: ["$props"] }],
    },
  },
  { files: ["src/kit/**"], rules: { "no-restricted-imports": restrict(TAURI, FAKE, CONCEPTS) } },
  {
    files: ["src/state/**"],
    rules: { "no-restricted-imports": restrict(TAURI, FAKE, COMPONENTS) },
  },
  {
    files: ["src/format/**"],
    rules: { "no-restricted-imports": restrict(TAURI, FAKE, ALL_BUT_PURE) },
  },
  {
    files: ["src/ipc/**"],
    rules: {
      "no-restricted-imports": "off",
      "@typescript-eslint/consistent-type-assertions": "off",
    },
  },
  {
    files: ["src/**/*.test.ts", "tests/**"],
    rules: {
      "no-restricted-imports": restrict(TAURI),
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
  { files: ["*.config.*"], languageOptions: { globals: { ...globals.node } } },
);
