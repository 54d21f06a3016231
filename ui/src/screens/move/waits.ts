/** How a wait for a server is told: short ones by their length, long ones by the time of day at which they end. */
import { time } from "../../lib/format";
import type { Try } from "../../lib/next-try";
import { say } from "../../lib/words";

/** From here on a number of seconds says nothing. */
const LONG = 90;

/** `Trying again in 15 seconds` or `Continues at 03:00`. */
export function waitOf({ seconds, at }: Pick<Try, "seconds" | "at">): string {
  return seconds < LONG ? say("copy-retry-in", { seconds }) : say("copy-continues", { time: time(new Date(at * 1000)) });
}
