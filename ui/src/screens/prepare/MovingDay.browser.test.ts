import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { calendarDay, longDay } from "../../lib/format";
import { open, resize, settled } from "../../testing/window";

beforeEach(() => resize(1120, 760));

const heading = () => page.getByRole("heading", { level: 1 });
const cell = (day: string) => page.getByTestId("day-grid").element().querySelector<HTMLElement>(`[data-day="${day}"]`);
const summary = () => page.getByTestId("error-summary");

/** Puts the focus on the day that the keys move from. */
async function intoTheGrid(day: string) {
  await expect.poll(() => cell(day)?.tabIndex).toBe(0);
  cell(day)?.focus();
}

test("the recommended day is chosen to begin with, with every date that follows from it", async () => {
  const backend = await open("day");
  await expect.element(page.getByRole("radio", { name: calendarDay("2025-06-28") })).toBeChecked();
  await expect.element(page.getByTestId("day-suggest-1")).toHaveAccessibleDescription("A weekend, 26 days from now (recommended)");
  const dates = page.getByTestId("plan-dates");
  await expect.element(dates).toHaveTextContent(`${calendarDay("2025-06-07")}Shorten the DNS waiting time`);
  await expect.element(dates).toHaveTextContent(`Until ${calendarDay("2025-07-01")}Catching up`);
  expect(dates.element().querySelectorAll("li")).toHaveLength(6);
  expect(backend.scene.plan?.course.day).toBeNull();
  await page.getByTestId("btn-day").click();
  await expect.element(heading()).toHaveTextContent("26 days until moving day");
  expect(backend.scene.plan?.course.day?.day).toBe("2025-06-28");
});

test("a first choice is saved as it is made, by day, time and zone", async () => {
  const backend = await open("day");
  await page.getByTestId("day-suggest-2").click();
  await expect.poll(() => backend.scene.plan?.course.day?.day).toBe("2025-06-27");
  await page.getByTestId("switch-time").selectOptions("07:30");
  await expect.poll(() => backend.scene.plan?.course.day?.time).toBe("07:30");
  await page.getByTestId("zone-change").click();
  await expect.element(page.getByTestId("day-zone")).toHaveFocus();
  await page.getByTestId("day-zone").selectOptions("Asia/Tokyo");
  await expect.poll(() => backend.scene.plan?.course.day).toEqual({ day: "2025-06-27", time: "07:30", zone: "Asia/Tokyo" });
  await expect.element(page.getByTestId("status-line")).toHaveTextContent(/^Saved/);
});

test("the calendar goes by day, week, month and to the ends of a week, and Enter chooses", async () => {
  const backend = await open("day");
  await intoTheGrid("2025-06-28");
  const steps: [string, string][] = [
    ["{ArrowLeft}", "2025-06-27"],
    ["{ArrowUp}", "2025-06-20"],
    ["{ArrowRight}", "2025-06-21"],
    ["{ArrowDown}", "2025-06-28"],
    ["{PageDown}", "2025-07-28"],
    ["{PageUp}", "2025-06-28"],
  ];
  for (const [key, day] of steps) {
    await userEvent.keyboard(key);
    await settled();
    expect((document.activeElement as HTMLElement).dataset["day"], key).toBe(day);
  }
  const week = [...page.getByTestId("day-grid").element().querySelectorAll("tr")].find((row) => row.contains(document.activeElement));
  const ends = [...(week?.querySelectorAll<HTMLElement>("[data-day]") ?? [])].map(({ dataset }) => dataset["day"]);
  await userEvent.keyboard("{Home}");
  await settled();
  expect((document.activeElement as HTMLElement).dataset["day"]).toBe(ends[0]);
  await userEvent.keyboard("{End}");
  await settled();
  expect((document.activeElement as HTMLElement).dataset["day"]).toBe(ends.at(-1));
  await userEvent.keyboard("{ArrowUp}{Enter}");
  const chosen = (document.activeElement as HTMLElement).dataset["day"];
  await expect.poll(() => backend.scene.plan?.course.day?.day).toBe(chosen);
  await expect.element(page.getByRole("radio", { name: "Choose another day" })).toBeChecked();
});

test("today, days that are over and the chosen one are told apart without colour, and only one is in the tab order", async () => {
  await open("day");
  await intoTheGrid("2025-06-28");
  expect(cell("2025-06-02")?.getAttribute("aria-label")).toBe(`${longDay("2025-06-02")}, today`);
  expect(cell("2025-06-02")?.getAttribute("aria-current")).toBe("date");
  expect(cell("2025-06-01")?.getAttribute("aria-label")).toBe(`${longDay("2025-06-01")}, no longer possible`);
  expect(cell("2025-06-01")?.getAttribute("aria-disabled")).toBe("true");
  expect(cell("2025-06-28")?.getAttribute("aria-selected")).toBe("true");
  expect(document.querySelectorAll("[role=gridcell][tabindex='0']")).toHaveLength(1);
  const look = (day: string) => getComputedStyle(cell(day)?.querySelector(".number") as Element);
  expect(look("2025-06-01").textDecorationLine).toBe("line-through");
  expect(look("2025-06-28").fontWeight).toBe("600");
});

