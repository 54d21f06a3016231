/** What is said of a task, as phrases of the catalogue. */
import type { TaskEntry } from "../lib/backend/backend";
import { calendarDay, dayAndTime, dayOf, daysBetween, percent } from "../lib/format";
import { type Phrase, phrase, say } from "../lib/words";
import type { IconName } from "../parts/icons";
import type { TagState } from "../parts/StateTag.svelte";
import { type Standing, isSettled, minutes } from "./tasks";

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
  return [`task-done-${state.by}`, { day: dayOf(state.at) }];
}

/** When it is due, as long as it is open. What is late is said, and does not shout. */
export function dueWords({ due, state }: TaskEntry, today: string): Phrase | null {
  if (due === null || isSettled(state)) return null;
  const days = daysBetween(due, today);
  if (days > 0) return ["task-overdue", { days }];
  return days === 0 ? ["task-due-today"] : ["task-due", { day: calendarDay(due) }];
}

/** `Required · Due Sat 24 May · about 10 minutes`; of a task that is settled only what it was. */
export function hintWords(entry: TaskEntry, today: string): Phrase {
  const needed: Phrase = [entry.required ? "task-required" : "task-recommended"];
  if (isSettled(entry.state)) return needed;
  const need = phrase(needed);
  const due = dueWords(entry, today);
  const told = say("home-minutes", { minutes: minutes[entry.task] });
  return due ? ["home-hint-due", { need, due: phrase(due), minutes: told }] : ["home-hint", { need, minutes: told }];
}

/** The look of its tag. */
export function tagState(state: Standing): TagState {
  switch (state.kind) {
    case "after":
    case "servers":
    case "from":
      return "notYet";
    case "waitingUntil":
    case "waitingFor":
      return "waiting";
    default:
      return state.kind;
  }
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
      return state.by === "program" ? "seal" : "tick";
    case "working":
      return state.paused ? "pause" : "working";
  }
}
