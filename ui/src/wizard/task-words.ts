/** What is said of a task, as phrases of the catalogue. */
import { calendarDay, dayAndTime, percent } from "../lib/format";
import { type Phrase, say } from "../lib/words";
import type { IconName } from "../parts/icons";
import type { Standing } from "./tasks";

/** How it stands, in a few words. */
export function stateWords(state: Standing): Phrase {
  switch (state.kind) {
    case "todo":
    case "servers":
      return [`task-state-${state.kind}`];
    case "after":
      return ["task-state-after", { task: say(`task-${state.task}`) }];
    case "from":
      return ["task-state-from", { day: calendarDay(state.day) }];
    case "waitingUntil":
      return ["task-state-waitingUntil", { time: dayAndTime(state.at) }];
    case "waitingFor":
      return ["task-state-waitingFor", { name: state.name }];
    case "attention":
      return ["task-state-attention"];
    case "done":
      return ["task-state-done"];
    case "skipped":
      return ["task-state-skipped"];
    case "working":
      if (state.paused) return ["task-state-paused"];
      return state.share === null ? ["task-state-working"] : ["task-state-working-share", { share: percent(state.share) }];
  }
}

/** Who says that it is done, or why it was left out; nothing for other states. */
export function authority(state: Standing): Phrase | null {
  if (state.kind === "skipped") return state.note ? ["task-skipped-note", { note: state.note }] : [`skip-${state.reason}`];
  if (state.kind !== "done" || state.at === null) return null;
  return [`task-done-${state.by}`, { time: dayAndTime(state.at) }];
}

export function stateIcon(state: Standing): IconName {
  switch (state.kind) {
    case "todo":
      return "circle";
    case "after":
    case "servers":
    case "skipped":
      return "dash";
    case "from":
    case "waitingUntil":
    case "waitingFor":
      return "clock";
    case "attention":
      return "triangle";
    case "done":
      return "tick";
    case "working":
      return state.paused ? "pause" : "working";
  }
}
