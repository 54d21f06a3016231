import { mount } from "svelte";
import App from "./App.svelte";
import type { Backend } from "./lib/backend/backend";
import { tauriBackend } from "./lib/backend/tauri";
import { recallSettings, themeOf } from "./lib/settings.svelte";
import { recallTextSize } from "./lib/text-size.svelte";
import { keepMenuToText } from "./wizard/context-menu";
import type { Place } from "./wizard/wizard.svelte";

/** A browser without the program around it gets the fake, and only while the interface is being developed. */
async function backend(): Promise<Backend> {
  if (import.meta.env.DEV && !("__TAURI_INTERNALS__" in window)) {
    const { fakeBackend } = await import("./lib/backend/fake");
    const name = new URLSearchParams(location.search).get("fake") ?? "start";
    return fakeBackend(name as Parameters<typeof fakeBackend>[0]);
  }
  return tauriBackend;
}

/** While the interface is being developed, any place can be looked at: `?fake=ttl&at=shortenWait`. */
const at = import.meta.env.DEV ? new URLSearchParams(location.search).get("at") : null;

recallTextSize();
recallSettings();
keepMenuToText();

const target = document.getElementById("app");
if (target) {
  const program = await backend();
  if (themeOf()) void program.windowTheme(themeOf());
  mount(App, { target, props: { backend: program, at: (at ?? undefined) as Place | undefined } });
}
