/**
 * # What a running copy says aloud
 *
 * Decides what the polite live region tells a person who listens: beginnings and ends at once, everything else at most
 * once in half a minute. Pure: the time is passed in.
 */
import type { CopyPhase, CopyProgress, PersonProgress } from "./backend/backend";
import { percent } from "./format";
import { needsPerson } from "./people-state";
import type { Announced } from "./settings.svelte";
import type { Phrase } from "./words";

/** What has been said, and when. */
export type Told = {
  phase: CopyPhase;
  /** How far it is, in percent, down to the last step that is told. */
  percent: number;
  /** People who need attention. */
  troubled: number;
  /** People whose end has been told. */
  done: ReadonlySet<number>;
  /** When something was last said, in seconds. */
  at: number;
};

const PAUSE = 30;

/** How many percent are told at once. */
const steps: Record<Announced, number> = { ten: 10, quarter: 25, ends: 100 };

/** What to say now, if anything, and what has been told then; `now` in seconds, from any start. */
export function speak(told: Told | null, progress: CopyProgress, fraction: number | null, now: number, step: Announced = "ten"): { told: Told; say: Phrase | null } {
  const next = picture(progress, fraction, now, step);
  if (told === null || told.phase !== next.phase) return { told: next, say: phasePhrase(progress) };
  if (now - told.at < PAUSE) return { told, say: null };
  const say = news(told, next, progress, step);
  return say ? { told: next, say } : { told, say: null };
}

function picture(progress: CopyProgress, fraction: number | null, at: number, step: Announced): Told {
  return {
    phase: progress.phase,
    percent: Math.floor(((fraction ?? 0) * 100) / steps[step]) * steps[step],
    troubled: progress.people.filter(needsPerson).length,
    done: new Set(progress.people.filter(isDone).map((person) => person.person)),
    at,
  };
}

function phasePhrase(progress: CopyProgress): Phrase | null {
  switch (progress.phase) {
    case "counting":
      return ["said-counting"];
    case "copying":
      return ["said-copying"];
    case "paused":
      return ["said-paused"];
    case "finished":
      return ["said-finished"];
    case "stopped":
      return ["said-stopped"];
    case "failed":
      return ["said-failed"];
    case "pausing":
    case "stopping":
      return null;
  }
}

function news(told: Told, next: Told, progress: CopyProgress, step: Announced): Phrase | null {
  if (next.troubled > told.troubled) return ["said-trouble", { count: next.troubled }];
  if (step === "ends") return null;
  if (next.percent > told.percent) {
    return ["said-percent", { percent: percent(next.percent / 100), done: next.done.size, total: progress.people.length }];
  }
  const finished = progress.people.filter((person) => next.done.has(person.person) && !told.done.has(person.person));
  const [first] = finished;
  if (!first) return null;
  if (finished.length === 1) return ["said-person", { name: first.name ?? first.address }];
  return ["said-people", { count: finished.length }];
}

function isDone(person: PersonProgress): boolean {
  return person.state.kind === "done";
}
