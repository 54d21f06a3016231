/**
 * # The line under the large bar
 *
 * Chooses what a person is told about a running copy: how long it still takes, or why nothing moves. Pure.
 */
import type { CopyProgress, Side } from "../../lib/backend/backend";
import { tell } from "../../lib/faults";
import { bytes } from "../../lib/format";
import { type Shown, retrying, stalledFor } from "../../lib/progress";
import { phrase, say } from "../../lib/words";
import type { BarTone } from "../../parts/ProgressBar.svelte";
import { waitOf } from "./waits";

export type Status = { tone: BarTone; texts: string[] };

/** `stem` tells whose words are used; `now` in seconds, on the same clock as `shown`. */
export function statusOf(progress: CopyProgress, shown: Shown, now: number, hosts: Partial<Record<Side, string>>, stem: "copy" | "backup" = "copy"): Status {
  switch (progress.phase) {
    case "counting":
      return { tone: "running", texts: [] };
    case "pausing":
      return { tone: "slowed", texts: [say("copy-pausing")] };
    case "paused":
      return { tone: "slowed", texts: [say(`${stem}-paused`)] };
    case "stopping":
      return { tone: "slowed", texts: [say("copy-stopping")] };
    case "copying":
      return stalled(progress, shown, now, hosts) ?? { tone: "running", texts: moving(progress, shown) };
    case "finished":
    case "stopped":
    case "failed":
      return { tone: "done", texts: [] };
  }
}

function moving(progress: CopyProgress, shown: Shown): string[] {
  const rate = progress.bytesPerSecond ? say("copy-rate", { size: bytes(progress.bytesPerSecond) }) : null;
  return [shown.left && phrase(shown.left), rate].filter((text) => text !== null);
}

function stalled(progress: CopyProgress, shown: Shown, now: number, hosts: Partial<Record<Side, string>>): Status | null {
  const waiting = retrying(progress);
  if (waiting) {
    const { code } = waiting;
    const { title } = tell({ code, scope: "account", retry: "later", params: {}, serverText: null }, { hosts });
    return { tone: "slowed", texts: [title, waitOf(waiting)] };
  }
  const seconds = stalledFor(shown, progress, now);
  return seconds === null ? null : { tone: "slowed", texts: [say("copy-stalled", { seconds: Math.floor(seconds / 5) * 5 })] };
}
