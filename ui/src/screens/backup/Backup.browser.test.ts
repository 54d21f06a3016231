import { beforeEach, describe, expect, test } from "vitest";
import { page as screen, userEvent } from "vitest/browser";
import { listen, open, resize, settled } from "../../testing/window";

beforeEach(() => resize(1120, 760));

const heading = (name: string) => screen.getByRole("heading", { level: 1, name });

describe("before the backup", () => {
  test("it says how much it is, how much is free, where it goes, and that it is not locked", async () => {
    await open("backup");
    await expect.element(screen.getByTestId("backup-amount")).toHaveTextContent("2.6 GB in the old mailboxes. Free on this disk: 212 GB.");
    await expect.element(screen.getByTestId("backup-path")).toHaveTextContent("/home/sam/Documents/Moving Day/harbour-tea.example/Backup");
    await expect.element(screen.getByText("This copy is not locked.")).toBeVisible();
    expect(document.querySelector("[data-testid=backup-cloud]")).toBeNull();
    expect(document.querySelector("[data-testid=backup-short]")).toBeNull();
  });

  test("what nobody has counted is not guessed", async () => {
    await open("backup-uncounted");
    await expect.element(screen.getByTestId("backup-amount")).toHaveTextContent("We count the messages first, then save them.");
  });

  test("another place can be chosen, and takes the warning about the cloud with it", async () => {
    const backend = await open("backup-cloud");
    await expect.element(screen.getByTestId("backup-cloud")).toHaveTextContent("This folder is synced to the cloud (OneDrive)");
    await screen.getByTestId("backup-start").click();
    await expect.element(screen.getByText("Choose another folder, or tick that this one is used anyway")).toBeVisible();
    expect(backend.scene.backup).toBeNull();
    await screen.getByTestId("backup-where").click();
    await expect.element(screen.getByTestId("backup-path")).toHaveTextContent("/media/disk/Backup");
    expect(document.querySelector("[data-testid=backup-cloud]")).toBeNull();
    await screen.getByTestId("backup-start").click();
    await expect.element(heading("Saving the backup")).toHaveFocus();
  });

  test("a cloud folder is used when that is ticked", async () => {
    const backend = await open("backup-cloud");
    await screen.getByTestId("backup-anyway").click();
    await screen.getByTestId("backup-start").click();
    await expect.element(heading("Saving the backup")).toBeVisible();
    expect(backend.scene.backup?.people).toHaveLength(6);
  });

  test("too little room is told before the start, for those who are chosen", async () => {
    const backend = await open("backup-short");
    await expect.element(screen.getByTestId("backup-short")).toHaveTextContent("This disk has 600 MB free and the copy needs 2.6 GB.");
    await screen.getByTestId("backup-choose").click();
    await screen.getByTestId("backup-start").click();
    await expect.element(screen.getByText("Choose at least one person")).toBeVisible();
    await screen.getByRole("checkbox", { name: "Ana Silva" }).click();
    expect(document.querySelector("[data-testid=backup-short]")).toBeNull();
    await screen.getByTestId("backup-start").click();
    await expect.element(heading("Saving the backup")).toBeVisible();
    expect(backend.scene.backup?.people.map(({ person }) => person)).toEqual([1]);
  });

  test("while mail is copied it waits, and without people it leads to the list", async () => {
    await open("backup-busy");
    await expect.element(screen.getByTestId("backup-busy")).toBeVisible();
    expect(document.querySelector(".button.primary")).toBeNull();
    await open("backup-nobody");
    await screen.getByRole("button", { name: "Go to the list of people" }).click();
    await expect.element(heading("List the people who move")).toBeVisible();
  });

  test("in the practice run the place is fixed", async () => {
    await open("backup-practice");
    await expect.element(screen.getByText("In the practice run, the backup lies with the practice files and goes with them.")).toBeVisible();
    expect(document.querySelector("[data-testid=backup-where]")).toBeNull();
  });

  test("what is refused is told", async () => {
    await open("backup-refused");
    await screen.getByTestId("backup-start").click();
    await expect.element(screen.getByTestId("fault-JobRunning")).toHaveFocus();
  });

  test("a backup of an earlier day is shown, and adding to it is offered", async () => {
    const backend = await open("backup-earlier");
    await expect.element(screen.getByTestId("backup-earlier")).toHaveTextContent("A backup was saved");
    await screen.getByTestId("backup-show").click();
    expect(backend.scene.revealed).toBe(backend.scene.place.path);
    await expect.element(screen.getByRole("button", { name: "Add what is new" })).toBeVisible();
  });
});

