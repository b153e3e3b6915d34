import { submitApiKey } from "../ipc/api";
import { dress } from "../state/theme";
import "../styles/tokens.css";
import "../styles/base.css";
import { openKeyWindow } from "./window";
import "./window.css";

const root = document.getElementById("key");
if (!root) throw new Error("The page has no #key to put the form into.");

dress("system");
openKeyWindow(root, submitApiKey);
