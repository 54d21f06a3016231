import { describe, expect, test } from "vitest";
import type { FindingKind, Proof, VerifyPerson, VerifyState } from "./backend/backend";
import { arrivals, differenceOf, isExplained, reasonsOf, sentenceOf, shareOf } from "./arrival";

const proof = (more: Partial<Proof> = {}): Proof => ({
  verdict: "complete",
  source: 100,
  destination: 100,
  arrived: 100,
  read: 20,
  extra: 0,
  flagsChanged: 0,
  flagsNotStored: 0,
  otherDate: 0,
  findings: [],
  ...more,
});
const found = (kind: FindingKind, count: number) => ({ kind, count });
const done: VerifyState = { kind: "done" };
const failed: VerifyState = { kind: "failed", fault: { code: "SourceLost", scope: "account", retry: "now", params: {}, serverText: null } };
const person = (proof: Proof | null, state: VerifyState = done, messages = 0, messagesTotal: number | null = null): VerifyPerson => ({ person: 1, address: "p@example.com", name: null, state, messages, messagesTotal, proof });
const ended = (...people: VerifyPerson[]) => ({ phase: "done" as const, deep: false, ended: null, people, fault: null });

describe("the sentence", () => {
  test("names how many of how many", () => {
    const lost = proof({ verdict: "incomplete", arrived: 97, findings: [found("setAside", 3)] });
    expect(sentenceOf(ended(person(proof()), person(lost)))).toBe("197 of 200 messages are in the new mailboxes.");
  });

  test("does not count what arrived after the copy as missing", () => {
    const late = proof({ verdict: "completeWithNotes", arrived: 98, findings: [found("late", 2)] });
    expect(sentenceOf(ended(person(late)))).toBe("All 98 messages are in the new mailboxes.");
  });

  test("does not say all when a folder could not be looked at", () => {
    const closed = proof({ verdict: "incomplete", findings: [found("folderUnreadable", 1)] });
    expect(sentenceOf(ended(person(closed)))).toBe("All 100 messages that could be compared are in the new mailboxes. Some folders could not be opened.");
  });

  test("says so when nobody could be compared", () => {
    expect(sentenceOf(ended(person(null, failed)))).toBe("Nobody’s mail could be compared.");
  });
});

test("a wrong date or a lost mark is no reason to doubt, and changed bytes are", () => {
  expect((["dateDiffers", "flagsMissing"] as const).every(isExplained)).toBe(true);
  expect((["altered", "missing", "unreadable"] as const).some(isExplained)).toBe(false);
});

test("everybody is in one group", () => {
  const people = [person(proof()), person(proof({ verdict: "completeWithNotes" })), person(proof({ verdict: "incomplete" })), person(null, failed), person(null, { kind: "stopped" })];
  expect(arrivals(people)).toEqual({ missing: 2, explained: 1, complete: 1, open: 1 });
});

test("a difference tells what is missing and what is more, and nothing when there is none", () => {
  expect(differenceOf(proof())).toBe("");
  expect(differenceOf(proof({ arrived: 97, extra: 12 }))).toBe("−3, +12");
  expect(differenceOf(proof({ extra: 1200 }))).toBe("+1,200");
});

test("the most serious reason comes first, and notes come last", () => {
  const reasons = reasonsOf(proof({ extra: 12, flagsChanged: 1, findings: [found("late", 5), found("setAside", 2), found("missing", 1)] }));
  expect(reasons).toEqual([
    "1 message is missing.",
    "2 could not be copied.",
    "5 came to the old mailbox after the copy.",
    "12 more: mail since the switch, or their own.",
    "1 was marked differently since.",
  ]);
});

test("the bar is not full before everybody is through, and is not there before anything is counted", () => {
  expect(shareOf([person(null, { kind: "listing" })])).toBeNull();
  expect(shareOf([person(null, { kind: "searching" }, 50, 50), person(null, { kind: "waiting" })])).toBeCloseTo(0.495);
  expect(shareOf([person(null, done, 50, 50), person(null, failed)])).toBe(1);
});
