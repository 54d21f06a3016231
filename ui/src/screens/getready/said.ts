/** What the connection test says aloud: at the start, at every ten results, and at the end. Pure. */
import type { CheckProgress } from "../../lib/backend/backend";
import type { Phrase } from "../../lib/words";
import { type Line, type Standing, summary } from "./connections";

const STEP = 10;

/** `alone` is the one person who is tested again after a correction, and where that person stands now. */
export function saidOf(
  before: CheckProgress | null,
  now: CheckProgress,
  table: readonly Line[],
  alone?: { name: string; standing: Standing },
): Phrase | null {
  const begun = before?.phase !== now.phase;
  switch (now.phase) {
    case "testing":
      if (begun) return ["conn-said-start", { count: now.total }];
      return tens(before?.done ?? 0) < tens(now.done) && now.done < now.total ? ["conn-said-progress", { done: now.done, total: now.total }] : null;
    case "stopping":
      return null;
    case "stopped":
      return begun ? ["conn-said-stopped"] : null;
    case "done":
      if (!begun) return null;
      if (alone) return alone.standing === "works" ? ["conn-said-works", { name: alone.name }] : ["conn-said-fails", { name: alone.name }];
      return ["conn-said-done", { attention: summary(table).attention }];
  }
}

const tens = (done: number) => Math.floor(done / STEP);