test("a day that is over is not taken", async () => {
  const backend = await open("day");
  await intoTheGrid("2025-06-28");
  cell("2025-06-01")?.click();
  await expect.element(page.getByTestId("day-verdict")).toHaveTextContent("Choose a day in the future");
  await page.getByTestId("btn-day").click();
  await expect.element(summary()).toHaveFocus();
  await summary().getByRole("button").click();
  await settled();
  expect((document.activeElement as HTMLElement).dataset["day"]).toBe("2025-06-01");
  expect(backend.scene.plan?.course.day).toBeNull();
  await expect.element(page.getByTestId("plan-dates")).not.toBeInTheDocument();
});

test("a day that is too soon is mended with one button", async () => {
  const backend = await open("day");
  await intoTheGrid("2025-06-28");
  cell("2025-06-03")?.click();
  await expect.element(page.getByTestId("day-verdict")).toHaveTextContent(`${calendarDay("2025-06-03")} is too soon`);
  await page.getByTestId("btn-day").click();
  await expect.element(summary()).toHaveTextContent(`${calendarDay("2025-06-03")} is too soon`);
  expect(backend.scene.plan?.course.day).toBeNull();
  await page.getByRole("button", { name: `Use ${calendarDay("2025-06-04")}` }).click();
  await expect.element(page.getByTestId("day-verdict")).toHaveTextContent("The usual plan takes 21 days, and this leaves 2");
  await expect.poll(() => (document.activeElement as HTMLElement).dataset["day"]).toBe("2025-06-04");
  await expect.element(summary()).not.toBeInTheDocument();
  expect(backend.scene.plan?.course.day?.day).toBe("2025-06-04");
});

test("a later change says which tasks move before it is saved, and can be left", async () => {
  const backend = await open("day-change");
  await expect.element(heading()).toHaveTextContent("Change the moving day");
  await page.getByTestId("day-suggest-1").click();
  await expect.element(page.getByTestId("status-line")).toHaveTextContent("The new day is not saved yet.");
  await page.getByTestId("btn-day").click();
  const dialog = page.getByTestId("change-dialog");
  await expect.element(dialog).toHaveTextContent(`Move everything to ${longDay("2025-06-28")}?`);
  await expect.element(page.getByTestId("moved-tasks")).toHaveTextContent(`Copy the mail${calendarDay("2025-06-14")} becomes ${calendarDay("2025-06-28")}`);
  await expect.element(page.getByTestId("moved-tasks")).not.toHaveTextContent("List the people");
  await expect.element(dialog.getByTestId("told")).not.toBeInTheDocument();
  await expect.element(page.getByTestId("change-keep")).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  expect(backend.scene.plan?.course.day?.day).toBe("2025-06-14");
  await page.getByTestId("btn-day").click();
  await page.getByTestId("change-confirm").click();
  await expect.element(heading()).toHaveTextContent("26 days until moving day");
  expect(backend.scene.plan?.course.day?.day).toBe("2025-06-28");
});

test("a day that people were told already is named", async () => {
  await open("day-told");
  await page.getByTestId("day-suggest-1").click();
  await page.getByTestId("btn-day").click();
  await expect.element(page.getByTestId("told")).toHaveTextContent(`You already told people “${calendarDay("2025-06-14")}”. We’ll prepare a message with the new date.`);
});

test("nothing asks when nothing was changed", async () => {
  await open("day-change");
  await page.getByTestId("btn-day").click();
  await expect.element(heading()).toHaveTextContent("12 days until moving day");
});

test("a moving day that has passed says so, and keeps its time", async () => {
  await open("day-passed");
  await expect.element(page.getByTestId("day-verdict")).toHaveTextContent("Choose a day in the future");
  await expect.element(page.getByTestId("switch-time")).toHaveValue("07:05");
});

test("the zone is shown with its distance on that day, not today’s", async () => {
  await open("day-change");
  await expect.element(page.getByTestId("zone-shown")).toHaveTextContent("In your time zone, Toronto (UTC−4)");
  await intoTheGrid("2025-06-14");
  for (let month = 0; month < 6; month += 1) await userEvent.keyboard("{PageDown}");
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByTestId("zone-shown")).toHaveTextContent("In your time zone, Toronto (UTC−5)");
});

test("the dates go to a calendar once they are saved, each under the name of its task", async () => {
  const backend = await open("day");
  await expect.element(page.getByTestId("plan-dates")).toBeVisible();
  await expect.element(page.getByTestId("add-to-calendar")).not.toBeInTheDocument();
  await page.getByTestId("day-suggest-1").click();
  await page.getByTestId("day-suggest-2").click();
  await page.getByTestId("add-to-calendar").click();
  await expect.element(page.getByTestId("calendar-saved")).toHaveTextContent("Open the file to add the dates to your calendar.");
  expect(backend.scene.calendar?.copyMail).toBe("Copy the mail (harbour-tea.example)");
  expect(Object.keys(backend.scene.calendar ?? {})).toHaveLength(26);
});

test("a calendar file that cannot be written is said to be so", async () => {
  const backend = await open("day-change");
  backend.scene.refused["calendarSave"] = { code: "LocalFileUnwritable", scope: "job", retry: "never", params: { path: "/media/stick/harbour-tea.example.ics" }, serverText: null };
  await page.getByTestId("add-to-calendar").click();
  await expect.element(page.getByTestId("fault-LocalFileUnwritable")).toBeVisible();
  await expect.element(page.getByTestId("calendar-saved")).not.toBeInTheDocument();
});

test("a day that could not be saved leaves the person here", async () => {
  await open("day-refused");
  await page.getByTestId("btn-day").click();
  await expect.element(page.getByTestId("fault-LocalDiskFull")).toBeVisible();
  await expect.element(heading()).toHaveTextContent("Choose your moving day");
});
