/**
 * # A window for tests
 *
 * Mounts the whole interface over the fake backend, in a real browser, and checks what must hold on every screen.
 */
import axe from "axe-core";
import { expect } from "vitest";
import { cdp, page } from "vitest/browser";
import { render } from "vitest-browser-svelte";
import App from "../App.svelte";
import { type FakeBackend, type SceneName, fakeBackend } from "../lib/backend/fake";
import { recallSettings } from "../lib/settings.svelte";
import { recallTextSize } from "../lib/text-size.svelte";
import "../styles/main.css";
import type { Place } from "../wizard/wizard.svelte";

/** The screen on which a scene is looked at, by the first word of its name. */
const places: Record<string, Place> = {
  begin: "begin",
  source: "source",
  destination: "destination",
  day: "chooseMovingDay",
  servers: "servers",
  people: "listPeople",
  test: "getAccess",
  copy: "copyMail",
  verify: "checkArrived",
  backup: "keepBackup",
  trial: "tryOnePerson",
  catchup: "catchUp",
  new: "newPlan",
  finish: "finish",
  ready: "ready",
  sheet: "sheet",
  ttl: "shortenWait",
  service: "setUpBrand",
  tell: "tellPeople",
  webmail: "showWebmail",
  create: "createMailboxes",
  freeze: "freezeAccounts",
  contacts: "saveContacts",
  files: "sendFiles",
  switch: "switchDelivery",
  allow: "allowAccounts",
  settle: "remindPeople",
  ttlback: "restoreWait",
};

/** Opens the window in a scene. `step` is the pace of the pretend jobs, in milliseconds; at 0 they stand still. */
export async function open(name: SceneName, { at = places[name.split("-")[0] ?? ""], step = 0 }: { at?: Place; step?: number } = {}): Promise<FakeBackend> {
  const backend = fakeBackend(name, step || 1e9);
  await theme("light");
  document.body.replaceChildren();
  const target = document.createElement("div");
  target.id = "app";
  document.body.append(target);
  document.documentElement.lang = "en";
  localStorage.clear();
  recallTextSize();
  recallSettings();
  render(App, { target, props: { backend, at } });
  await expect.element(page.getByRole("heading", { level: 1 })).toBeInTheDocument();
  return backend;
}

export const resize = (width: number, height: number) => page.viewport(width, height);

export async function theme(scheme: "light" | "dark"): Promise<void> {
  await cdp().send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }, { name: "prefers-reduced-motion", value: "reduce" }] });
}

export function textSize(percent: number): void {
  document.documentElement.style.fontSize = `${percent}%`;
}

/** Waits until what was changed stands on the screen. */
export const settled = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

/** Collects what is said politely from now on. */
export function listen(): string[] {
  const said: string[] = [];
  const region = document.querySelector("[role=status]");
  if (region) new MutationObserver(() => said.push(region.textContent ?? "")).observe(region, { childList: true, characterData: true, subtree: true });
  return said;
}

/** What an automatic check of accessibility finds, as one line for each place; notes of little weight are left out. */
export async function accessibilityFaults(rules?: string[]): Promise<string[]> {
  const found = await axe.run(document, { resultTypes: ["violations"], ...(rules ? { runOnly: { type: "rule", values: rules } } : {}) });
  return found.violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary}`));
}

/** Parts that reach out of the window sideways; tables may be wider than their own frame. */
export function tooWide(): string[] {
  const width = document.documentElement.clientWidth;
  const scrolls = (element: Element) => element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== "visible";
  const wide = [...document.querySelectorAll("main, header, footer, nav, dialog, dialog .body")].filter(scrolls);
  const outside = [...document.querySelectorAll("button, input, h1, h2")].filter((element) => element.closest(".table-scroll, .visually-hidden") === null && element.getBoundingClientRect().right > width + 1);
  return [...wide, ...outside].map((element) => `${element.tagName.toLowerCase()}.${element.className} ${element.textContent?.trim().slice(0, 40)}`);
}
