import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import { page as screen, userEvent } from "vitest/browser";
import { open } from "../../testing/window";

/** As if the person pressed Ctrl+V while nothing that takes text has the focus. */
function pasteAnywhere(text: string) {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}

test("a pasted list is shown before anything is added, and added on demand", async () => {
  const backend = await open("people-empty", { at: "listPeople" });
  await screen.getByTestId("people-paste").fill("Ana Silva\tana@harbour-tea.example\tone\ttwo\nnonsense\nben@harbour-tea.example\nben@harbour-tea.example");
  await screen.getByTestId("people-read").click();
  await expect.element(screen.getByTestId("people-found")).toHaveTextContent("We found 2 addresses. One line has no address. One is listed twice and was combined.");
  await expect.element(screen.getByRole("heading", { level: 1 })).toHaveFocus();
  expect(backend.scene.plan?.people).toEqual([]);
  await screen.getByRole("button", { name: "Add 2 people" }).click();
  await expect.element(screen.getByTestId("row-ana@harbour-tea.example").getByText("Saved")).toBeVisible();
  await expect.element(screen.getByTestId("row-ben@harbour-tea.example").getByText("Both missing")).toBeVisible();
  await expect.element(screen.getByRole("status")).toHaveTextContent("2 people were added.");
});

test("lines that contradict each other are named, and the earlier one counts", async () => {
  await open("people-empty", { at: "listPeople" });
  await screen.getByTestId("people-paste").fill("Ana\tana@harbour-tea.example\tone\nAna\tana@harbour-tea.example\ttwo");
  await screen.getByTestId("people-read").click();
  await expect.element(screen.getByTestId("people-clashes")).toHaveTextContent("Line 2 ana@harbour-tea.example");
  expect(document.body.textContent).not.toContain("two");
});

test("Back from what was found leads to the text that was pasted", async () => {
  await open("people-empty", { at: "listPeople" });
  await screen.getByTestId("people-paste").fill("ana@harbour-tea.example");
  await screen.getByTestId("people-read").click();
  await screen.getByTestId("back").click();
  await expect.element(screen.getByTestId("people-paste")).toHaveValue("ana@harbour-tea.example");
});

test("pasting works anywhere on the screen", async () => {
  await open("people", { at: "listPeople" });
  pasteAnywhere("new@harbour-tea.example\nana@harbour-tea.example");
  await expect.element(screen.getByTestId("people-found")).toHaveTextContent("One is in your list already and stays as it is.");
  await expect.element(screen.getByRole("button", { name: "Add one person" })).toBeVisible();
});

test("going on without a list says what is missing, at the field and in the summary", async () => {
  await open("people-empty", { at: "listPeople" });
  await screen.getByTestId("people-read").click();
  await expect.element(screen.getByTestId("error-summary")).toHaveFocus();
  await screen.getByTestId("error-summary").getByRole("button", { name: "Paste at least one address" }).click();
  await expect.element(screen.getByTestId("people-paste")).toHaveFocus();
  await expect.element(screen.getByTestId("people-paste")).toHaveAttribute("aria-invalid", "true");
});

test("the practice list is one click away", async () => {
  await open("practice", { at: "listPeople" });
  await screen.getByTestId("people-practice-paste").click();
  await expect.element(screen.getByRole("button", { name: "Add 6 people" })).toBeVisible();
});

test("removing somebody needs no question and can be taken back with the keyboard", async () => {
  const backend = await open("people", { at: "listPeople" });
  screen.getByTestId("row-ben@harbour-tea.example").element().focus();
  await userEvent.keyboard("{Delete}");
  await expect.element(screen.getByTestId("row-ben@harbour-tea.example")).not.toBeInTheDocument();
  await expect.element(screen.getByTestId("row-minji@harbour-tea.example")).toHaveFocus();
  await userEvent.keyboard("{Control>}z{/Control}");
  await expect.element(screen.getByTestId("row-ben@harbour-tea.example")).toBeVisible();
  expect(backend.scene.plan?.people).toHaveLength(6);
  await expect.element(screen.getByTestId("people-undo")).not.toBeInTheDocument();
});

