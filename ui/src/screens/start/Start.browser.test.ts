import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { SceneName } from "../../lib/backend/fake";
import { calendarDay } from "../../lib/format";
import { recallTextSize } from "../../lib/text-size.svelte";
import { open } from "../../testing/window";

test("without plans there is no list of them", async () => {
  await open("start");
  await expect.element(page.getByTestId("recent-plan")).not.toBeInTheDocument();
  await expect.element(page.getByText("Nothing is deleted or changed on your old system.")).toBeVisible();
});

test("the arrows move between the three choices", async () => {
  await open("start");
  page.getByTestId("start-new").element().focus();
  await userEvent.keyboard("{ArrowDown}{ArrowDown}{ArrowDown}");
  await expect.element(page.getByTestId("start-practice")).toHaveFocus();
  await userEvent.keyboard("{ArrowUp}{Enter}");
  await expect.element(page.getByTestId("rail-home")).toBeVisible();
});

test("a recent plan opens at home", async () => {
  const backend = await open("start-recent");
  const opened = vi.spyOn(backend, "planOpen");
  await page.getByTestId("recent-plan").nth(1).click();
  await expect.element(page.getByRole("heading", { level: 1 })).toHaveTextContent("12 days until moving day");
  await expect.element(page.getByTestId("back")).not.toBeInTheDocument();
  expect(opened).toHaveBeenCalledWith("/home/sam/Documents/brixton-cycles.example.movingday");
});

test("a recent plan says when its moving day is and how many tasks need the person, and practice does not", async () => {
  await open("start-recent");
  const plans = page.getByTestId("recent-plan");
  await expect.element(plans.nth(0)).toHaveTextContent(`Moving day ${calendarDay("2025-06-14")} 2 tasks need you`);
  await expect.element(plans.nth(1)).not.toHaveTextContent("Moving day");
  await expect.element(plans.nth(2)).toHaveTextContent(/Practice run$/);
});

test.each<[SceneName, string]>([
  ["start-foreign", "fault-PlanForeign"],
  ["start-damaged", "fault-PlanDamaged"],
  ["start-newer", "fault-PlanNewer"],
  ["start-in-use", "fault-PlanInUse"],
  ["start-gone", "fault-PlanNotFound"],
])("%s: says why the file was not opened, and stays", async (scene, testid) => {
  await open(scene);
  await page.getByTestId("recent-plan").first().click();
  await expect.element(page.getByTestId(testid)).toHaveFocus();
  await expect.element(page.getByRole("heading", { level: 1 })).toHaveTextContent("Move your company’s email");
});

test("a plan the program was started with says why it was not opened", async () => {
  await open("start-given-damaged");
  await expect.element(page.getByTestId("fault-PlanDamaged")).toBeVisible();
  await expect.element(page.getByRole("alert")).toHaveTextContent("This plan is damaged");
  await expect.element(page.getByTestId("start-new")).toBeVisible();
});

test("closing the file dialog without a choice changes nothing", async () => {
  const backend = await open("start");
  const asked = vi.spyOn(backend, "planChoose").mockResolvedValue(null);
  await page.getByTestId("start-open").click();
  await expect.element(page.getByTestId("start-open")).toBeVisible();
  expect(asked).toHaveBeenCalledExactlyOnceWith("Open a plan", "Moving Day plans");
});

test("the size of the text is chosen here and remembered", async () => {
  await open("start");
  await page.getByLabelText("Text size").selectOptions("150%");
  expect(getComputedStyle(document.documentElement).fontSize).toBe("24px");
  document.documentElement.style.fontSize = "";
  recallTextSize();
  expect(getComputedStyle(document.documentElement).fontSize).toBe("24px");
  await userEvent.keyboard("{Control>}0{/Control}");
  await expect.element(page.getByLabelText("Text size")).toHaveValue("100");
});

test("trying again tries the same plan again, and does not ask for another one", async () => {
  const backend = await open("start-in-use");
  const chosen = vi.spyOn(backend, "planChoose");
  await page.getByTestId("recent-plan").nth(1).click();
  await expect.element(page.getByTestId("fault-PlanInUse")).toHaveFocus();
  backend.scene.refused = {};
  await page.getByRole("button", { name: "Try again" }).click();
  await expect.element(page.getByRole("heading", { level: 1 })).toHaveTextContent("12 days until moving day");
  expect(backend.scene.plan?.path).toBe("/home/sam/Documents/brixton-cycles.example.movingday");
  expect(chosen).not.toHaveBeenCalled();
});
