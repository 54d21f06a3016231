import { expect, test } from "vitest";
import { fileName, letterAddress, noteText, plainTable } from "./handover";

const values = [
  { label: "New waiting time", value: "300" },
  { label: "Record", value: "MX" },
];
const given = { name: "Priya", domain: "harbour-tea.example", what: "Shorten the DNS waiting time", steps: ["Open the zone", "Change the time"], values, by: "Sat, 24 May", check: "The list shows 300." };

test("a note says who, what, with which values, by when and how to check", () => {
  expect(noteText(given)).toBe(
    [
      "Hello Priya,",
      "We are moving the mail of harbour-tea.example to a new service. Could you do this step for us?",
      "What to do: Shorten the DNS waiting time\n1. Open the zone\n2. Change the time",
      "Values:\nNew waiting time: 300\nRecord: MX",
      "By when: Sat, 24 May",
      "How to check that it worked: The list shows 300.",
      "Tell me when it is done. Thank you.",
    ].join("\n\n"),
  );
});

test("without values and a day their lines are left out, and somebody unnamed is greeted all the same", () => {
  const text = noteText({ ...given, name: " ", values: [], by: null });
  expect(text).toMatch(/^Hello,/);
  expect(text).not.toContain("Values:");
  expect(text).not.toContain("By when");
});

test("a letter is offered only where it is short enough", () => {
  expect(letterAddress("Moving day", "One\nTwo & three")).toBe("mailto:?subject=Moving%20day&body=One%0D%0ATwo%20%26%20three");
  expect(letterAddress("Moving day", "x".repeat(1_800))).toBeNull();
});

test("the clipboard gets a plain table, and a file a name that every system takes", () => {
  expect(plainTable(values)).toBe("New waiting time\t300\nRecord\tMX");
  expect(fileName('Switch: a/b "now"?')).toBe("Switch  a b  now.txt");
});
