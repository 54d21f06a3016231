import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { open } from "../../testing/window";

const heading = () => page.getByRole("heading", { level: 1 });

test("the old server is saved as soon as it can be used, and Continue asks for the new one", async () => {
  const backend = await open("source");
  await page.getByTestId("source-host").fill(" IMAPS://imap.oldhost.example/ ");
  await userEvent.tab();
  await expect.element(page.getByTestId("status-line")).toHaveTextContent(/^Saved/);
  expect(backend.scene.plan?.source).toEqual({ host: "imap.oldhost.example", port: 993, security: "tls" });
  await page.getByTestId("btn-source").click();
  await expect.element(heading()).toHaveTextContent("Where is your mail moving to?");
  await page.getByTestId("back").click();
  await expect.element(page.getByTestId("source-host")).toHaveValue("imap.oldhost.example");
});

test("what is missing or wrong is named, and nothing typed is cleared", async () => {
  const backend = await open("source");
  await page.getByTestId("btn-source").click();
  await expect.element(page.getByTestId("error-summary")).toHaveTextContent("Enter the name of the old mail server");
  await page.getByTestId("source-host").fill("imap.oldhost.example");
  await page.getByTestId("source-port").fill("70000");
  await page.getByTestId("btn-source").click();
  await expect.element(page.getByTestId("error-summary")).toHaveTextContent("Port must be a number from 1 to 65535");
  await expect.element(page.getByTestId("status-line")).toHaveTextContent("What you typed is not saved yet.");
  await expect.element(page.getByTestId("source-port")).toHaveValue("70000");
  expect(backend.scene.plan?.source?.port).toBe(993);
});

test("a disk that is full keeps the person here, with what they typed", async () => {
  await open("source-refused");
  await page.getByTestId("source-host").fill("imap.oldhost.example");
  await page.getByTestId("btn-source").click();
  await expect.element(page.getByTestId("fault-LocalDiskFull")).toBeVisible();
  await expect.element(page.getByTestId("source-host")).toHaveValue("imap.oldhost.example");
});
