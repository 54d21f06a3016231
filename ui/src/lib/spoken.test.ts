import { expect, test } from "vitest";
import type { CopyPhase, CopyProgress, PersonProgress, PersonState } from "./backend/backend";
import type { Announced } from "./settings.svelte";
import { type Told, speak } from "./spoken";
import type { Phrase } from "./words";

const whole = { messages: 10, messagesTotal: 10, bytes: 10, bytesTotal: 10, refused: 0, alreadyThere: 0, alreadyThereBytes: 0, flagsChanged: 0 };
const copying: PersonState = { kind: "copying", folder: ["INBOX"] };
const failed: PersonState = { kind: "failed", fault: { code: "SourceSignInRefused", scope: "account", retry: "never", params: {}, serverText: null } };

const person = (id: number, state: PersonState): PersonProgress => ({ person: id, address: `p${id}@example.com`, name: `Person ${id}`, state, tally: whole, prospect: null });

type Moment = { at: number; phase?: CopyPhase; fraction?: number; people?: PersonState[] };

/** What is said at each moment. */
function listen(moments: Moment[], step?: Announced): (Phrase | null)[] {
  let told: Told | null = null;
  return moments.map(({ at, phase = "copying", fraction = 0, people = [copying, copying, copying] }) => {
    const progress: CopyProgress = {
      phase,
      tally: whole,
      bytesPerSecond: null,
      secondsLeft: null,
      elapsedSeconds: at,
      awake: true,
      people: people.map((state, index) => person(index + 1, state)),
      watched: null,
      fault: null,
    };
    const spoken = speak(told, progress, fraction, at, step);
    told = spoken.told;
    return spoken.say;
  });
}

test("beginning, pause and end are said at once", () => {
  const phases = ["counting", "copying", "pausing", "paused", "copying", "finished"] as const;
  expect(listen(phases.map((phase, at) => ({ at, phase }))).map((say) => say?.[0])).toEqual([
    "said-counting",
    "said-copying",
    undefined,
    "said-paused",
    "said-copying",
    "said-finished",
  ]);
});

test("each tenth is said, but never two things within half a minute", () => {
  const moments = Array.from({ length: 91 }, (_, at) => ({ at, fraction: at / 100 }));
  const said = listen(moments).flatMap((say, at) => (say ? [[at, say[0]]] : []));
  expect(said).toEqual([[0, "said-copying"], [30, "said-percent"], [60, "said-percent"], [90, "said-percent"]]);
});

test("what was not said yet is said later, once", () => {
  const said = listen([{ at: 0 }, { at: 10, fraction: 0.15 }, { at: 20, fraction: 0.25 }, { at: 31, fraction: 0.28 }, { at: 70, fraction: 0.28 }]);
  expect(said.slice(1)).toEqual([null, null, ["said-percent", { percent: "20%", done: 0, total: 3 }], null]);
});

test("people who are done are named, or counted when there are several", () => {
  const done: PersonState = { kind: "done" };
  const said = listen([{ at: 0 }, { at: 40, people: [done, copying, copying] }, { at: 80, people: [done, done, done] }]);
  expect(said.slice(1)).toEqual([["said-person", { name: "Person 1" }], ["said-people", { count: 2 }]]);
});

test("trouble comes before everything else", () => {
  expect(listen([{ at: 0 }, { at: 40, fraction: 0.5, people: [failed, copying, copying] }])[1]).toEqual(["said-trouble", { count: 1 }]);
});

test("whoever wants to hear less hears quarters, or only beginning and end and what needs them", () => {
  const moments: Moment[] = [{ at: 0 }, { at: 40, fraction: 0.2 }, { at: 80, fraction: 0.3 }, { at: 120, fraction: 0.99, people: [failed, copying, copying] }, { at: 160, phase: "finished", fraction: 1 }];
  expect(listen(moments, "quarter").map((say) => say?.[0])).toEqual(["said-copying", undefined, "said-percent", "said-trouble", "said-finished"]);
  expect(listen(moments, "ends").map((say) => say?.[0])).toEqual(["said-copying", undefined, undefined, "said-trouble", "said-finished"]);
});
