import { beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { course } from "../../lib/backend/fake/course";
import { open, resize } from "../../testing/window";

beforeEach(() => resize(1120, 760));

const title = () => page.getByTestId("home-title");

test("home says where in the plan the day is", async () => {
  await open("home-waiting");
  await expect.element(title()).toHaveTextContent("12 days until moving day");
  await open("home-today");
  await expect.element(title()).toHaveTextContent("Today is moving day");
  await open("home-after");
  await expect.element(title()).toHaveTextContent("Day 3 in the new home");
  await open("home-finished");
  await expect.element(title()).toHaveTextContent("The move is finished");
  await open("home-new");
  await expect.element(title()).toHaveTextContent("Your plan");
});

test("there is one next step, with its reason and its time, and it opens the task", async () => {
  await open("home");
  const step = page.getByTestId("next-step");
  await expect.element(step).toHaveTextContent("Next: Shorten the DNS waiting time");
  await expect.element(step).toHaveTextContent(/It has to be short before the switch.*Required · Due .* · about 10 minutes/);
  expect(document.querySelectorAll("[data-testid=next-step]")).toHaveLength(1);
  await page.getByTestId("next-step-open").click();
  await expect.element(page.getByRole("heading", { level: 1 })).toHaveTextContent("Shorten the DNS waiting time");
});

test("what needs the person takes the place of the next step", async () => {
  await open("home-attention");
  await expect.element(page.getByTestId("next-step")).toHaveTextContent(/This needs you: Get access.*cannot be signed in/);
  await expect.element(page.getByTestId("since")).toHaveTextContent("The DNS waiting time has passed.");
});

test("when nothing is to do it says until when, and what could be done early", async () => {
  await open("home-nothing");
  await expect.element(page.getByTestId("next-step")).toHaveTextContent(/Nothing to do until .*You can close Moving Day/);
  await page.getByTestId("next-step-early").click();
  await expect.element(page.getByRole("heading", { level: 1 })).toHaveTextContent("Keep things still until the move");
});

test("waits have their clock and their bar, and at most three are shown", async () => {
  await open("home-waiting");
  const list = page.getByTestId("waiting-list");
  await expect.element(list).toHaveTextContent(/Shorten the DNS waiting time: until .*About 4 hours left/);
  // Four of eight hours and ten minutes are over.
  await expect.element(list.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "48");
  expect(list.getByRole("listitem").elements()).toHaveLength(3);
  await expect.element(list).toHaveTextContent("One more is in the list below.");
});

test("the dates are a list, and the drawing beside it is for the eye alone", async () => {
  await open("home-waiting");
  const strip = page.getByTestId("timeline");
  expect(strip.getByRole("listitem").elements()).toHaveLength(5);
  await expect.element(strip).toHaveTextContent(/Moving day/);
  await expect.element(strip).toHaveTextContent(/21 days before/);
  expect(strip.element().querySelector("[aria-hidden=true] .diamond")).not.toBeNull();
});

test("the whole row is the way into a task, and its name says how it stands", async () => {
  await open("home-attention");
  await expect.element(page.getByRole("button", { name: "Get access to every mailbox, Required, Needs attention" })).toBeVisible();
  await expect.element(page.getByTestId("home-getReady")).toHaveAttribute("open");
  await expect.element(page.getByTestId("home-prepare")).not.toHaveAttribute("open");
  await expect.element(page.getByTestId("home-prepare")).toHaveTextContent("6 of 6 done");
  await page.getByTestId("home-task-getAccess").getByRole("button").click();
  await expect.element(page.getByRole("heading", { level: 1 })).toHaveTextContent("Test the connections");
});

test("a task that cannot start yet is no button, and says why", async () => {
  await open("home-new");
  await page.getByTestId("home-getReady").getByText("Get ready").click();
  const row = page.getByTestId("home-task-getAccess");
  await expect.element(row).toHaveTextContent("Starts after: List the people who move");
  expect(row.element().querySelector("button")).toBeNull();
});

test("who says that something is done has another shape for each", async () => {
  await open("home-late");
  const shape = (task: string) => page.getByTestId(`task-state-${task}`).element().querySelector("path")?.getAttribute("d");
  await expect.element(page.getByTestId("task-state-shortenWait")).toHaveTextContent(/Done.*Checked by Moving Day/);
  await expect.element(page.getByTestId("task-state-setUpBrand")).toHaveTextContent(/Done.*Marked by you/);
  expect(shape("shortenWait")).not.toBe(shape("setUpBrand"));
});

test("what is late is said quietly", async () => {
  await open("home-late");
  await expect.element(page.getByTestId("home-task-tellPeople")).toHaveTextContent("Due 3 days ago");
  expect(page.getByTestId("home-task-tellPeople").element().querySelector(".attention")).toBeNull();
});

test("a finished plan has no coloured tag", async () => {
  await open("home-finished");
  await page.getByTestId("home-settleIn").getByText("Settle in").click();
  expect(document.querySelectorAll("main .tag").length).toBeGreaterThan(20);
  const coloured = [...document.querySelectorAll("main .tag")].filter((tag) => getComputedStyle(tag).backgroundColor !== "rgba(0, 0, 0, 0)");
  expect(coloured).toEqual([]);
});

test("the folder of the plan is shown, and what keeps it from that is said", async () => {
  const backend = await open("home");
  await page.getByTestId("home-folder").click();
  await expect.poll(() => backend.scene.revealed).toMatch(/harbour-tea/);
  backend.scene.refused["planShowFolder"] = { code: "LocalFileUnreadable", scope: "job", retry: "never", params: {}, serverText: null };
  await page.getByTestId("home-folder").click();
  await expect.element(page.getByTestId("fault-LocalFileUnreadable")).toBeVisible();
});

test("Ctrl with Shift and H leads home from anywhere", async () => {
  await open("people");
  await userEvent.keyboard("{Control>}{Shift>}h{/Shift}{/Control}");
  await expect.element(title()).toBeVisible();
});

test("the page changes by itself when the next thing happens", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  try {
    const backend = await open("home-waiting");
    const { plan } = backend.scene;
    if (!plan) throw new Error("the scene has a plan");
    backend.scene.plan = { ...plan, course: course({}, { today: "2025-06-03", now: "2025-06-03T04:00:01Z" }) };
    // The day ends at midnight in Toronto, ten hours from the time of the plan.
    vi.advanceTimersByTime(13.9 * 3_600_000);
    await expect.element(title()).toHaveTextContent("12 days until moving day");
    vi.advanceTimersByTime(0.2 * 3_600_000);
    await expect.element(title()).toHaveTextContent("11 days until moving day");
  } finally {
    vi.useRealTimers();
  }
});
