import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { Task } from "../../lib/backend/backend";
import type { FakeBackend } from "../../lib/backend/fake";
import { fault } from "../../lib/backend/fake/company";
import { listen, open } from "../../testing/window";

const stateOf = (backend: FakeBackend, task: Task) => backend.scene.plan?.course.tasks.find((entry) => entry.task === task)?.state;
const answerOf = (backend: FakeBackend) => backend.scene.plan?.course.answers;
const heading = () => page.getByRole("heading", { level: 1 });

test("the panel of a provider is noted once, checked, and opened in the browser", async () => {
  const backend = await open("ttl");
  await page.getByTestId("where-address").fill("http://dash.dnshost.example");
  await userEvent.tab();
  await expect.element(page.getByText("Enter an address that begins with https://")).toBeVisible();
  await page.getByTestId("where-address").fill("dash.dnshost.example");
  await userEvent.tab();
  await page.getByRole("button", { name: "Open dash.dnshost.example" }).click();
  expect(backend.scene.opened).toEqual(["dnsPanel"]);
  expect(answerOf(backend)?.dnsPanel).toBe("https://dash.dnshost.example/");
});

test("a browser that does not open is told", async () => {
  const backend = await open("service");
  backend.scene.refused["linkOpen"] = fault("LocalProgramMissing");
  await page.getByTestId("where-open").first().click();
  await expect.element(page.getByTestId("fault-LocalProgramMissing")).toBeVisible();
});

test("a value is copied by its button and by C, and that is announced", async () => {
  await open("ttl");
  const said = listen();
  await page.getByTestId("copy-ttl").click();
  await userEvent.keyboard("c");
  await expect.element(page.getByRole("button", { name: "Copied" })).toBeVisible();
  await expect.poll(() => said).toContain("Copied");
  expect(page.getByTestId("copy-ttl").element()).toHaveValue("300");
});

test("saving without an answer says so; done later leads home and changes nothing", async () => {
  const backend = await open("contacts");
  await page.getByTestId("elsewhere-save").click();
  await expect.element(page.getByTestId("error-summary")).toHaveTextContent("Choose whether you have done this.");
  await page.getByTestId("saveContacts-no").click();
  await page.getByTestId("elsewhere-save").click();
  await expect.element(page.getByTestId("next-step")).toBeVisible();
  expect(stateOf(backend, "saveContacts")).toEqual({ kind: "todo" });
});

test("the waiting time from before is kept, and the change waits for it with a margin", async () => {
  const backend = await open("ttl");
  await page.getByTestId("old-wait").fill("soon");
  await userEvent.tab();
  await expect.element(page.getByText("Enter a whole number, at most one month")).toBeVisible();
  await page.getByTestId("old-wait").fill("4");
  await page.getByTestId("old-wait-unit").selectOptions("hours");
  await expect.element(page.getByTestId("ttl-row-mx")).toHaveTextContent("4 hours (14400) 5 minutes (300)");
  expect(answerOf(backend)?.oldWait).toBe("14400");
  await page.getByTestId("shortenWait-yes").click();
  await page.getByTestId("elsewhere-save").click();
  await expect.element(page.getByTestId("standing-shortenWait")).toHaveTextContent("Waiting until");
  await expect.element(page.getByTestId("standing-shortenWait")).toHaveTextContent("About 4.5 hours left");
  expect(stateOf(backend, "shortenWait")).toMatchObject({ kind: "waitingUntil", at: "2025-06-02T18:24:00.000Z" });
  await page.getByTestId("undone-shortenWait").click();
  await expect.element(page.getByTestId("shortenWait-yes")).toBeVisible();
});

test("a provider that allows an hour at least gets an hour", async () => {
  const backend = await open("ttl-noted");
  await page.getByTestId("ttl-cannot").click();
  await expect.element(page.getByText("That’s fine. The switch will take up to 1 hour instead of 5 minutes.")).toBeVisible();
  expect(page.getByTestId("copy-ttl").element()).toHaveValue("3600");
  await page.getByTestId("ttl-can").click();
  expect(answerOf(backend)?.shortestWait).toBeNull();
});

