import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { open } from "../../testing/window";

test("what is missing is named for each server", async () => {
  await open("servers");
  await page.getByTestId("source-port").fill("99999");
  await page.getByTestId("btn-servers").click();
  const summary = page.getByTestId("error-summary");
  await expect.element(summary).toHaveFocus();
  await expect.element(summary).toHaveTextContent("Enter the name of the old mail server");
  await summary.getByRole("button", { name: "Port must be a number from 1 to 65535" }).click();
  await expect.element(page.getByTestId("source-port")).toHaveFocus();
  await expect.element(page.getByTestId("source-host")).toHaveAccessibleDescription("Enter the name of the old mail server");
});

test("each server is saved as soon as it can be used, without a button", async () => {
  const backend = await open("servers");
  await page.getByTestId("source-host").fill(" https://IMAP.oldhost.example/ ");
  await userEvent.tab();
  await expect.element(page.getByTestId("source-host")).toHaveValue("imap.oldhost.example");
  await expect.element(page.getByTestId("status-line")).toHaveTextContent(/^Saved/);
  expect(backend.scene.plan?.source?.host).toBe("imap.oldhost.example");
  expect(backend.scene.plan?.destination).toBeNull();
  await page.getByTestId("destination-host").fill("mail.newhost.example:1993");
  await userEvent.tab();
  await expect.element(page.getByTestId("status-line")).toHaveTextContent(/^Saved/);
  expect(backend.scene.plan?.source).toEqual({ host: "imap.oldhost.example", port: 993, security: "tls" });
  expect(backend.scene.plan?.destination).toEqual({ host: "mail.newhost.example", port: 1993, security: "tls" });
});

test("what cannot be saved is not said to be saved", async () => {
  const backend = await open("servers-filled");
  await page.getByTestId("source-port").fill("99999");
  await userEvent.tab();
  await expect.element(page.getByTestId("status-line")).toHaveTextContent("What you typed is not saved yet.");
  expect(backend.scene.plan?.source?.port).toBe(993);
});

test("without encryption there is a warning, and the usual port", async () => {
  await open("servers-filled");
  await expect.element(page.getByTestId("source-plain")).not.toBeInTheDocument();
  await page.getByTestId("source-security").selectOptions("plain");
  await expect.element(page.getByTestId("source-plain")).toHaveTextContent("Passwords would travel in the open");
  await expect.element(page.getByTestId("source-port")).toHaveValue("143");
  await expect.element(page.getByTestId("destination-port")).toHaveValue("993");
});

test("moving from a server to itself is caught", async () => {
  const backend = await open("servers-filled");
  await page.getByTestId("destination-host").fill("imap.oldhost.example");
  await page.getByTestId("btn-servers").click();
  await expect.element(page.getByTestId("error-summary")).toHaveTextContent("The old and the new server are the same.");
  expect(backend.scene.plan?.destination?.host).toBe("mail.newhost.example");
});

test("Continue leads home", async () => {
  await open("servers-filled");
  await page.getByTestId("btn-servers").click();
  await expect.element(page.getByRole("heading", { level: 1 })).toHaveTextContent("12 days until moving day");
});

test("the practice run shows its servers and asks nothing", async () => {
  await open("practice", { at: "servers" });
  await expect.element(page.getByTestId("server-source")).toHaveTextContent("127.0.0.1, port 41143, not encrypted");
  expect(document.querySelectorAll("main input")).toHaveLength(0);
});
