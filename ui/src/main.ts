import { mount } from "svelte";
import App from "./App.svelte";
import { desktop, type Api } from "./ipc/api";
import { dress } from "./state/theme";
import "./styles/tokens.css";
import "./styles/base.css";

// The memory side exists while developing and in the build for browser journeys; elsewhere the branch is gone.
async function chooseApi(): Promise<Api> {
  if (import.meta.env.DEV || import.meta.env.MODE === "fake") {
    const scenario = new URLSearchParams(location.search).get("fake");
    if (scenario !== null) {
      const { fakeFor } = await import("./ipc/fake");
      return fakeFor(scenario, new URLSearchParams(location.search));
    }
  }
  return desktop;
}

const target = document.getElementById("app");
if (!target) throw new Error("The page has no #app to put Paylink into.");

dress("system");
// Nobody's computer speaks it: the page is opened so by whoever looks for words that cannot be translated.
if (location.search.includes("language=pseudo")) {
  (await import("./text/pseudo")).speakPseudo();
}
const api = await chooseApi();
mount(App, { target, props: { api } });
