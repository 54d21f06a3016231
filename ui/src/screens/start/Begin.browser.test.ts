import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { keepAtHand } from "../../lib/at-hand";
import { open } from "../../testing/window";

const heading = () => page.getByRole("heading", { level: 1 });

test("what is at hand is ticked before there is a plan, and the plan takes it over with the address", async () => {
  const backend = await open("start");
  await page.getByTestId("start-new").click();
  await expect.element(heading()).toHaveTextContent("Before you begin");
  await page.getByRole("checkbox", { name: "A list of everyone’s email addresses" }).click();
  await page.getByTestId("need-haveDns").click();
  await page.getByTestId("btn-begin").click();
  await page.getByTestId("field-address").fill("Sam Field <sam@Harbour-Tea.example>");
  await userEvent.keyboard("{Enter}");
  await expect.element(heading()).toHaveTextContent("Where is your mail now?");
  expect(backend.scene.plan?.domain).toBe("harbour-tea.example");
  expect(backend.scene.plan?.course.answers).toMatchObject({ ownAddress: "sam@harbour-tea.example", haveList: "yes", haveDns: "yes", haveAccess: null });
  expect(localStorage.getItem("at-hand")).toBeNull();
});

test("ticks survive a program that ends before there is a plan", async () => {
  await open("start");
  keepAtHand(["haveNew"]);
  await page.getByTestId("start-new").click();
  await expect.element(page.getByTestId("need-haveNew")).toBeChecked();
  await page.getByTestId("need-haveComputer").click();
  expect(localStorage.getItem("at-hand")).toBe("haveNew haveComputer");
  await page.getByTestId("need-haveNew").click();
  expect(localStorage.getItem("at-hand")).toBe("haveComputer");
});

test("in an open plan each tick is saved in it, and can be taken back", async () => {
  const backend = await open("begin-again");
  await expect.element(page.getByTestId("need-haveList")).toBeChecked();
  await page.getByTestId("need-haveList").click();
  await page.getByTestId("need-haveNew").click();
  await expect.element(page.getByTestId("status-line")).toHaveTextContent(/^Saved/);
  expect(backend.scene.plan?.course.answers).toMatchObject({ haveList: null, haveNew: "yes", haveDns: "yes" });
});

test("Back leads through every question again, and nothing is asked twice", async () => {
  const backend = await open("start");
  await page.getByTestId("start-new").click();
  await page.getByTestId("btn-begin").click();
  await page.getByTestId("field-address").fill("sam@harbour-tea.example");
  await page.getByTestId("btn-create").click();
  await expect.element(heading()).toHaveTextContent("Where is your mail now?");
  await page.getByTestId("back").click();
  await expect.element(page.getByTestId("field-address")).toHaveValue("sam@harbour-tea.example");
  await page.getByTestId("back").click();
  await expect.element(heading()).toHaveTextContent("Before you begin");
  await page.getByTestId("back").click();
  await expect.element(page.getByTestId("next-step")).toHaveTextContent("Next: Where your mail is now");
  await page.getByTestId("next-step-open").click();
  await expect.element(heading()).toHaveTextContent("Where is your mail now?");
  expect(backend.scene.plan?.domain).toBe("harbour-tea.example");
});

test("what is at hand is shown again at the task that needs it, and nowhere else", async () => {
  await open("begin-again", { at: "listPeople" });
  await expect.element(page.getByTestId("at-hand")).toHaveTextContent("At hand, as you ticked at the start: A list of everyone’s email addresses");
  await page.getByTestId("later").click();
  await expect.element(page.getByTestId("at-hand")).not.toBeInTheDocument();
});
