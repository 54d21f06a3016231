/** What changed by itself since the plan was last open, in at most four lines. */
import type { Course, TaskEntry } from "../../lib/backend/backend";
import { type Phrase, say } from "../../lib/words";

const MOST = 4;

export function sinceWords({ since, tasks }: Course): Phrase[] {
  const changed = since.flatMap((task) => tasks.find((entry) => entry.task === task) ?? []);
  const lines = changed.map(line);
  if (lines.length <= MOST) return lines;
  const told = lines.slice(0, MOST - 1);
  told.push(["home-since-more", { count: lines.length - told.length }]);
  return told;
}

function line({ task, state }: TaskEntry): Phrase {
  if (state.kind === "attention") return [`concern-${state.concern}`];
  switch (task) {
    case "shortenWait":
    case "switchDelivery":
    case "restoreWait":
      return [`home-since-${task}`];
    default:
      return ["home-since-done", { task: say(`task-${task}`) }];
  }
}