test("somebody else gets a whole note and is waited for, until it is done or not any more", async () => {
  const backend = await open("ttl-noted");
  await page.getByTestId("handoff-shortenWait").click();
  await page.getByTestId("handoff-wait").click();
  await expect.element(page.getByTestId("handoff-name")).toHaveFocus();
  await page.getByTestId("handoff-name").fill("Priya");
  const note = page.getByTestId("handoff-note").element() as HTMLTextAreaElement;
  for (const part of ["Hello Priya,", "1. Open the DNS settings of harbour-tea.example", "2. Look at the time beside the mail records (TTL) and tell it to me.", "New time in seconds: 300", "By when:", "How to check"]) expect(note.value).toContain(part);
  await page.getByTestId("handoff-save").click();
  expect(backend.scene.savedText).toEqual({ name: "Shorten the DNS waiting time (harbour-tea.example).txt", text: note.value });
  await page.getByTestId("handoff-letter").click();
  expect(backend.scene.opened[0]).toMatch(/^mailto:\?subject=Shorten/);
  await page.getByRole("button", { name: "Wait for Priya" }).click();
  await expect.element(page.getByTestId("standing-shortenWait")).toHaveTextContent("Waiting for Priya");
  await page.getByTestId("not-any-more-shortenWait").click();
  expect(stateOf(backend, "shortenWait")).toEqual({ kind: "todo" });
});

test("what somebody else has done is done, and can be taken back", async () => {
  const backend = await open("ttl-for");
  await page.getByTestId("done-now-shortenWait").click();
  await expect.element(page.getByTestId("standing-shortenWait")).toHaveTextContent("Done Marked by you");
  await page.getByTestId("undone-shortenWait").click();
  expect(stateOf(backend, "shortenWait")).toEqual({ kind: "todo" });
});

test("what the program has seen is not asked about and cannot be taken back", async () => {
  await open("ttl-checked");
  await expect.element(page.getByTestId("standing-shortenWait")).toHaveTextContent("Checked by Moving Day");
  expect(document.querySelector("[data-testid=shortenWait-yes], [data-testid=undone-shortenWait]")).toBeNull();
  await page.getByTestId("elsewhere-continue").click();
  await expect.element(heading()).toHaveTextContent("Set up the new service");
});

test("what is wrong again is named, and can be said to be mended", async () => {
  await open("ttl-again");
  await expect.element(page.getByTestId("standing-shortenWait")).toHaveTextContent("The DNS waiting time was short and is long again.");
  await expect.element(page.getByTestId("shortenWait-yes")).toBeVisible();
});

test("each task of a screen is saved by itself, and going on saves what was chosen", async () => {
  const backend = await open("service");
  await page.getByTestId("save-setUpBrand").click();
  await expect.element(page.getByTestId("setUpBrand-yes")).toHaveFocus();
  await page.getByTestId("setUpBrand-yes").click();
  await page.getByTestId("save-setUpBrand").click();
  await expect.element(page.getByTestId("standing-setUpBrand")).toHaveTextContent("Marked by you");
  await page.getByTestId("setDefaults-yes").click();
  await page.getByTestId("elsewhere-continue").click();
  await expect.poll(() => stateOf(backend, "setDefaults")).toMatchObject({ kind: "done", by: "person" });
});

test("what begins later shows its day and can be done early", async () => {
  await open("freeze-not-yet");
  await expect.element(page.getByTestId("standing-freezeAccounts")).toHaveTextContent("Starts Sat");
  await page.getByTestId("early-freezeAccounts").click();
  await expect.element(page.getByTestId("freezeAccounts-yes")).toBeVisible();
});

