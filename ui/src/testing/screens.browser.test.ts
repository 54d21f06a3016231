/** What must hold on every screen and in every state of it. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { scenes, type SceneName } from "../lib/backend/fake/scenes";
import { accessibilityFaults, open, resize, textSize, theme, tooWide } from "./window";

const names = Object.keys(scenes) as SceneName[];

beforeEach(async () => {
  await resize(1120, 760);
  await theme("light");
});
afterEach(() => theme("light"));

describe.each(names)("%s", (name) => {
  test("is named, has one heading with the focus, and one primary button that is never dead", async () => {
    await open(name);
    const headings = document.querySelectorAll("h1");
    expect(headings).toHaveLength(1);
    expect(document.activeElement).toBe(document.querySelector("[data-testid^=fault-]:focus") ?? headings[0]);
    const heading = headings[0]?.textContent ?? "nothing";
    expect(document.title).toContain(name.startsWith("start") ? "Moving Day" : heading);
    const primary = [...document.querySelectorAll<HTMLButtonElement>(".button.primary")];
    expect(primary.length).toBeLessThanOrEqual(1);
    expect([...document.querySelectorAll<HTMLButtonElement>("button")].filter((button) => button.disabled)).toEqual([]);
  });

  test("has no serious fault of accessibility, in light and in dark", async () => {
    await open(name);
    expect(await accessibilityFaults()).toEqual([]);
    await theme("dark");
    expect(await accessibilityFaults(["color-contrast"])).toEqual([]);
  });

  test("fits into the smallest window, and with text of double size", async () => {
    await resize(900, 600);
    await open(name);
    expect(tooWide()).toEqual([]);
    textSize(200);
    expect(tooWide()).toEqual([]);
  });
});
