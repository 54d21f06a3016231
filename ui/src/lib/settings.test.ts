import { beforeEach, expect, test, vi } from "vitest";
import { choose, recallSettings, settings, themeOf } from "./settings.svelte";

const kept = new Map<string, string>();
vi.stubGlobal("localStorage", { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => kept.set(name, value) });

beforeEach(() => {
  kept.clear();
  recallSettings();
});

test("what was chosen is there again after a new start", () => {
  choose("theme", "dark");
  choose("announced", "ends");
  recallSettings();
  expect({ ...settings }).toEqual({ theme: "dark", density: "automatic", announced: "ends" });
  expect(themeOf()).toBe("dark");
});

test("a word that is no choice changes nothing, and one that was left behind is as usual", () => {
  choose("theme", "purple");
  expect(settings.theme).toBe("system");
  kept.set("density", "enormous");
  recallSettings();
  expect(settings.density).toBe("automatic");
  expect(themeOf()).toBeNull();
});
