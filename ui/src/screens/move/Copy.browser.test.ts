import { beforeEach, describe, expect, test } from "vitest";
import { page as screen, userEvent } from "vitest/browser";
import { accessibilityFaults, listen, open, resize, settled, textSize } from "../../testing/window";

beforeEach(() => resize(1120, 760));

const heading = (name: string) => screen.getByRole("heading", { level: 1, name });
const overall = () => Number(document.querySelector("[data-testid=copy-overall]")?.getAttribute("aria-valuenow") ?? -1);

describe("before the start", () => {
  test("it says what will be copied, once that is counted", async () => {
    await open("copy-counted");
    await expect.element(screen.getByTestId("copy-before")).toHaveTextContent("6 people, 28,279 messages, 2.6 GB.");
  });

  test("some people can be chosen, and nobody is no choice", async () => {
    const backend = await open("copy");
    await screen.getByRole("radio", { name: "Choose people" }).click();
    await screen.getByRole("button", { name: "Start copying" }).click();
    await expect.element(screen.getByTestId("error-summary")).toHaveFocus();
    await expect.element(screen.getByTestId("error-summary")).toHaveTextContent("Choose at least one person");
    await screen.getByRole("checkbox", { name: "Emil Nyström" }).click();
    await screen.getByRole("button", { name: "Start copying" }).click();
    await expect.element(heading("Copying mail")).toHaveFocus();
    expect(backend.scene.copy?.people.map(({ name }) => name)).toEqual(["Emil Nyström"]);
  });

  test("without people it leads to the list", async () => {
    await open("copy-nobody");
    await screen.getByRole("button", { name: "Go to the list of people" }).click();
    await expect.element(heading("List the people who move")).toHaveFocus();
  });

  test("a copy that was cut off by closing is continued", async () => {
    await open("copy-interrupted");
    await expect.element(screen.getByText("Copying was paused when Moving Day closed.")).toBeVisible();
    await screen.getByRole("button", { name: "Continue copying" }).click();
    await expect.element(heading("Copying mail")).toBeVisible();
  });
});