test("removing somebody whose mail was copied asks first, and Esc keeps them", async () => {
  const backend = await open("people-copied", { at: "listPeople" });
  await screen.getByRole("button", { name: "Remove Ben Okafor" }).click();
  await expect.element(screen.getByTestId("row-ben@harbour-tea.example")).not.toBeInTheDocument();
  await userEvent.keyboard("{Control>}z{/Control}");
  await screen.getByRole("button", { name: "Remove Ana Silva" }).click();
  await expect.element(screen.getByRole("dialog")).toHaveTextContent("Mail that was already copied stays in the new mailbox.");
  await expect.element(screen.getByRole("button", { name: "Keep Ana Silva" })).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  await expect.element(screen.getByRole("dialog")).not.toBeInTheDocument();
  expect(backend.scene.plan?.people).toHaveLength(6);
});

test("rows are moved through with the arrows; Enter edits, Esc restores, and the focus comes back", async () => {
  const backend = await open("people", { at: "listPeople" });
  const row = (name: string) => screen.getByTestId(`row-${name}@harbour-tea.example`);
  row("ana").element().focus();
  await userEvent.keyboard("{ArrowDown}{ArrowDown}{ArrowUp}{Enter}");
  await expect.element(screen.getByTestId("editor-name")).toHaveFocus();
  await screen.getByTestId("editor-name").fill("Somebody else");
  await userEvent.keyboard("{Escape}");
  await expect.element(row("ben")).toHaveFocus();
  await expect.element(row("ben")).toHaveTextContent("Ben Okafor");
  await userEvent.keyboard("{F2}");
  await screen.getByTestId("editor-name").fill("Ben O.");
  await userEvent.keyboard("{Enter}");
  await expect.element(row("ben")).toHaveTextContent("Ben O.");
  await expect.element(row("ben")).toHaveFocus();
  expect(backend.scene.plan?.people[1]?.name).toBe("Ben O.");
});

test("a password is masked, can be shown, and never stays in the page once saved", async () => {
  const backend = await open("people-secrets", { at: "listPeople" });
  const saved = vi.spyOn(backend, "secretSave");
  await screen.getByRole("button", { name: "Edit Ana Silva" }).click();
  const field = screen.getByTestId("editor-old-password");
  await expect.element(field).toHaveAttribute("type", "password");
  await field.fill("open sesame ");
  await expect.element(screen.getByText("This password begins or ends with a space. Keep the space?")).toBeVisible();
  await screen.getByRole("button", { name: "Remove it" }).click();
  await screen.getByRole("button", { name: "Show: Password of the old mailbox" }).click();
  await expect.element(field).toHaveAttribute("type", "text");
  await screen.getByTestId("editor-save").click();
  await expect.element(screen.getByTestId("row-ana@harbour-tea.example").getByText("New one missing")).toBeVisible();
  expect(saved).toHaveBeenCalledExactlyOnceWith(1, "source", "open sesame");
  const values = [...document.querySelectorAll<HTMLInputElement>("input, textarea")].map(({ value }) => value);
  expect(values.concat(document.body.innerHTML).join()).not.toContain("open sesame");
});

test("an address that stands in the list already is refused at the field", async () => {
  const backend = await open("people", { at: "listPeople" });
  await screen.getByTestId("people-add-one").click();
  await screen.getByTestId("editor-address").fill("ANA@harbour-tea.example");
  await screen.getByTestId("editor-save").click();
  await expect.element(screen.getByTestId("editor-address")).toHaveAccessibleDescription("ANA@harbour-tea.example is in your list already");
  await expect.element(screen.getByTestId("editor-address")).toHaveFocus();
  expect(backend.scene.plan?.people).toHaveLength(6);
});

