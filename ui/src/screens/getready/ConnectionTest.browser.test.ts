import { beforeEach, expect, test } from "vitest";
import { page as screen, userEvent } from "vitest/browser";
import { accessibilityFaults, listen, open, resize, settled } from "../../testing/window";

beforeEach(() => resize(1120, 760));

const rows = () => [...document.querySelectorAll<HTMLElement>("[data-testid^=conn-row-]")].map((row) => row.dataset["testid"]?.replace(/conn-row-|@.*/g, ""));

test("testing everybody ends with everybody's numbers and leads on", async () => {
  const backend = await open("test");
  await expect.element(screen.getByTestId("conn-summary")).toHaveTextContent("Not tested yet.");
  await screen.getByRole("button", { name: "Test 12 connections" }).click();
  backend.tick(20);
  await expect.element(screen.getByTestId("conn-summary")).toHaveTextContent("All 6 mailboxes work on both sides.");
  await expect.element(screen.getByTestId("conn-counted")).toHaveTextContent("28,279 messages, 2.6 GB in 6 old mailboxes.");
  await expect.element(screen.getByTestId("conn-row-doerte@harbour-tea.example")).toHaveTextContent("12,870");
  await screen.getByRole("button", { name: "Continue" }).click();
  await expect.element(screen.getByRole("heading", { level: 1, name: "Create the new mailboxes" })).toHaveFocus();
});

test("while it runs it says how far it is and can be stopped; what was not tested stays untested", async () => {
  const backend = await open("test");
  await screen.getByTestId("conn-start").click();
  backend.tick(5);
  await expect.element(screen.getByTestId("conn-progress")).toHaveTextContent("Testing 4 of 12…");
  await expect.element(screen.getByRole("progressbar", { name: "Connections tested" })).toHaveAttribute("aria-valuetext", "4 of 12");
  expect(document.querySelector(".button.primary")).toBeNull();
  await screen.getByRole("button", { name: "Stop", exact: true }).click();
  await expect.element(screen.getByTestId("conn-progress")).toHaveTextContent("Stopping…");
  backend.tick(5);
  await expect.element(screen.getByTestId("conn-summary")).toHaveTextContent("3 work · 3 not tested");
  await expect.element(screen.getByTestId("conn-row-office@harbour-tea.example").getByText("Not tested").first()).toBeVisible();
});

test("the start and the end are said aloud", async () => {
  const backend = await open("test");
  const said = listen();
  await screen.getByTestId("conn-start").click();
  for (let step = 0; step < 20; step += 1) {
    backend.tick();
    await settled();
  }
  expect(said).toEqual(["Testing 12 connections.", "10 of 12 tested.", "The test is finished. Everybody works."]);
});

test("those who need attention come first when the test has ended, and nobody moves before", async () => {
  const backend = await open("test-errors");
  expect(rows()).toEqual(["ben", "doerte", "ana", "minji", "emil", "office"]);
  backend.scene.troubles = { 6: { source: { code: "SourceLost", scope: "account", retry: "now", params: {}, serverText: null } } };
  await screen.getByRole("button", { name: "Test all again" }).click();
  backend.tick(12);
  await expect.element(screen.getByTestId("conn-row-office@harbour-tea.example")).toHaveTextContent("Broke off");
  expect(rows()[0]).toBe("ben");
  backend.tick(5);
  await expect.element(screen.getByTestId("conn-summary")).toHaveTextContent("5 work · 1 needs attention");
  expect(rows()[0]).toBe("office");
});

test("a refused password is corrected in the panel, and only that row is tested again", async () => {
  const backend = await open("test-errors");
  await screen.getByRole("button", { name: "Enter the password for Ben Okafor" }).click();
  const panel = screen.getByRole("dialog", { name: "The old server refused the password for Ben Okafor" });
  await expect.element(panel).toHaveTextContent("Capital letters matter.");
  expect(await accessibilityFaults()).toEqual([]);

  await panel.getByRole("button", { name: "Save and test again" }).click();
  await expect.element(panel.getByText("Enter the password for Ben Okafor")).toBeVisible();
  const password = panel.getByLabelText("Password of the old mailbox", { exact: true });
  await expect.element(password).toHaveFocus();

  await password.fill("correct horse");
  await userEvent.keyboard("{Enter}");
  await expect.element(panel).not.toBeInTheDocument();
  const untested = backend.scene.check?.rows.filter(({ source, destination }) => source.kind === "waiting" && destination.kind === "waiting");
  expect(untested?.map(({ person }) => person)).toEqual([2]);

  backend.tick(5);
  await expect.element(screen.getByRole("status")).toHaveTextContent("Ben Okafor works now.");
  await expect.element(screen.getByTestId("conn-summary")).toHaveTextContent("5 work · 1 needs attention");
  await expect.element(screen.getByTestId("conn-row-ben@harbour-tea.example")).toHaveFocus();
});