describe("while it runs", () => {
  test("a copy goes from counting to the end, and the bar only rises", async () => {
    const backend = await open("copy");
    backend.scene.pace = 700;
    await screen.getByRole("button", { name: "Start copying" }).click();
    await expect.element(screen.getByTestId("copy-run")).toHaveTextContent("Counting messages…");
    const seen: number[] = [];
    while (backend.scene.copy?.phase !== "finished") {
      seen.push(overall());
      backend.tick();
      await settled();
    }
    expect(seen.length).toBeGreaterThan(10);
    expect(seen).toEqual([...seen].sort((one, other) => one - other));
    expect(Math.max(...seen)).toBeLessThan(100);
    await expect.element(screen.getByTestId("copy-verdict")).toHaveTextContent("Finished. All 6 people are complete.");
    await expect.element(screen.getByTestId("copy-facts")).toHaveTextContent("28,279");
  });

  test("what it says is exact", async () => {
    await open("copy-running");
    await expect.element(screen.getByTestId("copy-run")).toHaveTextContent("52% 14,820 of 28,279 messages · 1.4 GB of 2.6 GB");
    await expect.element(screen.getByTestId("copy-eta")).toHaveTextContent(/^About \d+ minutes left · 4.1 MB per second$/);
    await expect.element(screen.getByTestId("copy-awake")).toHaveTextContent("Keeping this computer awake. Leave the lid open.");
    await expect.element(screen.getByRole("progressbar", { name: "Everything together" })).toHaveAttribute("aria-valuetext", "14,820 of 28,279 messages · 1.4 GB of 2.6 GB");
    await expect.element(screen.getByTestId("copy-row-ben@harbour-tea.example")).toHaveTextContent("5,100 of 7,044");
  });

  test("it pauses and resumes", async () => {
    const backend = await open("copy-running");
    await screen.getByRole("button", { name: "Pause" }).click();
    await expect.element(screen.getByTestId("copy-eta")).toHaveTextContent("Finishing the current messages…");
    backend.tick();
    await expect.element(heading("Copying is paused")).toBeVisible();
    await expect.element(screen.getByTestId("copy-eta")).toHaveTextContent("Paused. Everything copied so far is safe.");
    await screen.getByRole("button", { name: "Resume" }).click();
    await expect.element(heading("Copying mail")).toBeVisible();
  });

  test("Space pauses and resumes where the focus is on the run, and nowhere else", async () => {
    const backend = await open("copy-running");
    const run = screen.getByRole("group", { name: "The running copy. Space pauses or continues." });
    (run.element() as HTMLElement).focus();
    await userEvent.keyboard(" ");
    expect(backend.scene.copy?.phase).toBe("pausing");
    backend.tick();
    await expect.element(run).toHaveFocus();
    await userEvent.keyboard(" ");
    expect(backend.scene.copy?.phase).toBe("copying");
    (screen.getByTestId("copy-row-ben@harbour-tea.example").element() as HTMLElement).focus();
    await userEvent.keyboard(" ");
    expect(backend.scene.copy?.phase).toBe("copying");
  });

  test("stopping is asked for once more, with going on as the safe answer", async () => {
    const backend = await open("copy-running");
    await screen.getByRole("button", { name: "Stop" }).click();
    const dialog = screen.getByRole("dialog", { name: "Stop for now?" });
    await expect.element(dialog.getByRole("button", { name: "Keep copying" })).toHaveFocus();
    expect(await accessibilityFaults()).toEqual([]);
    await userEvent.keyboard("{Escape}");
    await expect.element(dialog).not.toBeInTheDocument();
    expect(backend.scene.copy?.phase).toBe("copying");
    await screen.getByRole("button", { name: "Stop" }).click();
    await dialog.getByRole("button", { name: "Stop for now" }).click();
    backend.tick();
    await expect.element(heading("Copying has stopped")).toHaveFocus();
    await expect.element(screen.getByRole("button", { name: "Continue copying" })).toBeVisible();
  });

  test("trouble with some is told, and shown on demand, while the others go on", async () => {
    await open("copy-many");
    await expect.element(screen.getByTestId("copy-problems")).toHaveTextContent("3 people need attention");
    await screen.getByTestId("copy-problems").getByRole("button", { name: "Show" }).click();
    expect(document.querySelectorAll("[data-testid^=copy-row-]")).toHaveLength(3);
    await expect.element(screen.getByTestId("copy-filter-attention")).toHaveAttribute("aria-pressed", "true");
    (screen.getByTestId("copy-filter-attention").element() as HTMLElement).focus();
    await userEvent.keyboard("{ArrowLeft}");
    await expect.element(screen.getByTestId("copy-filter-all")).toHaveFocus();
  });

  test("a few people need neither filters nor a search", async () => {
    await open("copy-troubles");
    await expect.element(screen.getByTestId("copy-problems")).toHaveTextContent("1 person needs attention");
    expect(document.querySelector("[data-testid^=copy-filter-], [data-testid=copy-problems] button, input")).toBeNull();
    expect(document.querySelectorAll("[data-testid^=copy-row-]")).toHaveLength(6);
  });

  test("many people can be searched with the keyboard", async () => {
    await open("copy-many");
    await userEvent.keyboard("{Control>}f{/Control}");
    await expect.element(screen.getByLabelText("Search people")).toHaveFocus();
    await userEvent.keyboard("colleague 17");
    await expect.poll(() => document.querySelectorAll("[data-testid^=copy-row-]").length).toBe(11);
    await screen.getByLabelText("Search people").fill("zz");
    await expect.element(screen.getByText("Nobody matches “zz”.")).toBeVisible();
  });

  test("the end does not take the focus from somewhere else", async () => {
    const backend = await open("copy-running");
    backend.scene.pace = 20_000;
    const rail = screen.getByTestId("rail-home");
    (rail.element() as HTMLElement).focus();
    backend.tick(5);
    await expect.element(heading("The copy is finished")).toBeVisible();
    await expect.element(rail).toHaveFocus();
  });

  test("beginning and end are said aloud, also from another screen", async () => {
    const backend = await open("copy");
    const said = listen();
    await screen.getByRole("button", { name: "Start copying" }).click();
    await screen.getByTestId("rail-home").click();
    backend.tick();
    await settled();
    backend.scene.pace = 20_000;
    backend.tick(5);
    await settled();
    expect(said).toEqual(["Counting messages.", "Copying has started.", "The copy is finished."]);
  });
});

