/** A pretend connection test, one step at a time. */
import type { CheckProgress, CheckRow, CheckState, Person, Side } from "../backend";
import { MESSAGE_SIZE, mailOf, prospectOf } from "./company";
import type { Troubles } from "./scenes";

export function checkBegun(people: readonly Person[]): CheckProgress {
  const rows = people.map(({ id }) => ({ person: id, source: { kind: "waiting" }, destination: { kind: "waiting" }, prospect: null }) as const);
  return { phase: "testing", done: 0, total: rows.length * 2, rows, estimate: null };
}

/** The next picture: two connections under way, the oldest one gets its answer. */
export function checkStep(progress: CheckProgress, troubles: Troubles): CheckProgress {
  if (progress.phase === "done" || progress.phase === "stopped") return progress;
  const rows: CheckRow[] = progress.rows.map((row) => ({ ...row }));
  const sides = rows.flatMap((row) => (["source", "destination"] as Side[]).map((side) => ({ row, side })));
  const answered = sides.find(({ row, side }) => row[side].kind === "testing");
  if (answered) {
    const { row, side } = answered;
    row[side] = answer(row.person, side, troubles);
    if (row.source.kind === "works" && row.destination.kind === "works") row.prospect = prospectOf(row.person);
  }
  const next = sides.filter(({ row, side }) => row[side].kind === "waiting").slice(0, answered ? 1 : 2);
  if (progress.phase === "testing") for (const { row, side } of next) row[side] = { kind: "testing" };
  const done = sides.filter(({ row, side }) => row[side].kind === "works" || row[side].kind === "failed").length;
  const busy = sides.some(({ row, side }) => row[side].kind === "testing");
  const phase = busy ? progress.phase : progress.phase === "stopping" ? "stopped" : done === progress.total ? "done" : "testing";
  return { phase, done, total: progress.total, rows, estimate: progress.estimate };
}

/** The whole test at once. */
export function checkFinished(people: readonly Person[], troubles: Troubles): CheckProgress {
  let progress = checkBegun(people);
  while (progress.phase === "testing") progress = checkStep(progress, troubles);
  return progress;
}

function answer(person: number, side: Side, troubles: Troubles): CheckState {
  const fault = troubles[person]?.[side];
  if (fault) return { kind: "failed", fault };
  const messages = side === "source" ? mailOf(person) : 0;
  return { kind: "works", folders: side === "source" ? 5 : 1, messages, bytes: messages * MESSAGE_SIZE, room: null };
}
