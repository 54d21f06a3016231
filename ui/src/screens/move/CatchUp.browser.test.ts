import { beforeEach, describe, expect, test } from "vitest";
import { page as screen } from "vitest/browser";
import { open, resize } from "../../testing/window";

beforeEach(() => resize(1120, 760));

const heading = (name: string) => screen.getByRole("heading", { level: 1, name });
const row = (name: string) => screen.getByTestId(`catchup-row-${name}@harbour-tea.example`);

describe("catching up", () => {
  test("it tells the last look, the next one, and what was new for whom", async () => {
    await open("catchup");
    await expect.element(screen.getByTestId("catchup-last")).toHaveTextContent(/^Last look: .*, 12 messages\.$/);
    await expect.element(screen.getByTestId("catchup-next")).toHaveTextContent(/^Next look: /);
    await expect.element(row("ana")).toHaveTextContent(/9\s*Copied/);
    await expect.element(row("ben")).toHaveTextContent(/0\s*Nothing new/);
    await expect.element(screen.getByText("Messages that were read meanwhile on the new system stay as they are there.")).toBeVisible();
  });

  test("a look is a copy of everybody, and what it found is shown at its end", async () => {
    const backend = await open("catchup");
    await screen.getByRole("button", { name: "Look now" }).click();
    await expect.element(heading("Looking at the old mailboxes")).toHaveFocus();
    expect(backend.scene.copy?.people).toHaveLength(6);
    backend.scene.catchUp = { ...backend.scene.catchUp, last: { at: "2025-06-14T23:12:00Z", messages: 0 } };
    backend.scene.pace = 20_000;
    backend.tick(10);
    await expect.element(screen.getByTestId("catchup-last")).toHaveTextContent("nothing new");
    await expect.element(heading("Catch up with the last messages")).toHaveFocus();
  });

  test("a look that began by itself is shown while it runs", async () => {
    await open("catchup-looking");
    await expect.element(screen.getByTestId("copy-run")).toBeVisible();
    expect(document.querySelector("[data-testid=catchup-now]")).toBeNull();
  });

  test("a look that is due begins in a moment", async () => {
    await open("catchup-due");
    await expect.element(screen.getByTestId("catchup-next")).toHaveTextContent("The next look begins in a moment.");
  });

  test("before the switch it says what comes first", async () => {
    await open("catchup-early");
    await expect.element(screen.getByText("The first copy and the switch of mail delivery come first.")).toBeVisible();
    await expect.element(screen.getByTestId("catchup-home")).toBeVisible();
  });

  test("who could not be looked at is named with the reason", async () => {
    await open("catchup-troubles");
    await expect.element(row("minji")).toHaveTextContent("Password refused");
    await expect.element(row("emil")).toHaveTextContent("Not looked at yet");
    await expect.element(screen.getByText("The last look was stopped. What it copied stays.")).toBeVisible();
  });

  test("it ends when nothing comes, or when a person says so, and can be repeated", async () => {
    await open("catchup-over");
    await expect.element(screen.getByTestId("catchup-over")).toHaveTextContent("Nothing new arrives in the old mailboxes any more.");
    await expect.element(screen.getByTestId("catchup-now")).toBeVisible();
    await expect.element(screen.getByTestId("catchup-go-on")).toBeVisible();
    await open("catchup-marked");
    await expect.element(screen.getByText("You marked this as done, so we don’t look by ourselves any more.")).toBeVisible();
  });
});