describe("before it begins", () => {
  test("what does not fit and what becomes of the folders is told", async () => {
    await open("copy-planned");
    await expect.element(screen.getByTestId("conn-small")).toHaveTextContent("Dörte Grünwald’s new mailbox is too small");
    await expect.element(screen.getByTestId("conn-large")).toHaveTextContent("2 messages are too large for the new server");
    const folders = screen.getByTestId("folder-map");
    await expect.element(folders.getByRole("row", { name: /Sent Items/ })).toHaveTextContent("6 people");
    await expect.element(folders.getByRole("row", { name: /All Mail/ })).toHaveTextContent("Not copied");
    await expect.element(folders.getByRole("row", { name: /Harbour: north/ })).toHaveTextContent("Ben Okafor");
    expect(await accessibilityFaults()).toEqual([]);
    await screen.getByTestId("conn-small-again").click();
    await expect.element(heading("Test the connections")).toBeVisible();
  });

  test("folders that all keep their names need no table", async () => {
    await open("copy-counted");
    await expect.element(screen.getByTestId("copy-before")).toBeVisible();
    expect(document.querySelector("[data-testid=folder-map]")).toBeNull();
  });

  test("how long it takes is told, and new mail comes first where it is wanted", async () => {
    const backend = await open("copy-counted");
    await expect.element(screen.getByTestId("copy-expected")).toHaveTextContent("About 9 hours over 3 nights.");
    await screen.getByTestId("copy-newest").click();
    await screen.getByRole("button", { name: "Start copying" }).click();
    await expect.poll(() => backend.scene.options).toEqual({ maxRate: null, newestFirst: true });
  });

  test("a speed is asked for, checked, and kept", async () => {
    const backend = await open("copy-counted");
    await screen.getByTestId("copy-speed-limit").click();
    await screen.getByRole("button", { name: "Start copying" }).click();
    await expect.element(screen.getByTestId("error-summary")).toHaveTextContent("Enter a speed from 0.1 to 1,000 megabytes per second");
    expect(await accessibilityFaults()).toEqual([]);
    await screen.getByLabelText("Megabytes per second, at most").fill("0,5");
    await screen.getByRole("button", { name: "Start copying" }).click();
    await expect.element(screen.getByTestId("copy-limit")).toHaveTextContent("Kept below 500 kB per second");
    expect(backend.scene.options).toEqual({ maxRate: 500_000, newestFirst: false });
  });
});

describe("waiting for a server", () => {
  test("it says why, and the time of day at which it goes on, and no estimate", async () => {
    await open("copy-waiting");
    const continues = /Continues at \d{1,2}:\d\d/;
    await expect.element(screen.getByTestId("copy-eta")).toHaveTextContent("The old server asked us to slow down");
    await expect.element(screen.getByTestId("copy-eta")).toHaveTextContent(continues);
    await expect.element(screen.getByTestId("copy-eta")).not.toHaveTextContent("left");
    await expect.element(screen.getByTestId("copy-row-ana@harbour-tea.example")).toHaveTextContent(continues);
  });
});

