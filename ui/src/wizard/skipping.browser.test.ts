import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { fault } from "../lib/backend/fake/company";
import { open } from "../testing/window";

const dialog = () => page.getByTestId("skip-dialog");

test("a recommended task is skipped with a reason, and taken up again", async () => {
  const backend = await open("people", { at: "keepBackup" });
  const state = () => backend.scene.plan?.course.tasks.find(({ task }) => task === "keepBackup")?.state;
  await page.getByTestId("skip-keepBackup").click();
  await expect.element(dialog()).toHaveTextContent("there will be no copy on this computer");
  await page.getByTestId("skip-skip").click();
  await expect.element(dialog()).toHaveTextContent("Choose why you are skipping this.");
  await expect.element(page.getByTestId("skip-notNeeded")).toHaveFocus();
  await page.getByTestId("skip-notNeeded").click();
  await page.getByTestId("skip-skip").click();
  await expect.element(page.getByTestId("skipped-keepBackup")).toHaveTextContent("Skipped: we don’t need it");
  await expect.element(page.getByRole("status")).toHaveTextContent("Skipped: Save a backup on this computer");
  expect(state()).toMatchObject({ kind: "skipped", reason: "notNeeded", note: null });
  await page.getByTestId("reopen-keepBackup").click();
  await expect.element(page.getByTestId("skip-keepBackup")).toBeVisible();
  expect(state()).toEqual({ kind: "todo" });
});

test("a required task needs a second yes beside its risk, and a reason in own words is shown", async () => {
  await open("people", { at: "freezeAccounts" });
  await page.getByTestId("skip-freezeAccounts").click();
  await page.getByTestId("skip-other").click();
  await page.getByTestId("skip-skip").click();
  await expect.element(page.getByLabelText("What is the reason?")).toHaveFocus();
  await page.getByLabelText("What is the reason?").fill("Nobody new until July");
  await page.getByTestId("skip-skip").click();
  await expect.element(dialog()).toHaveTextContent("is required. Skip it all the same?");
  await expect.element(dialog()).toHaveTextContent("its mail would stay behind");
  await page.getByTestId("skip-confirm").click();
  await expect.element(page.getByTestId("skipped-freezeAccounts")).toHaveTextContent("Skipped: Nobody new until July");
});

test("Esc keeps the task, and a refusal is told in the dialog", async () => {
  const backend = await open("people", { at: "keepBackup" });
  await page.getByTestId("skip-keepBackup").click();
  await userEvent.keyboard("{Escape}");
  await expect.element(dialog()).not.toBeInTheDocument();
  backend.scene.refused["taskMark"] = fault("LocalDiskFull");
  await page.getByTestId("skip-keepBackup").click();
  await page.getByTestId("skip-notPossible").click();
  await page.getByTestId("skip-skip").click();
  await expect.element(dialog().getByTestId("fault-LocalDiskFull")).toBeVisible();
});