test("one person is added with everything that was typed", async () => {
  const backend = await open("people", { at: "listPeople" });
  await screen.getByTestId("people-add-one").click();
  await screen.getByTestId("editor-name").fill("Zoë");
  await screen.getByTestId("editor-address").fill("zoe@harbour-tea.example");
  await screen.getByTestId("editor-new-address").fill("zoe.k@harbour-tea.example");
  await screen.getByTestId("editor-old-password").fill("one");
  await screen.getByTestId("editor-save").click();
  await expect.element(screen.getByTestId("row-zoe@harbour-tea.example")).toHaveFocus();
  const added = backend.scene.plan?.people.at(-1);
  expect(added).toMatchObject({ name: "Zoë", destinationAddress: "zoe.k@harbour-tea.example", sourceSecret: "keyring", destinationSecret: "missing" });
});

test("what was typed stays when it could not be saved", async () => {
  await open("people-refused", { at: "listPeople" });
  await screen.getByRole("button", { name: "Edit Ana Silva" }).click();
  await screen.getByTestId("editor-name").fill("Ana S.");
  await screen.getByTestId("editor-save").click();
  await expect.element(screen.getByTestId("fault-LocalDiskFull")).toHaveFocus();
  await expect.element(screen.getByTestId("editor-name")).toHaveValue("Ana S.");
});

test("nobody goes on while a row is not saved", async () => {
  await open("people", { at: "listPeople" });
  await screen.getByRole("button", { name: "Edit Ana Silva" }).click();
  await screen.getByTestId("people-continue").click();
  await expect.element(screen.getByTestId("error-summary")).toHaveTextContent("Save or cancel the row you are editing first");
  await expect.element(screen.getByTestId("status-line")).toHaveTextContent("The row you are editing is not saved yet.");
});

test("without a password store it says so, and finds one that comes back", async () => {
  await open("people-memory", { at: "listPeople" });
  await expect.element(screen.getByTestId("secret-store-memory")).toHaveTextContent("We keep them only until you quit");
  await screen.getByTestId("vault-retry").click();
  await expect.element(screen.getByTestId("secret-store-name")).toHaveTextContent("Passwords are saved in your password keyring.");
  await expect.element(screen.getByTestId("row-ana@harbour-tea.example").getByText("Saved")).toBeVisible();
});

test("a long list can be searched", async () => {
  await open("people-many", { at: "listPeople" });
  await userEvent.keyboard("{Control>}f{/Control}");
  await expect.element(screen.getByTestId("people-search")).toHaveFocus();
  await screen.getByTestId("people-search").fill("colleague 117");
  await expect.element(screen.getByRole("row", { name: /Colleague 117/ })).toBeVisible();
  expect(screen.getByTestId("people-table").element().querySelectorAll("tbody tr")).toHaveLength(1);
  await screen.getByTestId("people-search").fill("nobody like this");
  await expect.element(screen.getByText("Nobody matches “nobody like this”.")).toBeVisible();
});

test("the window says where the person is", async () => {
  const backend = await open("people", { at: "listPeople" });
  expect(backend.window.title).toBe(document.title);
  expect(document.title).toBe("List the people who move – harbour-tea.example – Moving Day");
});

test("a row tells its type and its aliases, and both are edited", async () => {
  const backend = await open("people-kinds", { at: "listPeople" });
  const row = (name: string) => screen.getByTestId(`row-${name}@harbour-tea.example`);
  await expect.element(row("ben")).toHaveTextContent("Shared mailbox");
  await expect.element(row("ben").getByRole("list", { name: "Aliases of Ben Okafor" })).toHaveTextContent("orders@harbour-tea.example");
  await expect.element(row("doerte")).toHaveTextContent("Not needed");
  await screen.getByRole("button", { name: "Edit Ana Silva" }).click();
  await screen.getByTestId("editor-kind").selectOptions("stays");
  await screen.getByTestId("editor-aliases").fill("a@harbour-tea.example b");
  await screen.getByTestId("editor-save").click();
  await expect.element(screen.getByTestId("editor-aliases")).toHaveFocus();
  await screen.getByTestId("editor-aliases").fill("a@harbour-tea.example");
  await screen.getByTestId("editor-save").click();
  await expect.element(row("ana")).toHaveTextContent("Don’t move");
  expect(backend.scene.plan?.people[0]).toMatchObject({ kind: "stays", aliases: ["a@harbour-tea.example"] });
});