describe("one person", () => {
  test("Enter on a row opens the folders, Esc leads back to the row", async () => {
    const backend = await open("copy-running");
    const row = screen.getByTestId("copy-row-ben@harbour-tea.example");
    (row.element() as HTMLElement).focus();
    await userEvent.keyboard("{Enter}");
    const panel = screen.getByRole("dialog", { name: "Ben Okafor" });
    await expect.element(panel.getByText("Sent Items → Sent")).toBeVisible();
    await expect.element(panel.getByTestId("folder-INBOX")).toHaveTextContent("Inbox");
    expect(await accessibilityFaults()).toEqual([]);
    await userEvent.keyboard("{Escape}");
    await expect.element(row).toHaveFocus();
    expect(backend.scene.copy?.watched).toBeNull();
  });

  test("folders that do not fit can be scrolled with the keyboard", async () => {
    await open("copy-running");
    await resize(900, 600);
    textSize(200);
    await screen.getByRole("button", { name: "Ben Okafor" }).click();
    const panel = screen.getByRole("dialog", { name: "Ben Okafor" });
    await expect.element(panel.getByRole("heading", { name: "Ben Okafor" })).toHaveFocus();
    await userEvent.keyboard("{Tab}{Tab}");
    const folders = panel.getByRole("group", { name: "Ben Okafor" });
    await expect.element(folders).toHaveFocus();
    await userEvent.keyboard("{End}");
    await expect.poll(() => folders.element().scrollTop).toBeGreaterThan(0);
    await userEvent.keyboard("{Escape}");
    expect(document.querySelector("main")?.hasAttribute("tabindex")).toBe(false);
  });

  test("a refused password can be corrected while the others are copied", async () => {
    const backend = await open("copy-troubles");
    await screen.getByRole("button", { name: "See what to do for Cho Min-ji" }).click();
    const panel = screen.getByRole("dialog", { name: "Cho Min-ji" });
    await expect.element(panel.getByText("The old server refused the password for Cho Min-ji")).toBeVisible();
    await panel.getByLabelText("Password of the old mailbox", { exact: true }).fill("new one");
    await panel.getByRole("button", { name: "Save the password" }).click();
    await expect.element(panel.getByText("The password is saved.")).toBeVisible();
    expect(backend.scene.copy?.phase).toBe("copying");
  });

  test("after the run a corrected person is copied again at once", async () => {
    const backend = await open("copy-finished-troubles");
    await screen.getByRole("button", { name: "See what to do for Cho Min-ji" }).click();
    await screen.getByLabelText("Password of the old mailbox", { exact: true }).fill("new one");
    await screen.getByRole("button", { name: "Save and copy again" }).click();
    await expect.element(heading("Copying mail")).toBeVisible();
    expect(backend.scene.copy?.people.map(({ name }) => name)).toEqual(["Cho Min-ji"]);
  });

  test("what could not be copied is listed with its reason", async () => {
    await open("copy-finished-troubles");
    await screen.getByRole("button", { name: "See what to do for Ana Silva" }).click();
    const panel = screen.getByRole("dialog", { name: "Ana Silva" });
    await expect.element(panel.getByText("What could not be copied (2)")).toBeVisible();
    await expect.element(panel.getByText("Price list for the spring")).toBeVisible();
    await expect.element(panel.getByRole("button", { name: "Try again" })).toBeVisible();
    expect(await accessibilityFaults()).toEqual([]);
  });
});

describe("what could not be copied", () => {
  test("the file of a message is shown in its folder, and a missing file is told", async () => {
    const backend = await open("copy-finished-troubles");
    const show = screen.getByTestId("copy-problem-table").getByRole("button", { name: "Show in folder: Scanned floor plan" });
    await show.click();
    expect(backend.scene.revealed).toMatch(/Scanned floor plan\.eml$/);
    backend.scene.refused = { copyShowSaved: { code: "LocalFileUnreadable", scope: "job", retry: "never", params: {}, serverText: null } };
    await show.click();
    await expect.element(screen.getByText("This file is not there any more. It may have been moved or deleted.")).toBeVisible();
    await expect.element(screen.getByTestId("copy-problem-table")).toHaveTextContent("There was no room on this computer to save it as a file.");
  });
});

