import { expect, test } from "vitest";
import type { FolderNote } from "../../lib/backend/backend";
import { gathered, goesTo, whyOf } from "./folder-notes";

const sent = (person: number): FolderNote => ({ person, source: ["Sent Items"], fate: { kind: "renamed", destination: ["Sent"], reasons: ["role"] } });
const all = (person: number): FolderNote => ({ person, source: ["[Gmail]", "All Mail"], fate: { kind: "leftOut", why: "all" } });

test("the same folder of several people is one line, and what is left out comes last", () => {
  const lines = gathered([all(1), all(2), all(3), sent(1), sent(2), { ...sent(3), source: ["Gesendet"] }]);
  expect(lines.map(({ source, people }) => [source.join("/"), people])).toEqual([
    ["Sent Items", [1, 2]],
    ["Gesendet", [3]],
    ["[Gmail]/All Mail", [1, 2, 3]],
  ]);
});

test("each fate is told in words", () => {
  const words = gathered([sent(1), all(1), { person: 1, source: ["Work"], fate: { kind: "thinned", destination: ["Work"], messages: 3 } }, { person: 1, source: ["A"], fate: { kind: "merged", with: ["B"], destination: ["C"] } }]).map((one) => [goesTo(one), whyOf(one)]);
  expect(words).toEqual([
    ["Sent", "The new system has its own folder for this."],
    ["Work", "3 of its messages are copied once, in another folder."],
    ["C", "It shares this place with “B”."],
    ["Not copied", "It shows all mail once more. Each message is copied from its own folder."],
  ]);
});