test("what the provider does not allow counts as done, with a note", async () => {
  const backend = await open("freeze");
  await page.getByTestId("freezePasswords-impossible").click();
  await page.getByTestId("save-freezePasswords").click();
  await expect.element(page.getByTestId("elsewhere-freezePasswords")).toHaveTextContent("Not possible with your provider. Test the connections again before you copy.");
  expect(answerOf(backend)?.passwordsStayOpen).toBe("yes");
  expect(answerOf(backend)?.accountsStayOpen).toBeNull();
});

test("the old records stand on the switch in every state", async () => {
  for (const scene of ["switch-too-early", "switch", "switch-unknown", "switch-other", "switch-waiting", "switch-done", "switch-wrong"] as const) {
    await open(scene);
    await expect.element(page.getByTestId("undo-plan")).toBeVisible();
  }
});

test("the values of the switch follow the cluster, and the old records are kept", async () => {
  const backend = await open("switch-unknown");
  expect(document.querySelector("[data-testid=dns-add]")).toBeNull();
  await page.getByTestId("cluster-a").click();
  await expect.element(page.getByTestId("dns-add")).toHaveValue("mx.harbour-tea.example.cust.a.hostedemail.com");
  expect(backend.scene.plan?.destination?.host).toBe("mail.hostedemail.com");
  await page.getByTestId("old-records").fill("harbour-tea.example MX 10 mx1.oldhost.example");
  await userEvent.tab();
  await expect.element(page.getByTestId("dns-remove")).toHaveTextContent("mx1.oldhost.example");
  expect(answerOf(backend)?.oldRecords).toBe("harbour-tea.example MX 10 mx1.oldhost.example");
});

test("another service names its own server, and the switch waits as long as records are remembered", async () => {
  const backend = await open("switch-other");
  await page.getByTestId("new-delivery").fill("not a server");
  await userEvent.tab();
  await expect.element(page.getByText("Enter the name of a server, for example mx.example.com")).toBeVisible();
  await page.getByTestId("new-delivery").fill("MX1.newhost.example.");
  await userEvent.tab();
  await expect.element(page.getByTestId("dns-add")).toHaveValue("mx1.newhost.example");
  await page.getByTestId("switchDelivery-yes").click();
  await page.getByTestId("elsewhere-save").click();
  // Nobody knows the old time and it was not shortened: a day and a tenth.
  await expect.poll(() => stateOf(backend, "switchDelivery")).toMatchObject({ kind: "waitingUntil", at: "2025-06-03T16:24:00.000Z" });
});

test("new mailboxes are looked for by signing in, and those that are missing are named", async () => {
  await open("create-missing");
  await expect.element(page.getByTestId("create-ready")).toHaveTextContent("4 of 6 are ready.");
  await expect.element(page.getByTestId("create-check").getByRole("listitem").nth(1)).toBeVisible();
  const backend = await open("create", { step: 5 });
  await page.getByTestId("create-look").click();
  backend.tick(20);
  await expect.element(page.getByTestId("create-ready")).toHaveTextContent("6 of 6 are ready.");
});

test("mailboxes that the program has opened are not asked about", async () => {
  await open("create-ready");
  await expect.element(page.getByTestId("standing-createMailboxes")).toHaveTextContent("Checked by Moving Day");
  expect(document.querySelector("[data-testid=createMailboxes-yes]")).toBeNull();
});

test("the addresses for a message go to the clipboard, and the guide's pages to the browser", async () => {
  const backend = await open("webmail");
  await expect.element(page.getByRole("button", { name: "Copy 6 addresses" })).toBeVisible();
  await page.getByTestId("read-more").getByText("More in the OpenSRS help").click();
  await page.getByRole("button", { name: "How to use Webmail" }).click();
  expect(backend.scene.opened).toEqual(["opensrsHelp"]);
});

test("the old waiting time is put back with the value from before", async () => {
  const backend = await open("ttlback");
  await expect.element(page.getByTestId("ttlback-value")).toHaveValue("14400");
  await page.getByTestId("restoreWait-yes").click();
  await page.getByTestId("elsewhere-save").click();
  await expect.poll(() => stateOf(backend, "restoreWait")).toMatchObject({ kind: "done", by: "person" });
});
