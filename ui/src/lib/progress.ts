/**
 * # The progress a person sees
 *
 * Turns what the engine reports into a bar that only rises, reaches its end only when the work is finished, and an
 * estimate that is not shown before it can be trusted. Pure: the time is passed in.
 */
import type { CopyProgress, PersonProgress, Tally } from "./backend/backend";
import { timeLeft } from "./format";
import type { Phrase } from "./words";

/** What is on the screen now, and what is needed to go on from there. */
export type Shown = {
  /** How full the large bar is, from 0 to 1; null while everything is still being counted. */
  fraction: number | null;
  /** How full the bar of each person is, by person id. */
  people: ReadonlyMap<number, number | null>;
  /** The estimate, or null while there is none to trust. */
  left: Phrase | null;
  /** When the estimate was last looked at, in seconds. */
  leftAt: number;
  /** When something last moved, in seconds. */
  movedAt: number;
  /** How much was done then. */
  work: number;
  /** How long the run had lasted; less than before means that a new run has begun. */
  elapsed: number;
};

/** The bar may not look full before the end is certain. */
const ALMOST = 0.99;
/** Every message costs a round trip, so that many small ones weigh more than their bytes. */
const MESSAGE_BYTES = 4096;
/** No estimate before this. */
const FIRST_ESTIMATE = { seconds: 60, fraction: 0.02 };
/** A text that changes more often than this cannot be read. */
const ESTIMATE_PAUSE = 5;
/** After this long without a message there is a stall. */
const STALL = 15;

/** The next picture, from the one before and the engine's report; `now` in seconds, from any start. */
export function advance(last: Shown | null, progress: CopyProgress, now: number): Shown {
  const before = last && progress.elapsedSeconds >= last.elapsed ? last : null;
  const finished = progress.phase === "finished";
  const fraction = finished ? 1 : risen(before?.fraction ?? null, share(progress.tally));
  const work = weight(progress.tally.bytes, settled(progress.tally));
  const moved = before === null || work > before.work || progress.phase !== "copying";
  const movedAt = moved ? now : before.movedAt;
  return {
    fraction,
    people: new Map(progress.people.map((person) => [person.person, personFraction(before, person)])),
    ...estimate(before, progress, fraction, now, now - movedAt >= STALL),
    movedAt,
    work: Math.max(work, before?.work ?? 0),
    elapsed: progress.elapsedSeconds,
  };
}

/** Whether nothing has moved for so long that the person deserves a word. */
export function stalledFor(shown: Shown, progress: CopyProgress, now: number): number | null {
  const seconds = now - shown.movedAt;
  return progress.phase === "copying" && seconds >= STALL ? seconds : null;
}

/** The wait for a server that ends first, if nobody is at work: the reason for a stall. */
export function retrying(progress: CopyProgress): Extract<PersonProgress["state"], { kind: "retrying" }> | null {
  const states = progress.people.map((person) => person.state);
  if (states.some((state) => state.kind === "copying" || state.kind === "counting")) return null;
  const waits = states.filter((state) => state.kind === "retrying");
  return waits.sort((one, other) => (one.until ?? "").localeCompare(other.until ?? ""))[0] ?? null;
}

/** How much of a tally is done, or null while it has no total. */
export function share(tally: Tally): number | null {
  if (tally.bytesTotal === null || tally.messagesTotal === null) return null;
  const total = weight(tally.bytesTotal, tally.messagesTotal);
  return total === 0 ? 0 : Math.min(weight(tally.bytes, settled(tally)) / total, ALMOST);
}

/** Messages that need nothing more: copied, or set aside with a reason. */
function settled({ messages, refused }: Tally): number {
  return messages + refused;
}

function weight(bytes: number, messages: number): number {
  return bytes + messages * MESSAGE_BYTES;
}

function risen(before: number | null, now: number | null): number | null {
  return now === null ? before : Math.max(before ?? 0, now);
}

function personFraction(before: Shown | null, person: PersonProgress): number | null {
  if (person.state.kind === "done") return 1;
  return risen(before?.people.get(person.person) ?? null, share(person.tally));
}

function estimate(
  before: Shown | null,
  progress: CopyProgress,
  fraction: number | null,
  now: number,
  stalled: boolean,
): Pick<Shown, "left" | "leftAt"> {
  const trusted =
    progress.phase === "copying" &&
    !stalled &&
    progress.elapsedSeconds >= FIRST_ESTIMATE.seconds &&
    (fraction ?? 0) >= FIRST_ESTIMATE.fraction;
  if (!trusted || progress.secondsLeft === null) return { left: null, leftAt: now - ESTIMATE_PAUSE };
  if (before?.left && now - before.leftAt < ESTIMATE_PAUSE) return { left: before.left, leftAt: before.leftAt };
  return { left: timeLeft(progress.secondsLeft), leftAt: now };
}