describe("at the end", () => {
  test("it says who is complete and who needs the reader", async () => {
    const backend = await open("copy-finished-troubles");
    await expect.element(screen.getByTestId("copy-verdict")).toHaveTextContent("Finished. 3 of 6 people are complete. 3 need you.");
    expect(document.querySelectorAll("[data-testid^=copy-row-]")).toHaveLength(6);
    await expect.element(screen.getByTestId("copy-problem-table")).toHaveTextContent("Scanned floor plan");
    await expect.element(screen.getByTestId("copy-problem-table")).toHaveTextContent("Too large");
    await screen.getByRole("button", { name: "Copy again for 3 people" }).click();
    await expect.element(heading("Copying mail")).toHaveFocus();
    expect(backend.scene.copy?.people.map(({ name }) => name)).toEqual(["Ana Silva", "Cho Min-ji", "Emil Nyström"]);
  });

  test("a second pass counts what it did itself, and the read marks that followed", async () => {
    await open("copy-again-finished");
    const facts = screen.getByTestId("copy-facts");
    await expect.element(facts).toHaveTextContent("Messages copied120");
    await expect.element(facts).toHaveTextContent("Size of these11 MB");
    await expect.element(facts).toHaveTextContent("Read marks and flags updated34");
    await expect.element(facts).toHaveTextContent("In the new mailboxes before28,159");
  });

  test("of many people it shows those who need the reader", async () => {
    await open("copy-many-finished");
    await expect.element(screen.getByTestId("copy-filter-attention")).toHaveAttribute("aria-pressed", "true");
    expect(document.querySelectorAll("[data-testid^=copy-row-]")).toHaveLength(3);
  });

  test("when everybody is complete the check comes next, and no bars are left", async () => {
    await open("copy-finished");
    expect(document.querySelector("[role=progressbar]")).toBeNull();
    await expect.element(screen.getByText("New mail in the old mailboxes is added when you copy again.")).toBeVisible();
    await expect.element(screen.getByRole("button", { name: "I’ll do this later" })).not.toBeInTheDocument();
    await screen.getByTestId("copy-check").click();
    await expect.element(heading("Check that everything arrived")).toHaveFocus();
  });

  test("a copy that could not go on says why", async () => {
    await open("copy-failed");
    await expect.element(screen.getByTestId("fault-LocalDiskFull")).toHaveTextContent("The disk of this computer is full");
    await expect.element(screen.getByRole("button", { name: "Continue copying" })).toBeVisible();
  });
});

describe("closing the window in mid-copy", () => {
  test("going on in the background is the answer that Enter gives", async () => {
    const backend = await open("copy-running");
    backend.askToClose();
    const dialog = screen.getByRole("dialog", { name: "Keep copying in the background?" });
    await expect.element(dialog.getByRole("button", { name: "Keep copying" })).toHaveFocus();
    expect(await accessibilityFaults()).toEqual([]);
    await userEvent.keyboard("{Enter}");
    await expect.element(dialog).not.toBeInTheDocument();
    expect(backend.window).toMatchObject({ quit: null, minimised: true });
  });

  test("quitting pauses first, staying does nothing", async () => {
    const backend = await open("copy-running");
    backend.askToClose();
    await screen.getByRole("button", { name: "Stay here" }).click();
    expect(backend.window).toMatchObject({ quit: null, minimised: false });
    backend.askToClose();
    await screen.getByRole("button", { name: "Pause and quit" }).click();
    expect(backend.window.quit).toBe("pause");
  });

  test("a copy that ends while the question stands there is not talked about any more", async () => {
    const backend = await open("copy-running");
    backend.scene.pace = 20_000;
    backend.askToClose();
    await expect.element(screen.getByRole("dialog", { name: "Keep copying in the background?" })).toBeVisible();
    backend.tick(5);
    await screen.getByRole("dialog", { name: "Quit Moving Day?" }).getByRole("button", { name: "Quit" }).click();
    expect(backend.window.quit).toBe("now");
  });

  test("a paused copy is not kept running", async () => {
    const backend = await open("copy-paused");
    backend.askToClose();
    const dialog = screen.getByRole("dialog", { name: "Quit Moving Day?" });
    await expect.element(dialog.getByRole("button", { name: "Stay here" })).toHaveFocus();
    await dialog.getByRole("button", { name: "Quit" }).click();
    expect(backend.window.quit).toBe("pause");
  });
});

test("after a copy of one person the others come next, not the check", async () => {
  const backend = await open("copy-one-finished");
  await screen.getByRole("button", { name: "Copy the other 5 people" }).click();
  expect(backend.scene.copy?.people.map(({ person }) => person)).toEqual([1, 3, 4, 5, 6]);
});
