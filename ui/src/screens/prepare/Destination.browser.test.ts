import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { open } from "../../testing/window";

const heading = () => page.getByRole("heading", { level: 1 });

test("what comes across and what does not is there whatever is chosen", async () => {
  await open("destination");
  const box = page.getByTestId("scope-box");
  await expect.element(box).toHaveTextContent("All folders and messages, with dates, read or unread, flags");
  await page.getByTestId("dest-opensrs").click();
  await expect.element(box).toHaveTextContent("Passwords");
  await page.getByTestId("dest-imap").click();
  await expect.element(box).toHaveTextContent("Mail that is only stored on someone’s own computer");
});

test("a choice is needed, and it is one of two cards that the arrow keys move between", async () => {
  const backend = await open("destination");
  await page.getByTestId("btn-destination").click();
  const summary = page.getByTestId("error-summary");
  await expect.element(summary).toHaveTextContent("Choose where your mail is moving to");
  await summary.getByRole("button").click();
  await expect.element(page.getByTestId("dest-opensrs")).toHaveFocus();
  await userEvent.keyboard(" ");
  await expect.element(page.getByRole("radio", { name: "OpenSRS email" })).toBeChecked();
  await userEvent.keyboard("{ArrowRight}");
  await expect.element(page.getByRole("radio", { name: "Another mail service" })).toBeChecked();
  await expect.element(page.getByTestId("dest-imap")).toHaveAccessibleDescription("Any service with an IMAP connection.");
  expect(backend.scene.plan?.course.answers.destination).toBe("other");
});

test("each half of OpenSRS brings its server, and not knowing stops nobody", async () => {
  const backend = await open("destination-opensrs");
  await expect.element(page.getByTestId("cluster-unknown")).toBeChecked();
  await expect.element(page.getByTestId("cluster-server")).toHaveTextContent("Not sure is fine.");
  await page.getByTestId("cluster-b").click();
  await expect.element(page.getByTestId("cluster-server")).toHaveTextContent("mail.b.hostedemail.com, port 993");
  await expect.poll(() => backend.scene.plan?.destination).toEqual({ host: "mail.b.hostedemail.com", port: 993, security: "tls" });
  await page.getByTestId("cluster-a").click();
  await expect.poll(() => backend.scene.plan?.destination?.host).toBe("mail.hostedemail.com");
  expect(backend.scene.plan?.course.answers.cluster).toBe("a");
});

test("what this computer suggests becomes an answer with Continue, and what is left empty does not", async () => {
  const backend = await open("destination-opensrs");
  await page.getByTestId("makers-provider").click();
  await page.getByTestId("opensrs-size").fill("12,5");
  await page.getByTestId("btn-destination").click();
  await expect.element(heading()).toHaveTextContent("Choose your moving day");
  const { answers } = backend.scene.plan?.course ?? {};
  const mailboxZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  expect(answers).toMatchObject({ destination: "opensrs", cluster: "unknown", mailboxesBy: "provider", brand: null, language: "en", mailboxZone, mailboxSize: "12500" });
});

test("a size that is none is named at its field", async () => {
  const backend = await open("destination-opensrs");
  await page.getByTestId("opensrs-size").fill("large");
  await page.getByTestId("btn-destination").click();
  await expect.element(page.getByTestId("error-summary")).toHaveTextContent("Mailbox size must be a number of gigabytes");
  await expect.element(page.getByTestId("opensrs-size")).toHaveAttribute("aria-invalid", "true");
  expect(backend.scene.plan?.course.answers.mailboxSize).toBeNull();
});

test("another service is entered by hand, and cannot be the old server", async () => {
  const backend = await open("destination-other");
  await page.getByTestId("destination-host").fill("imap.oldhost.example");
  await page.getByTestId("btn-destination").click();
  await expect.element(page.getByTestId("error-summary")).toHaveTextContent("The old and the new server are the same. Check the server name.");
  expect(backend.scene.plan?.destination).toBeNull();
  await page.getByTestId("destination-host").fill("mail.newhost.example");
  await page.getByTestId("btn-destination").click();
  await expect.element(heading()).toHaveTextContent("Choose your moving day");
  expect(backend.scene.plan?.destination?.host).toBe("mail.newhost.example");
});

test("whoever changes their mind does not keep the server of before", async () => {
  const backend = await open("destination-other");
  await page.getByTestId("destination-host").fill("mail.newhost.example");
  await userEvent.tab();
  await expect.poll(() => backend.scene.plan?.destination?.host).toBe("mail.newhost.example");
  await page.getByTestId("dest-opensrs").click();
  await expect.poll(() => backend.scene.plan?.destination).toBeNull();
  await page.getByTestId("cluster-b").click();
  await expect.poll(() => backend.scene.plan?.destination?.host).toBe("mail.b.hostedemail.com");
  await page.getByTestId("cluster-unknown").click();
  await expect.poll(() => backend.scene.plan?.destination).toBeNull();
  await page.getByTestId("dest-imap").click();
  await expect.element(page.getByTestId("destination-host")).toHaveValue("mail.newhost.example");
  await page.getByTestId("btn-destination").click();
  await expect.element(heading()).toHaveTextContent("Choose your moving day");
  expect(backend.scene.plan?.destination?.host).toBe("mail.newhost.example");
});

test("OpenSRS cannot be the destination of the half that the mail is on already", async () => {
  const backend = await open("destination-same");
  await page.getByTestId("cluster-a").click();
  await page.getByTestId("btn-destination").click();
  await expect.element(page.getByTestId("error-summary")).toHaveTextContent("The old and the new server are the same.");
  expect(backend.scene.plan?.destination).toBeNull();
  await page.getByTestId("cluster-b").click();
  await page.getByTestId("btn-destination").click();
  await expect.element(heading()).toHaveTextContent("Choose your moving day");
});

test("an answer that could not be saved is said to be so", async () => {
  await open("destination-refused");
  await page.getByTestId("dest-opensrs").click();
  await expect.element(page.getByTestId("fault-LocalDiskFull")).toBeVisible();
});