describe("the running backup", () => {
  test("it runs to its end and says so aloud", async () => {
    const backend = await open("backup");
    const said = listen();
    await screen.getByTestId("backup-start").click();
    backend.tick(3);
    await expect.element(screen.getByTestId("backup-progress")).toHaveTextContent("Keeping this computer awake");
    await expect.element(screen.getByTestId("rail-job")).toHaveTextContent("Saving the backup");
    backend.scene.pace = 20_000;
    backend.tick(10);
    await expect.element(screen.getByTestId("backup-verdict")).toHaveTextContent("All mail of 6 people is saved.");
    await expect.element(screen.getByTestId("backup-facts")).toHaveTextContent("manifest.jsonl in the folder of each person");
    await settled();
    expect(said).toEqual(["Saving the backup.", "The backup is finished."]);
  });

  test("it pauses and goes on with the space bar, and stops after a question", async () => {
    const backend = await open("backup-running");
    (document.querySelector("[data-testid=backup-progress] button") as HTMLElement).focus();
    await screen.getByTestId("backup-pause").click();
    backend.tick();
    await expect.element(screen.getByText("Paused. Everything saved so far stays.")).toBeVisible();
    await screen.getByTestId("backup-resume").click();
    await screen.getByTestId("backup-stop").click();
    await expect.element(screen.getByRole("dialog", { name: "Stop the backup for now?" })).toBeVisible();
    await screen.getByTestId("copy-stop-confirm").click();
    backend.tick();
    await expect.element(heading("The backup has stopped")).toBeVisible();
    await expect.element(screen.getByTestId("backup-verdict")).toHaveTextContent("Next time we add what is missing.");
    await expect.element(screen.getByRole("button", { name: "Add what is new" })).toBeVisible();
  });

  test("closing the window asks with words of its own", async () => {
    const backend = await open("backup-running");
    backend.askToClose();
    await expect.element(screen.getByRole("dialog", { name: "Quit while the backup is saved?" })).toBeVisible();
  });
});

describe("the end of the backup", () => {
  test("when everybody is complete it leads on and shows the place", async () => {
    const backend = await open("backup-finished");
    await screen.getByTestId("backup-show").click();
    expect(backend.scene.revealed).toBe(backend.scene.place.path);
    await screen.getByTestId("backup-go-on").click();
    await expect.element(heading("The backup is finished")).not.toBeInTheDocument();
  });

  test("a backup of some people is done when the person says so", async () => {
    const backend = await open("backup-some");
    await expect.element(screen.getByText("Not everyone is in this backup.")).toBeVisible();
    await screen.getByRole("button", { name: "Mark as done" }).click();
    await settled();
    expect(backend.scene.plan?.course.tasks.find(({ task }) => task === "keepBackup")?.state).toMatchObject({ kind: "done", by: "person" });
  });

  test("who is not complete is named with the reason, and saved again alone", async () => {
    const backend = await open("backup-troubles");
    await expect.element(screen.getByTestId("backup-verdict")).toHaveTextContent("3 of 6 people are saved completely.");
    await expect.element(screen.getByTestId("copy-problem-table")).toHaveTextContent("Scanned floor plan");
    await screen.getByTestId("copy-fix-minji@harbour-tea.example").click();
    await expect.element(screen.getByTestId("backup-panel")).toHaveTextContent("refused");
    await userEvent.keyboard("{Escape}");
    await screen.getByRole("button", { name: "Save again for 3 people" }).click();
    expect(backend.scene.backup?.people.map(({ person }) => person)).toEqual([1, 3, 5]);
  });

  test("a disk that is too small is named with both sizes, and another place is in reach", async () => {
    await open("backup-failed");
    await expect.element(screen.getByTestId("fault-BackupNoRoom")).toHaveTextContent("The backup doesn’t fit on this disk");
    await screen.getByTestId("backup-where").click();
    await expect.element(screen.getByTestId("backup-path")).toHaveTextContent("/media/disk/Backup");
  });
});
