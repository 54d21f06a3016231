import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { settings } from "../../lib/settings.svelte";
import { accessibilityFaults, open, resize, theme, tooWide, textSize } from "../../testing/window";

beforeEach(() => resize(1120, 760));

test("F1 opens the page of this screen, and Esc brings the focus back", async () => {
  await open("people");
  await userEvent.keyboard("{F1}");
  await expect.element(page.getByTestId("help-page")).toHaveTextContent(/List the people who move.*One address in each line/);
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByTestId("help-panel")).not.toBeInTheDocument();
  await expect.element(page.getByRole("heading", { level: 1 })).toHaveFocus();
});

test("help is at the same place on every screen, and on the start page under its key", async () => {
  await open("home");
  await page.getByTestId("help").click();
  await expect.element(page.getByTestId("help-page")).toHaveTextContent("Home");
  await open("start");
  await userEvent.keyboard("{F1}");
  await expect.element(page.getByTestId("help-page")).toHaveTextContent("Move your company’s email");
  await userEvent.keyboard("{Escape}");
  await page.getByTestId("settings").click();
  await expect.element(page.getByTestId("settings-dialog")).toBeVisible();
});

test("the search finds pages and words, and says when there is nothing", async () => {
  await open("home");
  await page.getByTestId("help").click();
  await page.getByTestId("help-search").fill("ttl");
  await expect.element(page.getByTestId("help-glossary")).toHaveTextContent(/how long others remember a setting/);
  await expect.element(page.getByTestId("help-pages")).not.toBeInTheDocument();
  await page.getByTestId("help-search").fill("BACKUP second copy");
  await expect.element(page.getByTestId("help-pages")).toHaveTextContent("Save a backup on this computer");
  await page.getByTestId("help-search").fill("submarine");
  await expect.element(page.getByTestId("help-panel")).toHaveTextContent("Nothing is said about this.");
});

test("settings apply at once, and are still there after a new start", async () => {
  const backend = await open("people");
  await page.getByTestId("settings").click();
  await page.getByTestId("settings-theme").selectOptions("Dark");
  await expect.poll(() => backend.window.theme).toBe("dark");
  await page.getByTestId("settings-text-size").selectOptions("125%");
  expect(getComputedStyle(document.documentElement).fontSize).toBe("20px");
  await page.getByTestId("settings-density").selectOptions("Compact");
  expect(document.querySelector("table")?.classList.contains("compact")).toBe(true);
  await page.getByTestId("settings-announce").selectOptions("Every 25%");
  await page.getByTestId("settings-close").click();
  expect({ ...settings }).toEqual({ theme: "dark", density: "compact", announced: "quarter" });
  expect(localStorage.getItem("announced")).toBe("quarter");
});

test("the program tells its version, and what it would hand to support before it saves it", async () => {
  const backend = await open("home");
  await page.getByTestId("help").click();
  await page.getByTestId("help-about").click();
  await expect.element(page.getByTestId("about-dialog")).toHaveTextContent("Version 0.1.0");
  await page.getByTestId("about-support").click();
  await expect.element(page.getByTestId("support-file").first()).toHaveTextContent("system: linux");
  expect(backend.scene.supported).toBeNull();
  await page.getByTestId("support-save").click();
  await expect.element(page.getByTestId("support-panel").getByText("Saved. You can send")).toBeVisible();
  const shown = [...document.querySelectorAll("[data-testid=support-file] pre")].map((pre) => pre.textContent);
  expect(backend.scene.supported?.map(({ text }) => text)).toEqual(shown);
});

test("details that cannot be saved say why", async () => {
  const backend = await open("home");
  backend.scene.refused["supportSave"] = { code: "LocalDiskFull", scope: "job", retry: "later", params: {}, serverText: null };
  await page.getByTestId("help").click();
  await page.getByTestId("help-about").click();
  await page.getByTestId("about-support").click();
  await page.getByTestId("support-save").click();
  await expect.element(page.getByTestId("support-panel").getByTestId("fault-LocalDiskFull")).toBeVisible();
});

test.each(["help", "settings"])("%s has no serious fault of accessibility and fits with large text", async (aside) => {
  await resize(900, 600);
  await open("home");
  await page.getByTestId(aside).click();
  expect(await accessibilityFaults()).toEqual([]);
  await theme("dark");
  expect(await accessibilityFaults(["color-contrast"])).toEqual([]);
  await theme("light");
  textSize(200);
  expect(tooWide()).toEqual([]);
});

test.each(["about-support", null])("about and its details have no serious fault of accessibility (%s)", async (further) => {
  await open("home");
  await page.getByTestId("help").click();
  await page.getByTestId("help-about").click();
  if (further) await page.getByTestId(further).click();
  expect(await accessibilityFaults()).toEqual([]);
});
