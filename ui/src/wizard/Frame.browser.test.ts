import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { keepMenuToText } from "./context-menu";
import { open, resize, settled } from "../testing/window";

beforeEach(() => resize(1120, 760));

const heading = () => page.getByRole("heading", { level: 1 });

test("the rail shows the tasks of the phase, and why one cannot start", async () => {
  await open("people-empty");
  await expect.element(page.getByTestId("task-getAccess")).toHaveTextContent("Starts after: List the people who move");
  expect(page.getByTestId("task-getAccess").element().querySelector("button")).toBeNull();
  await expect.element(page.getByRole("button", { name: "List the people who move, To do" })).toHaveAttribute("aria-current", "page");
});

test("a new screen takes the focus to its heading and can be left with Back, by button and by key", async () => {
  await open("people");
  await page.getByTestId("task-getAccess").getByRole("button").click();
  await expect.element(heading()).toHaveFocus();
  await expect.element(heading()).toHaveTextContent("Test the connections");
  await userEvent.keyboard("{Alt>}{ArrowLeft}{/Alt}");
  await expect.element(heading()).toHaveTextContent("List the people who move");
  await expect.element(heading()).toHaveFocus();
});

test("F6 goes from the content to the footer to the rail and back", async () => {
  await open("people");
  await expect.element(heading()).toHaveFocus();
  await userEvent.keyboard("{F6}");
  await expect.element(page.getByTestId("later")).toHaveFocus();
  await userEvent.keyboard("{F6}");
  await expect.element(page.getByRole("button", { name: /^List the people who move/ })).toHaveFocus();
  await userEvent.keyboard("{Shift>}{F6}{/Shift}");
  await expect.element(page.getByTestId("later")).toHaveFocus();
});

test("both live regions stand there from the start, empty", async () => {
  await open("start");
  await expect.element(page.getByRole("status")).toHaveTextContent(/^$/);
  await expect.element(page.getByRole("alert")).toHaveTextContent(/^$/);
  await userEvent.keyboard("{Control>}s{/Control}");
  await expect.element(page.getByRole("status")).toHaveTextContent("Everything is already saved.");
});

test("leaving for later leads home, and from there the plan can be closed", async () => {
  const backend = await open("people");
  await page.getByTestId("later").click();
  await expect.element(heading()).toHaveTextContent("12 days until moving day");
  await page.getByTestId("close-plan").click();
  await expect.element(heading()).toHaveTextContent("Move your company’s email");
  expect(backend.scene.plan).toBeNull();
  await expect.element(page.getByTestId("back")).not.toBeInTheDocument();
});

test("the practice run can be ended from everywhere, after a question", async () => {
  const backend = await open("practice-people");
  await page.getByTestId("practice-end").click();
  await expect.element(page.getByRole("button", { name: "Keep practising" })).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByTestId("practice-end")).toHaveFocus();
  await page.getByTestId("practice-end").click();
  await page.getByTestId("practice-end-confirm").click();
  await expect.element(heading()).toHaveTextContent("Move your company’s email");
  expect(backend.scene.plan).toBeNull();
});

test("what keeps the practice run from ending is said where it was asked", async () => {
  const backend = await open("practice-people");
  backend.scene.refused["practiceEnd"] = { code: "JobRunning", scope: "job", retry: "later", params: {}, serverText: null };
  await page.getByTestId("practice-end").click();
  await page.getByTestId("practice-end-confirm").click();
  await expect.element(page.getByRole("dialog").getByTestId("fault-JobRunning")).toHaveFocus();
});

test("a plan that cannot be closed stays, and says why", async () => {
  const backend = await open("people");
  backend.scene.refused["planClose"] = { code: "JobRunning", scope: "job", retry: "later", params: {}, serverText: null };
  await page.getByTestId("later").click();
  await page.getByTestId("close-plan").click();
  await expect.element(page.getByTestId("fault-JobRunning")).toHaveFocus();
  expect(backend.scene.plan).not.toBeNull();
});

test("in a narrow window the rail is a strip with a button", async () => {
  await open("people");
  await resize(640, 600);
  const task = page.getByTestId("task-getAccess").getByRole("button");
  await expect.element(task).not.toBeInTheDocument();
  await page.getByRole("button", { name: "Show the plan" }).click();
  await task.click();
  await expect.element(heading()).toHaveTextContent("Test the connections");
  await expect.element(page.getByRole("button", { name: "Show the plan" })).toHaveAttribute("aria-expanded", "false");
});

test("the arrows move between the tasks of the rail", async () => {
  await open("people");
  (page.getByTestId("task-listPeople").getByRole("button").element() as HTMLElement).focus();
  await userEvent.keyboard("{ArrowDown}");
  await expect.element(page.getByTestId("task-getAccess").getByRole("button")).toHaveFocus();
  await userEvent.keyboard("{ArrowUp}");
  await expect.element(page.getByTestId("task-listPeople").getByRole("button")).toHaveFocus();
});

test("the rail says how far the running job is, and that it is paused", async () => {
  const backend = await open("copy-running");
  await expect.element(page.getByTestId("task-copyMail")).toHaveTextContent(/Working… \d+%/);
  await backend.copyPause();
  backend.tick(2);
  await settled();
  await expect.element(page.getByRole("button", { name: "Copy the mail, Paused" })).toBeVisible();
});

test("Ctrl and + make the text larger, and it is said", async () => {
  await open("people");
  await userEvent.keyboard("{Control>}={/Control}");
  expect(getComputedStyle(document.documentElement).fontSize).toBe("17.6px");
  await expect.element(page.getByRole("status")).toHaveTextContent("Text size 110%.");
});

test("the web view's own menu appears only over text that is typed or chosen", async () => {
  await open("people");
  keepMenuToText();
  const menu = (element: Element) => element.dispatchEvent(new MouseEvent("contextmenu", { bubbles: true, cancelable: true }));
  const address = page.getByText("ana@harbour-tea.example").element();
  expect(menu(address)).toBe(false);
  document.getSelection()?.selectAllChildren(address);
  expect(menu(address)).toBe(true);
  expect(menu(heading().element())).toBe(false);
  await page.getByTestId("people-add-one").click();
  expect(menu(page.getByTestId("editor-name").element())).toBe(true);
});

test("the clock of the practice run jumps to the next event, and it is said what time it is", async () => {
  const backend = await open("home-practice");
  await page.getByTestId("practice-jump").click();
  await expect.element(page.getByRole("status")).toHaveTextContent(/It is now .*5 June|June 5/);
  expect(backend.scene.plan?.course.today).toBe("2025-06-05");
  await expect.element(page.getByTestId("practice-jump")).not.toBeInTheDocument();
});

test("the mailbox that is full on purpose can be made bigger once the copy has found it", async () => {
  await open("home-practice");
  await expect.element(page.getByTestId("practice-repair")).not.toBeInTheDocument();
  await open("copy-practice-full");
  await page.getByRole("button", { name: "Make the mailbox of Emil Nyström bigger" }).click();
  await expect.element(page.getByTestId("practice-repair")).not.toBeInTheDocument();
  await expect.element(page.getByRole("status")).toHaveTextContent("The mailbox is bigger now.");
});
