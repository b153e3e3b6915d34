import { submitApiKey } from "../ipc/api";
import { systemTheme } from "../state/theme";
import "../styles/tokens.css";
import "../styles/base.css";
import { openKeyWindow } from "./window";
import "./window.css";

const root = document.getElementById("key");
if (!root) throw new Error("The page has no #key to put the form into.");

document.documentElement.dataset["theme"] = systemTheme();
openKeyWindow(root, submitApiKey);
