import { beforeEach, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { open, resize } from "../../testing/window";

beforeEach(() => resize(1120, 760));

const heading = () => page.getByRole("heading", { level: 1 });

test("the switch begins with the last look, and leads on from there", async () => {
  await open("ready", { at: "home" });
  await page.getByTestId("next-step-open").click();
  await expect.element(heading()).toHaveTextContent("Ready to move?");
  await expect.element(page.getByTestId("ready-list")).toHaveTextContent(/6 of 6 mailboxes open.*The first copy is finished.*Save a backup on this computer: skipped.*People were told/);
  await expect.element(page.getByTestId("ready-verdict")).toHaveTextContent("You’re ready.");
  await page.getByTestId("ready-start").click();
  await expect.element(heading()).toHaveTextContent("Switch mail delivery (DNS)");
});

test("what is missing is named, each with the way to it", async () => {
  await open("ready-missing");
  await expect.element(page.getByTestId("ready-verdict")).toHaveTextContent(/\d things first/);
  await page.getByRole("button", { name: "Open: Get access to every mailbox" }).click();
  await expect.element(heading()).toHaveTextContent("Test the connections");
});

test("another day can be chosen", async () => {
  await open("ready");
  await page.getByTestId("ready-later").click();
  await expect.element(heading()).toHaveTextContent(/moving day/);
});

test("the sheet has what is known, and phone numbers are kept before it is printed", async () => {
  const printed = vi.spyOn(window, "print").mockImplementation(() => {});
  const backend = await open("sheet-opensrs");
  await expect.element(page.getByTestId("sheet")).toHaveTextContent(/mx\.harbour-tea\.example\.cust\.b\.hostedemail\.com/);
  await expect.element(page.getByTestId("sheet")).toHaveTextContent(/America\/Toronto/);
  await page.getByTestId("sheet-phones").fill("Priya: 555 0199");
  await page.getByTestId("sheet-print").click();
  await expect.poll(() => printed.mock.calls.length).toBe(1);
  expect(backend.scene.plan?.course.answers.phones).toBe("Priya: 555 0199");
  printed.mockRestore();
});

test("a sheet whose phone numbers cannot be kept is not printed", async () => {
  const printed = vi.spyOn(window, "print").mockImplementation(() => {});
  const backend = await open("sheet");
  backend.scene.refused["answerSave"] = { code: "LocalDiskFull", scope: "job", retry: "later", params: {}, serverText: null };
  await page.getByTestId("sheet-phones").fill("555 0199");
  await page.getByTestId("sheet-print").click();
  await expect.element(page.getByTestId("fault-LocalDiskFull")).toBeVisible();
  expect(printed).not.toHaveBeenCalled();
  printed.mockRestore();
});
