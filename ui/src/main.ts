import { mount } from "svelte";
import App from "./App.svelte";
import type { Backend } from "./lib/backend/backend";
import { tauriBackend } from "./lib/backend/tauri";
import { isTyping } from "./wizard/keys";

/** A browser without the program around it gets the fake, and only while the interface is being developed. */
async function backend(): Promise<Backend> {
  if (import.meta.env.DEV && !("__TAURI_INTERNALS__" in window)) {
    const { fakeBackend } = await import("./lib/backend/fake");
    const name = new URLSearchParams(location.search).get("fake") ?? "start";
    return fakeBackend(name as Parameters<typeof fakeBackend>[0]);
  }
  return tauriBackend;
}

// The web view's own menu offers "Reload" and "Back"; where text is typed or chosen it is useful.
document.addEventListener("contextmenu", (event) => {
  if (!isTyping(event.target) && document.getSelection()?.isCollapsed !== false) event.preventDefault();
});

const target = document.getElementById("app");
if (target) mount(App, { target, props: { backend: await backend() } });
