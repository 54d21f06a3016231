/**
 * # When somebody is tried again
 *
 * The engine tells how long it waits in all; a person wants to know the time of day. Keeps the moment at which each wait
 * began. Pure: the time is passed in.
 */
import type { CopyProgress } from "./backend/backend";

/** One wait: how long it was to be, and the moment at which it ends, in seconds since 1970. */
export type Try = { seconds: number; code: string; at: number };

/** A wait that is over by so much has been followed by another one of the same length. */
const OVERDUE = 2;

/** The waits that are on now, by person, from those of a moment ago. */
export function nextTries(before: ReadonlyMap<number, Try>, progress: CopyProgress, now: number): ReadonlyMap<number, Try> {
  const tries = new Map<number, Try>();
  for (const { person, state } of progress.people) {
    if (state.kind !== "retrying") continue;
    const known = before.get(person);
    const same = known?.seconds === state.seconds && known.code === state.code && now < known.at + OVERDUE;
    tries.set(person, same ? known : { seconds: state.seconds, code: state.code, at: now + state.seconds });
  }
  return tries;
}
