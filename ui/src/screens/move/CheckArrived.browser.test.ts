import { beforeEach, describe, expect, test } from "vitest";
import { page as screen, userEvent } from "vitest/browser";
import { accessibilityFaults, listen, open, resize, settled } from "../../testing/window";

beforeEach(() => resize(1120, 760));

const heading = (name: string) => screen.getByRole("heading", { level: 1, name });
const shown = () => document.querySelectorAll("[data-testid^=verify-row-]");

describe("before and during the check", () => {
  test("without a copy there is nothing to check, and the way to it is shown", async () => {
    await open("verify-too-early");
    await expect.element(screen.getByText("Nothing is copied yet. Copy the mail first, then check it.")).toBeVisible();
    expect(document.querySelector("[data-testid=verify-deep]")).toBeNull();
    await screen.getByRole("button", { name: "Go to the copy" }).click();
    await expect.element(heading("Copy the mail")).toHaveFocus();
  });

  test("it runs to its end, says how far it is, and speaks at the start and the end", async () => {
    const backend = await open("verify");
    const said = listen();
    await screen.getByRole("button", { name: "Check now" }).click();
    await expect.element(screen.getByTestId("verify-progress")).toHaveTextContent("0 of 6 people");
    expect(document.querySelector(".button.primary")).toBeNull();
    backend.tick(1);
    await expect.element(screen.getByTestId("verify-row-ana@harbour-tea.example")).toHaveTextContent("Comparing Inbox");
    await expect.element(screen.getByRole("progressbar", { name: "Mailboxes compared" })).toHaveAttribute("aria-valuenow", "25");
    expect(await accessibilityFaults()).toEqual([]);
    backend.tick(5);
    await settled();
    await expect.element(screen.getByTestId("verify-sentence")).toHaveTextContent("28,273 of 28,277 messages are in the new mailboxes.");
    await expect.element(heading("Check that everything arrived")).toHaveFocus();
    expect(said).toEqual(["Comparing both sides.", "28,273 of 28,277 messages are in the new mailboxes."]);
  });

  test("every message is read when that is asked for", async () => {
    const backend = await open("verify");
    await screen.getByRole("button", { name: "Check every message (takes longer)" }).click();
    await expect.element(screen.getByText("Every message is read on both sides, so this takes about as long as the copy.")).toBeVisible();
    expect(backend.scene.verify?.deep).toBe(true);
  });

  test("it can be stopped, and what was compared before stays", async () => {
    const backend = await open("verify-running");
    await screen.getByRole("button", { name: "Stop" }).click();
    await expect.element(screen.getByTestId("verify-progress")).toHaveTextContent("Stopping…");
    backend.tick();
    await expect.element(screen.getByTestId("verify-sentence")).toHaveTextContent("The check was stopped. Those who were compared before that are shown.");
    await expect.element(screen.getByTestId("verify-row-ana@harbour-tea.example")).toHaveTextContent("All there");
    await expect.element(screen.getByTestId("verify-row-office@harbour-tea.example")).toHaveTextContent("Not checked");
    await expect.element(screen.getByRole("button", { name: "Check again" })).toBeVisible();
  });

  test("a check that cannot begin says why", async () => {
    await open("verify-refused");
    await screen.getByTestId("verify-start").click();
    await expect.element(screen.getByTestId("fault-JobRunning")).toHaveFocus();
  });

  test("a check that ended early says why and can be begun again", async () => {
    await open("verify-failed");
    await expect.element(screen.getByTestId("fault-PlanDamaged")).toBeVisible();
    await expect.element(screen.getByRole("button", { name: "Check again" })).toBeVisible();
  });
});

test("closing the window during the check asks first", async () => {
  const backend = await open("verify-running");
  backend.askToClose();
  const dialog = screen.getByRole("dialog", { name: "Quit while both sides are compared?" });
  await expect.element(dialog.getByRole("button", { name: "Stay here" })).toHaveFocus();
  await dialog.getByRole("button", { name: "Quit" }).click();
  expect(backend.window.quit).toBe("now");
});

