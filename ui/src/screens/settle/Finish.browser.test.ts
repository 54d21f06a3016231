import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { open, resize } from "../../testing/window";

beforeEach(() => resize(1120, 760));

test("the button says how many passwords it deletes, and afterwards none is left", async () => {
  const backend = await open("finish");
  await expect.element(page.getByTestId("cleanup-count")).toHaveTextContent("12 passwords are stored on this computer for this plan.");
  await expect.element(page.getByTestId("cleanup-passwords")).toHaveTextContent("Delete 12 passwords");
  await page.getByTestId("cleanup-passwords").click();
  await expect.element(page.getByTestId("cleanup-count")).toHaveTextContent("Deleted. We checked: none are left.");
  await expect.element(page.getByRole("status")).toHaveTextContent("Deleted. We checked: none are left.");
  expect(backend.scene.plan?.people.every(({ sourceSecret }) => sourceSecret === "missing")).toBe(true);
  await expect.element(page.getByTestId("finish-done")).toHaveTextContent(/Your email has moved\. 6 people, [\d,]+ messages in the new mailboxes, 0 incomplete/);
  await page.getByTestId("finish-home").click();
  await expect.element(page.getByRole("heading", { level: 1 })).toHaveTextContent("The move is finished");
});

test("what the store keeps is counted, with a way to open it", async () => {
  const backend = await open("finish-refused");
  await expect.element(page.getByTestId("cleanup-left")).toHaveTextContent(/12 passwords could not be deleted.*Unlock it/);
  backend.scene.vaultComesBack = true;
  backend.scene.stubborn = false;
  await page.getByTestId("cleanup-store").click();
  await page.getByTestId("cleanup-passwords").click();
  await expect.element(page.getByTestId("finish-done")).toBeVisible();
});

test("a deletion that is refused says why and changes nothing", async () => {
  const backend = await open("finish");
  backend.scene.refused["finishDeletePasswords"] = { code: "JobRunning", scope: "job", retry: "later", params: {}, serverText: null };
  await page.getByTestId("cleanup-passwords").click();
  await expect.element(page.getByTestId("fault-JobRunning")).toHaveFocus();
  await expect.element(page.getByTestId("cleanup-count")).toHaveTextContent("12 passwords");
});

test("ticks are kept as soon as they are made", async () => {
  const backend = await open("finish");
  await page.getByTestId("before-cancel-looked").click();
  await page.getByTestId("before-cancel-weeks").click();
  await expect.poll(() => backend.scene.plan?.course.answers.beforeCancel).toBe("weeks,looked");
  await page.getByTestId("before-cancel-looked").click();
  await page.getByTestId("before-cancel-weeks").click();
  await expect.poll(() => backend.scene.plan?.course.answers.beforeCancel).toBeNull();
});

test("what is kept has its size and can be shown", async () => {
  const backend = await open("finish");
  await expect.element(page.getByTestId("kept-notCopied")).toHaveTextContent(/61 MB/);
  await page.getByTestId("kept-plan").getByRole("button").click();
  await expect.poll(() => backend.scene.revealed).toMatch(/\.movingday$/);
});
