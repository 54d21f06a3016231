/** How a wait for a server is told: short ones by their length, long ones by the time of day at which they end. */
import type { PersonState } from "../../lib/backend/backend";
import { time } from "../../lib/format";
import { say } from "../../lib/words";

/** From here on a number of seconds says nothing. */
const LONG = 90;

/** `Trying again in 15 seconds` or `Continues at 03:00`. */
export function waitOf({ seconds, until }: Pick<Extract<PersonState, { kind: "retrying" }>, "seconds" | "until">): string {
  return seconds < LONG || until === null ? say("copy-retry-in", { seconds }) : say("copy-continues", { time: time(until) });
}