test("Esc closes the panel and the focus is back in the row", async () => {
  await open("test-errors");
  const row = screen.getByTestId("conn-row-ben@harbour-tea.example");
  (row.element() as HTMLElement).focus();
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByTestId("conn-fix-panel")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(screen.getByTestId("conn-fix-panel")).not.toBeInTheDocument();
  await expect.element(row).toHaveFocus();
});

test("the server's own words stand under Details only", async () => {
  await open("test-errors");
  await screen.getByTestId("conn-fix-ben@harbour-tea.example").click();
  const said = screen.getByTestId("conn-fix-panel").getByText("[AUTHENTICATIONFAILED] Invalid credentials");
  await expect.element(said).not.toBeVisible();
  await screen.getByTestId("conn-fix-panel").getByText("Details").click();
  await expect.element(said).toBeVisible();
  await expect.element(screen.getByText("Code: SourceSignInRefused")).toBeVisible();
});

test("the same trouble on many rows is told once", async () => {
  await open("test-same-error");
  const card = screen.getByTestId("conn-group-fix");
  await expect.element(card).toHaveTextContent("imap.oldhost.example takes no passwords on this connection");
  await expect.element(card).toHaveTextContent("This affects 19 people.");
  await card.getByRole("button", { name: "Check the servers" }).click();
  await expect.element(screen.getByRole("heading", { level: 1, name: "Which mail servers are involved?" })).toHaveFocus();
});

test("a new mailbox that is too small is told before anything is copied, and can be tested again alone", async () => {
  const backend = await open("test-cramped");
  const note = screen.getByTestId("conn-small");
  await expect.element(note).toHaveTextContent("Dörte Grünwald’s new mailbox is too small");
  await expect.element(note).toHaveTextContent("It has room for 1 GB, and 1.2 GB of mail are to be copied.");
  await expect.element(screen.getByTestId("conn-row-doerte@harbour-tea.example")).toHaveTextContent("Too small");
  await expect.element(screen.getByTestId("conn-summary")).toHaveTextContent("All 6 mailboxes work on both sides.");
  expect(await accessibilityFaults()).toEqual([]);
  await note.getByRole("button", { name: "Test again" }).click();
  const untested = backend.scene.check?.rows.filter(({ source }) => source.kind === "waiting");
  expect(untested?.map(({ person }) => person)).toEqual([4]);
  backend.tick(5);
  await expect.element(note).not.toBeInTheDocument();
});

test("of many that are too small the first are named, and the table marks all", async () => {
  await open("test-many-cramped");
  const note = screen.getByTestId("conn-small");
  await expect.element(note).toHaveTextContent("new mailboxes are too small");
  await expect.element(note).toHaveTextContent(/and \d+ more/);
  expect(note.element().querySelectorAll("li")).toHaveLength(6);
});

test("messages that the new server will not take are counted, with its limit", async () => {
  await open("test-too-large");
  const note = screen.getByTestId("conn-large");
  await expect.element(note).toHaveTextContent("3 messages are too large for the new server");
  await expect.element(note).toHaveTextContent("It takes messages up to 50 MB.");
  await expect.element(note).toHaveTextContent("Ana Silva: 2 messages");
});

test("a changed server makes what was tested untrue", async () => {
  await open("test-works");
  await screen.getByTestId("rail-home").click();
  await screen.getByTestId("home-servers").click();
  await screen.getByRole("textbox", { name: "Mail server" }).first().fill("imap2.oldhost.example");
  await screen.getByRole("button", { name: "Continue" }).click();
  await screen.getByTestId("rail-getReady").click();
  await screen.getByTestId("task-getAccess").getByRole("button").click();
  await expect.element(screen.getByTestId("conn-summary")).toHaveTextContent("Not tested yet.");
});

test("a test that cannot begin says why and stays where it is", async () => {
  const backend = await open("test");
  backend.scene.refused = { checkStart: { code: "SecretMissing", scope: "job", retry: "never", params: { side: "source" }, serverText: null } };
  await screen.getByTestId("conn-start").click();
  await expect.element(screen.getByTestId("fault-SecretMissing")).toHaveFocus();
  await expect.element(screen.getByRole("button", { name: "Test 12 connections" })).toBeVisible();
});

test("in little room what is to be done stands with what is wrong, and every name can be read", async () => {
  await open("test-errors");
  await expect.element(screen.getByRole("columnheader", { name: "What to do" })).toBeVisible();
  await resize(900, 600);
  await expect.element(screen.getByRole("columnheader", { name: "What to do" })).not.toBeInTheDocument();
  const cell = screen.getByTestId("conn-row-ben@harbour-tea.example").getByRole("cell").first();
  await expect.element(cell).toHaveTextContent("Password refusedEnter the password");
  const address = screen.getByText("ben@harbour-tea.example").element();
  expect(address.getClientRects()).toHaveLength(1);
  expect(address.getBoundingClientRect().height).toBeLessThan(20);
});

test("the practice run tells the password that is out of date in its list", async () => {
  await open("test-practice");
  await screen.getByTestId("conn-row-ben@harbour-tea.example").getByRole("button").first().click();
  await expect.element(screen.getByTestId("conn-fix-panel")).toHaveTextContent("the new password is old-pass-2");
});