test("whoever does not move is not counted and not tested", async () => {
  const backend = await open("people-kinds", { at: "getAccess" });
  await expect.element(screen.getByRole("navigation").getByText("4 people")).toBeVisible();
  await expect.element(screen.getByTestId("conn-row-ana@harbour-tea.example")).toBeVisible();
  expect(document.querySelectorAll("[data-testid^=conn-row-]")).toHaveLength(4);
  expect(backend.scene.plan?.people).toHaveLength(6);
});

const builtRows = () => document.querySelectorAll("tr[data-row]").length;
const median = (numbers: number[]) => numbers.sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;

test("of a thousand people about forty rows are built, and a plain list builds them all", async () => {
  await open("people-thousand", { at: "listPeople" });
  const table = screen.getByTestId("people-table");
  await expect.element(table).toHaveAttribute("aria-rowcount", "1001");
  await expect.poll(builtRows).toBeLessThanOrEqual(60);
  screen.getByTestId("row-ana@harbour-tea.example").element().focus();
  await userEvent.keyboard("{End}");
  const last = screen.getByTestId("row-colleague1000@harbour-tea.example");
  await expect.element(last).toHaveFocus();
  await expect.element(last).toHaveAttribute("aria-rowindex", "1001");
  expect(builtRows()).toBeLessThanOrEqual(60);
  await userEvent.keyboard("{ArrowUp}{ArrowUp}");
  await expect.element(screen.getByTestId("row-colleague998@harbour-tea.example")).toHaveFocus();
  await screen.getByTestId("people-plain").click();
  await expect.poll(builtRows).toBe(1000);
  await expect.element(table).not.toHaveAttribute("aria-rowcount");
});

test("a letter in the search of a thousand people is answered at once", async () => {
  await open("people-thousand", { at: "listPeople" });
  const field = screen.getByTestId("people-search").element() as HTMLInputElement;
  const times: number[] = [];
  for (const text of ["c", "co", "col", "coll", "colleague9", "colleague99", "colleague999"]) {
    const begun = performance.now();
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    flushSync();
    times.push(performance.now() - begun);
  }
  await expect.poll(builtRows).toBe(1);
  expect(median(times)).toBeLessThan(100);
});

test("a group is shown alone, with how many are in it", async () => {
  await open("people-many", { at: "listPeople" });
  screen.getByTestId("row-ana@harbour-tea.example").element().focus();
  await userEvent.keyboard(" {Shift>}{ArrowDown}{ArrowDown}{/Shift}");
  await expect.element(screen.getByTestId("people-selection")).toHaveTextContent("3 selected");
  await screen.getByTestId("people-selection-kind").selectOptions("shared");
  await expect.element(screen.getByRole("button", { name: "Everybody 500" })).toHaveAttribute("aria-pressed", "true");
  await screen.getByRole("button", { name: "Shared mailboxes 3" }).click();
  await expect.poll(builtRows).toBe(3);
  await userEvent.keyboard("{Control>}z{/Control}");
  await expect.element(screen.getByText("Nobody is left in this group.")).toBeVisible();
});

test("everybody who matches is selected, and Delete removes them in one step", async () => {
  const backend = await open("people-many", { at: "listPeople" });
  await screen.getByTestId("people-search").fill("colleague10");
  await expect.poll(builtRows).toBe(11);
  screen.getByTestId("row-colleague10@harbour-tea.example").element().focus();
  await userEvent.keyboard(" ");
  await screen.getByTestId("people-select-all").click();
  screen.getByTestId("row-colleague10@harbour-tea.example").element().focus();
  await userEvent.keyboard("{Delete}");
  await expect.poll(() => backend.scene.plan?.people.length).toBe(489);
  await userEvent.keyboard("{Control>}z{/Control}");
  await expect.poll(() => backend.scene.plan?.people.length).toBe(500);
});
