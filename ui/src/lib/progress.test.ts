import { describe, expect, test } from "vitest";
import type { CopyPhase, CopyProgress, PersonProgress, PersonState, Tally } from "./backend/backend";
import { type Shown, advance, retrying, share, stalledFor } from "./progress";

const GIGABYTE = 1e9;

function tally(done: number | null): Tally {
  const total = done === null ? null : 1000;
  return { messages: done ?? 0, messagesTotal: total, bytes: (done ?? 0) * 1e6, bytesTotal: total && GIGABYTE, refused: 0, alreadyThere: 0, alreadyThereBytes: 0, flagsChanged: 0 };
}

function person(state: PersonState, done: number | null = 0, id = 1): PersonProgress {
  return { person: id, address: `person${id}@example.com`, name: null, state, tally: tally(done), prospect: null };
}

type Facts = { phase?: CopyPhase; done?: number | null; elapsed?: number; left?: number | null; people?: PersonProgress[] };

function report({ phase = "copying", done = 0, elapsed = 0, left = null, people = [] }: Facts): CopyProgress {
  return { phase, tally: tally(done), bytesPerSecond: null, secondsLeft: left, elapsedSeconds: elapsed, awake: true, people, watched: null, fault: null };
}

/** Every second one report. */
function run(facts: Facts[]): Shown[] {
  const shown: Shown[] = [];
  facts.forEach((fact, second) => shown.push(advance(shown.at(-1) ?? null, report({ elapsed: second, ...fact }), second)));
  return shown;
}

describe("the bar", () => {
  test("has no length while messages are counted, and keeps its place when it gets one", () => {
    expect(run([{ phase: "counting", done: null }, { done: 0 }, { done: 250 }]).map((shown) => shown.fraction)).toEqual([null, 0, 0.25]);
  });

  test("never goes back, whatever is reported", () => {
    const reports = [10, 400, 200, null, 399, 401, 0].map((done) => ({ done }));
    const fractions = run(reports).map((shown) => shown.fraction ?? 0);
    fractions.reduce((before, now) => {
      expect(now).toBeGreaterThanOrEqual(before);
      return now;
    });
    expect(fractions.at(-1)).toBeCloseTo(0.401);
  });

  test("is full only when the work is finished", () => {
    const [all, stopping, stopped, finished] = run([
      { done: 1000 },
      { phase: "stopping", done: 1000 },
      { phase: "stopped", done: 1000 },
      { phase: "finished", done: 998 },
    ]);
    expect(all?.fraction).toBeLessThan(1);
    expect(stopping?.fraction).toBeLessThan(1);
    expect(stopped?.fraction).toBeLessThan(1);
    expect(finished?.fraction).toBe(1);
  });

  test("begins anew with a new run", () => {
    const ended = run([{ done: 0 }, { phase: "finished", done: 1000, elapsed: 90 }]).at(-1) ?? null;
    expect(advance(ended, report({ done: 10, elapsed: 0 }), 200).fraction).toBeCloseTo(0.01);
  });

  test("counts many small messages as work of their own", () => {
    const small = share({ messages: 500, messagesTotal: 1000, bytes: 0, bytesTotal: 1, refused: 0, alreadyThere: 0, alreadyThereBytes: 0, flagsChanged: 0 });
    expect(small).toBeCloseTo(0.5);
  });

  test("of a person is full only when that person is done", () => {
    const [copying, done, later] = run([
      { people: [person({ kind: "copying", folder: ["INBOX"] }, 1000)] },
      { people: [person({ kind: "done" }, 990)] },
      { people: [person({ kind: "done" }, 10)] },
    ]);
    expect(copying?.people.get(1)).toBeLessThan(1);
    expect(done?.people.get(1)).toBe(1);
    expect(later?.people.get(1)).toBe(1);
  });

  test("counts a message that was set aside as dealt with", () => {
    expect(share({ messages: 1, messagesTotal: 4, bytes: 500, bytesTotal: 1000, refused: 1, alreadyThere: 0, alreadyThereBytes: 0, flagsChanged: 0 })).toBeCloseTo(0.5);
  });

  test("of an empty mailbox does not divide by nothing", () => {
    expect(share({ messages: 0, messagesTotal: 0, bytes: 0, bytesTotal: 0, refused: 0, alreadyThere: 0, alreadyThereBytes: 0, flagsChanged: 0 })).toBe(0);
  });
});

describe("the estimate", () => {
  const moving = (elapsed: number, done: number, left: number) => ({ elapsed, done, left });

  test("is not shown in the first minute, nor before two hundredths", () => {
    const shown = (elapsed: number, done: number) => advance(null, report(moving(elapsed, done, 600)), 0).left;
    expect(shown(59, 500)).toBeNull();
    expect(shown(90, 19)).toBeNull();
    expect(shown(60, 21)).toEqual(["left-minutes", { minutes: 10 }]);
  });

  test("changes at most every five seconds", () => {
    const seconds = [0, 1, 2, 3, 4, 5].map((second) => moving(100 + second, 500 + second, 600 - second * 60));
    const texts = run(seconds).map((shown) => shown.left?.[1]);
    expect(texts.slice(0, 5)).toEqual(Array(5).fill({ minutes: 10 }));
    expect(texts[5]).toEqual({ minutes: 5 });
  });

  test.each(["paused", "pausing", "stopping", "counting"] as const)("is gone while %s", (phase) => {
    expect(run([moving(100, 500, 600), { ...moving(101, 501, 600), phase }]).at(-1)?.left).toBeNull();
  });

  test("is gone in a stall, and back at once when something moves", () => {
    const still = Array.from({ length: 16 }, (_, second) => moving(100 + second, 500, 600));
    const shown = run([...still, moving(116, 501, 600)]);
    expect(shown[14]?.left).not.toBeNull();
    expect(shown[15]?.left).toBeNull();
    expect(shown[16]?.left).not.toBeNull();
  });
});

describe("a stall", () => {
  test("is told after a quarter of a minute, and only while copying", () => {
    const first = advance(null, report({ done: 5 }), 0);
    expect(stalledFor(first, report({}), 14)).toBeNull();
    expect(stalledFor(first, report({}), 40)).toBe(40);
    expect(stalledFor(first, report({ phase: "paused" }), 40)).toBeNull();
  });

  test("does not begin during a pause", () => {
    const shown = run([{ done: 5 }, ...Array.from({ length: 60 }, () => ({ done: 5, phase: "paused" as const }))]);
    expect(shown.at(-1)?.movedAt).toBe(60);
  });

  test("has a reason when everybody who is at work waits for a server", () => {
    const waiting: PersonState = { kind: "retrying", code: "SourceBusy", seconds: 20, until: null };
    expect(retrying(report({ people: [person({ kind: "done" }), person(waiting, 0, 2)] }))).toEqual(waiting);
    expect(retrying(report({ people: [person({ kind: "copying", folder: [] }), person(waiting, 0, 2)] }))).toBeNull();
    const later: PersonState = { kind: "retrying", code: "SourceBusy", seconds: 900, until: "2026-11-28T15:00:00Z" };
    const sooner: PersonState = { ...later, until: "2026-11-28T14:05:00Z" };
    expect(retrying(report({ people: [person(later), person(sooner, 0, 2)] }))).toEqual(sooner);
  });
});