describe("what came out", () => {
  test("when all is there it is said, with who checked it, and the way leads on", async () => {
    await open("verify-complete");
    await expect.element(screen.getByTestId("verify-sentence")).toHaveTextContent("All 28,279 messages are in the new mailboxes.");
    await expect.element(screen.getByText(/^Checked by Moving Day on .* Every message was read on both sides\.$/)).toBeVisible();
    await screen.getByRole("button", { name: "Continue" }).click();
    await expect.element(heading("Check that everything arrived")).not.toBeInTheDocument();
  });

  test("differences that are explained alarm nobody", async () => {
    await open("verify-notes");
    await expect.element(screen.getByTestId("verify-sentence")).toHaveTextContent("All 28,277 messages are in the new mailboxes.");
    const ben = screen.getByTestId("verify-row-ben@harbour-tea.example");
    await expect.element(ben).toHaveTextContent("+12");
    await expect.element(ben).toHaveTextContent("12 more: mail since the switch, or their own.");
    await expect.element(ben).toHaveTextContent("1 was moved to another folder.");
    await expect.element(screen.getByTestId("verify-row-ana@harbour-tea.example")).toHaveTextContent("2 came to the old mailbox after the copy.");
    expect(document.querySelector(".tag.attention")).toBeNull();
    await expect.element(screen.getByTestId("task-checkArrived")).not.toHaveTextContent("Needs attention");
  });

  test("what is missing is counted in its row and named one by one", async () => {
    await open("verify-missing");
    const row = screen.getByTestId("verify-row-ana@harbour-tea.example");
    await expect.element(row).toHaveTextContent("−4");
    await expect.element(row).toHaveTextContent("2 could not be copied.");
    (row.element() as HTMLElement).focus();
    await userEvent.keyboard("{Enter}");
    const panel = screen.getByRole("dialog", { name: "Ana Silva" });
    await expect.element(panel.getByRole("heading", { name: "What is not as it should be (2)" })).toBeVisible();
    await expect.element(panel.getByText("Scanned floor plan")).toBeVisible();
    await expect.element(panel.getByText("It could not be copied: Too large.")).toBeVisible();
    await expect.element(panel.getByRole("heading", { name: "What differs and is explained (2)" })).toBeVisible();
    expect(await accessibilityFaults()).toEqual([]);
    await userEvent.keyboard("{Escape}");
    await expect.element(row).toHaveFocus();
  });

  test("what the plan remembers is shown without what only the run itself could tell", async () => {
    await open("verify-remembered");
    await expect.element(screen.getByText(/^Checked by Moving Day on [^.]*\.$/)).toBeVisible();
    await screen.getByRole("button", { name: "See which for Cho Min-ji" }).click();
    const panel = screen.getByRole("dialog", { name: "Cho Min-ji" });
    await expect.element(panel.getByText("1,308 messages are in the new mailbox.")).toBeVisible();
    await expect.element(panel.getByText("Invoice 2021-044")).toBeVisible();
  });

  test("a folder that could not be opened is named as a whole", async () => {
    await open("verify-missing");
    await screen.getByRole("button", { name: "See which for Dörte Grünwald" }).click();
    const panel = screen.getByRole("dialog", { name: "Dörte Grünwald" });
    await expect.element(panel.getByText("A whole folder")).toBeVisible();
    await expect.element(panel.getByText("The folder could not be opened: Folder left out.")).toBeVisible();
  });

  test("those who lack something can be copied again at once", async () => {
    const backend = await open("verify-missing");
    await screen.getByRole("button", { name: "Copy again for 3 people" }).click();
    await expect.element(heading("Copying mail")).toBeVisible();
    expect(backend.scene.copy?.people.map(({ name }) => name)).toEqual(["Ana Silva", "Cho Min-ji", "Dörte Grünwald"]);
    await expect.element(screen.getByTestId("task-checkArrived")).not.toHaveTextContent("Needs attention");
  });

  test("somebody who could not be compared is told with the reason", async () => {
    await open("verify-one-failed");
    await expect.element(screen.getByText("The mail of 2 people could not be compared.")).toBeVisible();
    await screen.getByRole("button", { name: "See which for Cho Min-ji" }).click();
    await expect.element(screen.getByRole("dialog", { name: "Cho Min-ji" }).getByText("The old server refused the password for Cho Min-ji")).toBeVisible();
  });

  test("of many people it shows those who lack something, and all can be searched", async () => {
    await open("verify-many");
    await expect.element(screen.getByTestId("verify-filter-missing")).toHaveAttribute("aria-pressed", "true");
    expect(shown()).toHaveLength(3);
    await screen.getByTestId("verify-filter-all").click();
    await screen.getByLabelText("Search people").fill("colleague 17");
    await expect.poll(() => shown().length).toBe(11);
  });
});

describe("the report", () => {
  test("it is printed from the button and with Ctrl+P", async () => {
    const backend = await open("verify-complete");
    await screen.getByTestId("report-print").click();
    await settled();
    expect(backend.scene.printed).toBe("Report for harbour-tea.example");
    backend.scene.printed = null;
    await userEvent.keyboard("{Control>}p{/Control}");
    await settled();
    expect(backend.scene.printed).toBe("Report for harbour-tea.example");
  });

  test.each(["html", "csv", "json"])("it is saved as %s and says where", async (form) => {
    await open("verify-missing");
    await screen.getByTestId(`report-${form}`).click();
    await expect.element(screen.getByTestId("report-saved")).toHaveTextContent(`Saved: /home/sam/Documents/harbour-tea.example report.${form}`);
  });

  test("a file that cannot be written is named", async () => {
    await open("verify-unsaved");
    await screen.getByTestId("report-html").click();
    await expect.element(screen.getByTestId("fault-LocalFileUnwritable")).toHaveFocus();
  });

  test("a check of one person does not stand for everybody", async () => {
    await open("verify-one");
    await expect.element(screen.getByTestId("verify-start").first()).toBeVisible();
    expect(document.querySelector("[data-testid=verify-continue]")).toBeNull();
  });
});
