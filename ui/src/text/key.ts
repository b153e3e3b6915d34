// Words of the key window.

import { words } from "./language";

export const keyWindow = words("keyWindow", {
  title: "Enter API key",
  label: "API key",
  hint: "Paste it from Payroc. It goes to your keychain and is not shown again.",
  save: "Save",
  cancel: "Cancel",
  notPasted: "What is on the clipboard is not an API key.",
  empty: "Paste the key first.",
  failed: "The key could not be handed over. Close this window and try again.",
});
