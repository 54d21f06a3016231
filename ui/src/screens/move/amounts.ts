/** What stands in the row of a person: how much of how much, and in which tone the bar is. */
import type { PersonProgress, Problem, Tally } from "../../lib/backend/backend";
import { bytes, count } from "../../lib/format";
import { say } from "../../lib/words";
import type { BarTone } from "../../parts/ProgressBar.svelte";

/** `4,210 of 9,020`, or one number when both are the same; a dash before anything is counted. */
export function messagesOf({ tally }: PersonProgress): string {
  return amount(tally.messages, tally.messagesTotal, count);
}

/** `1.1 GB of 2.4 GB`, in the same manner. */
export function sizeOf({ tally }: PersonProgress): string {
  return amount(tally.bytes, tally.bytesTotal, bytes);
}

function amount(done: number, total: number | null, text: (value: number) => string): string {
  if (total === null) return "–";
  return done === total ? text(done) : say("copy-row-of", { done: text(done), total: text(total) });
}

/** Amber while a server makes us wait, red when the person is set aside. */
export function toneOf({ state }: PersonProgress): BarTone {
  return state.kind === "failed" ? "stopped" : state.kind === "retrying" ? "slowed" : "running";
}

/** Bytes that this copy has brought over: neither those of earlier copies nor those of messages that were set aside. */
export function sizeCopied({ bytes, alreadyThereBytes }: Tally, problems: readonly Problem[]): number {
  const aside = problems.filter(({ date }) => date !== null).reduce((sum, { size }) => sum + size, 0);
  return Math.max(0, bytes - alreadyThereBytes - aside);
}
