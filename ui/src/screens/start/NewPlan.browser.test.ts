import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { open } from "../../testing/window";

const refusals: [string, string][] = [
  ["", "Enter your work email address"],
  ["harbour-tea.example", "Enter an email address with an @ sign, for example ana@example.com"],
  ["sam@harbour", "Enter an address whose last part has a dot"],
  ["sam@gmail.com", "gmail.com belongs to Google, so it can’t be moved. Enter an address at your company’s own domain."],
];

test.each(refusals)("%j is not taken, and it is said why", async (typed, why) => {
  const backend = await open("new");
  await page.getByTestId("field-address").fill(typed);
  await page.getByTestId("btn-create").click();
  await expect.element(page.getByTestId("error-summary")).toHaveFocus();
  await expect.element(page.getByTestId("error-summary")).toHaveTextContent(why);
  await expect.element(page.getByTestId("field-address")).toHaveValue(typed);
  await expect.element(page.getByTestId("field-address")).toHaveAttribute("aria-invalid", "true");
  expect(backend.scene.plan).toBeNull();
});

test("a domain with letters of its own is shown in both forms, whichever was typed", async () => {
  await open("new");
  await page.getByTestId("field-address").fill("dörte@müller.example");
  await expect.element(page.getByTestId("other-form")).toHaveTextContent("müller.example as xn--mller-kva.example");
  await page.getByTestId("field-address").fill("doerte@xn--mller-kva.example");
  await expect.element(page.getByTestId("other-form")).toHaveTextContent("xn--mller-kva.example as müller.example");
  await page.getByTestId("field-address").fill("doerte@mueller.example");
  await expect.element(page.getByTestId("other-form")).not.toBeInTheDocument();
});

test("a plan that exists can be opened instead", async () => {
  const backend = await open("new-exists");
  await page.getByTestId("field-address").fill("sam@harbour-tea.example");
  await page.getByTestId("btn-create").click();
  await expect.element(page.getByTestId("fault-PlanExists")).toHaveFocus();
  await expect.element(page.getByTestId("field-address")).toHaveValue("sam@harbour-tea.example");
  await page.getByRole("button", { name: "Open that plan" }).click();
  await expect.element(page.getByTestId("rail-home")).toHaveAttribute("aria-current", "page");
  expect(backend.scene.plan?.path).toMatch(/harbour-tea.example.movingday$/);
});

test("with a plan open, the same domain changes the address and another one begins a second plan", async () => {
  const backend = await open("new-again");
  await expect.element(page.getByTestId("field-address")).toHaveValue("sam@harbour-tea.example");
  await page.getByTestId("field-address").fill("ana@harbour-tea.example");
  await page.getByTestId("btn-create").click();
  await expect.element(page.getByRole("heading", { level: 1 })).toHaveTextContent("Where is your mail now?");
  expect(backend.scene.plan?.course.answers.ownAddress).toBe("ana@harbour-tea.example");
  await page.getByTestId("back").click();
  await page.getByTestId("field-address").fill("ana@harbour.example");
  await expect.element(page.getByTestId("second-plan")).toHaveTextContent("The one for harbour-tea.example stays as it is.");
  await page.getByTestId("btn-create").click();
  await expect.element(page.getByRole("heading", { level: 1 })).toHaveTextContent("Where is your mail now?");
  expect(backend.scene.plan?.domain).toBe("harbour.example");
});
