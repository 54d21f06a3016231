import { expect, test } from "vitest";
import type { CopyProgress, PersonState } from "./backend/backend";
import { nextTries } from "./next-try";

const tally = { messages: 0, messagesTotal: 1, bytes: 0, bytesTotal: 1, refused: 0, alreadyThere: 0, alreadyThereBytes: 0, flagsChanged: 0 };
const report = (...states: PersonState[]): CopyProgress => ({
  phase: "copying",
  tally,
  bytesPerSecond: null,
  secondsLeft: null,
  elapsedSeconds: 0,
  awake: true,
  people: states.map((state, index) => ({ person: index + 1, address: `p${index}@example.com`, name: null, state, tally, prospect: null })),
  watched: null,
  fault: null,
});
const busy = (seconds: number): PersonState => ({ kind: "retrying", code: "SourceBusy", seconds, until: null });

test("the time of the next try stands still while it is waited for", () => {
  const first = nextTries(new Map(), report(busy(900), { kind: "done" }), 1000);
  expect([...first].map(([person, { at }]) => [person, at])).toEqual([[1, 1900]]);
  expect(nextTries(first, report(busy(900)), 1400).get(1)?.at).toBe(1900);
});

test("a longer wait, or the same one once more, ends later", () => {
  const first = nextTries(new Map(), report(busy(600)), 1000);
  expect(nextTries(first, report(busy(900)), 1300).get(1)?.at).toBe(2200);
  expect(nextTries(first, report(busy(600)), 1603).get(1)?.at).toBe(2203);
});

test("whoever is copied again is not waited for", () => {
  const first = nextTries(new Map(), report(busy(600)), 1000);
  expect(nextTries(first, report({ kind: "copying", folder: ["INBOX"] }), 1300).size).toBe(0);
});
