import { beforeEach, describe, expect, test } from "vitest";
import { page as screen } from "vitest/browser";
import { open, resize, settled } from "../../testing/window";

beforeEach(() => resize(1120, 760));

const heading = (name: string) => screen.getByRole("heading", { level: 1, name });
const task = (backend: Awaited<ReturnType<typeof open>>) => backend.scene.plan?.course.tasks.find(({ task }) => task === "tryOnePerson")?.state;

describe("before the trial", () => {
  test("the smallest mailbox is suggested, and what happens to its folders is shown", async () => {
    await open("trial");
    await expect.element(screen.getByTestId("trial-person")).toHaveValue("5");
    await expect.element(screen.getByText("Emil Nyström has the smallest mailbox, so it is quick: 640 messages, 59 MB.")).toBeVisible();
    await expect.element(screen.getByTestId("folder-map")).toHaveTextContent("Sent Items");
    expect(document.querySelector("[data-testid=folder-map]")?.textContent).not.toContain("Customers");
    await screen.getByTestId("trial-person").selectOptions("2");
    await expect.element(screen.getByTestId("folder-map")).toHaveTextContent("Customers / Harbour_ north");
    await expect.element(screen.getByRole("button", { name: "Copy the mail of Ben Okafor now" })).toBeVisible();
  });

  test("one’s own mailbox comes before the smallest", async () => {
    await open("trial-own");
    await expect.element(screen.getByTestId("trial-person")).toHaveValue("3");
    await expect.element(screen.getByText("This is your own mailbox: 1,310 messages, 121 MB.")).toBeVisible();
  });

  test("without a test of the connections nothing is guessed, and the way to it is shown", async () => {
    await open("trial-untested");
    await expect.element(screen.getByText("We count the messages first, then copy them.")).toBeVisible();
    await screen.getByTestId("trial-test").click();
    await expect.element(heading("Test the connections")).toBeVisible();
  });

  test("nobody is copied while others are, and without people the list is shown", async () => {
    await open("trial-busy");
    await screen.getByRole("button", { name: "Go to the copy" }).click();
    await expect.element(heading("Copying mail")).toBeVisible();
    await open("trial-nobody");
    await expect.element(screen.getByRole("button", { name: "Go to the list of people" })).toBeVisible();
  });
});

describe("the trial", () => {
  test("one person is copied by the ordinary copy, then the question is asked and answered", async () => {
    const backend = await open("trial");
    await screen.getByTestId("trial-start").click();
    await expect.element(screen.getByTestId("copy-run")).toBeVisible();
    expect(backend.scene.copy?.people.map(({ person }) => person)).toEqual([5]);
    expect(backend.scene.plan?.course.answers.trialPerson).toBe("5");
    backend.scene.pace = 20_000;
    backend.tick(4);
    await expect.element(heading("Is everything there?")).toHaveFocus();
    await expect.element(screen.getByTestId("trial-copied")).toHaveTextContent("640 messages of Emil Nyström are in the new mailbox.");
    await screen.getByRole("button", { name: "Yes, looks right" }).click();
    await settled();
    expect(task(backend)).toMatchObject({ kind: "done", by: "person" });
  });

  test("what could not be copied is told before anybody is asked", async () => {
    const backend = await open("trial-not-whole");
    await expect.element(screen.getByText("The copy for Ana Silva is not complete yet.")).toBeVisible();
    expect(document.querySelector("[data-testid=trial-ok]")).toBeNull();
    await screen.getByRole("button", { name: "Copy again" }).click();
    expect(backend.scene.copy?.phase).toBe("counting");
  });

  test("a trial that is over leads on, and another person can be tried", async () => {
    await open("trial-done");
    await expect.element(screen.getByTestId("trial-done")).toBeVisible();
    await expect.element(screen.getByTestId("trial-go-on")).toBeVisible();
    await screen.getByTestId("trial-other").click();
    await expect.element(screen.getByTestId("trial-person")).toBeVisible();
  });
});

describe("something is odd", () => {
  test("folders lead to the table of folders", async () => {
    await open("trial-question");
    await screen.getByTestId("trial-odd").click();
    await screen.getByTestId("trial-odd-folders").click();
    await expect.element(screen.getByTestId("folder-map")).toHaveTextContent("Customers / Harbour_ north");
  });

  test("missing messages lead to a check of this person, which names them and offers a copy", async () => {
    const backend = await open("trial-question");
    await screen.getByTestId("trial-odd").click();
    await screen.getByTestId("trial-odd-missing").click();
    await screen.getByTestId("trial-check").click();
    expect(backend.scene.verify?.deep).toBe(false);
    backend.tick(4);
    await expect.element(screen.getByTestId("trial-found")).toHaveTextContent("7,043 of 7,044 messages");
    await screen.getByRole("button", { name: "See which" }).click();
    await expect.element(screen.getByTestId("verify-panel")).toHaveTextContent("Contract, signed");
    await screen.getByRole("button", { name: "Close" }).click();
    await screen.getByTestId("trial-copy-again").click();
    expect(backend.scene.copy?.people.map(({ person }) => person)).toEqual([2]);
  });

  test.each(["dates", "letters"])("%s lead to a check that reads every message", async (thing) => {
    const backend = await open("trial-question");
    await screen.getByTestId("trial-odd").click();
    await screen.getByTestId(`trial-odd-${thing}`).click();
    await screen.getByTestId("trial-check").click();
    expect(backend.scene.verify).toMatchObject({ deep: true });
    expect(backend.scene.verify?.people.map(({ person }) => person)).toEqual([2]);
  });

  test("anything else is noted, stays in the plan, and can be solved", async () => {
    const backend = await open("trial-question");
    await screen.getByTestId("trial-odd").click();
    await screen.getByTestId("trial-odd-other").click();
    await screen.getByTestId("trial-note-save").click();
    await expect.element(screen.getByText("Write what looks odd")).toBeVisible();
    await screen.getByTestId("trial-note").fill("The phone shows nothing.");
    await screen.getByTestId("trial-note-save").click();
    await expect.element(screen.getByTestId("trial-noted")).toHaveTextContent("The phone shows nothing.");
    expect(backend.scene.plan?.course.answers.trialOdd).toBe("The phone shows nothing.");
    await screen.getByTestId("trial-noted-remove").click();
    await expect.element(screen.getByTestId("trial-noted")).not.toBeInTheDocument();
    await expect.element(screen.getByTestId("trial-ok")).toBeVisible();
  });
});
