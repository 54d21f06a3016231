/**
 * # Whether all is ready for the switch
 *
 * Reads the list of the last look from the states of the plan, so that it never says anything else than Home. Pure.
 */
import type { Course, Task, TaskEntry } from "../../lib/backend/backend";
import { dayAndTime } from "../../lib/format";
import { type Phrase, say } from "../../lib/words";

/** What is looked at, in the order of the list; a task that the plan does not have is left out. */
const looked = ["getAccess", "createMailboxes", "shortenWait", "freezeAccounts", "freezePasswords", "copyMail", "keepBackup", "tellPeople"] as const satisfies readonly Task[];

/** One line. Only `missing` keeps the verdict from being good; `aside` was left out or is only recommended. */
export interface Line {
  /** Where it is put right. */
  place: Task;
  standing: "ready" | "missing" | "aside";
  words: Phrase;
  /** What is to be done, as a name. */
  name: Phrase;
}

/** The list. `people` is how many move. */
export function readyList(course: Course, people: number): Line[] {
  const lines = looked.flatMap((task) => {
    const entry = course.tasks.find((entry) => entry.task === task);
    return entry ? [line(task, entry, people)] : [];
  });
  if (course.answers.destination !== "opensrs") return lines;
  const known = course.answers.cluster === "a" || course.answers.cluster === "b";
  const cluster: Line = {
    place: "setDefaults",
    standing: known ? "ready" : "missing",
    words: known ? ["ready-cluster-ready"] : ["ready-cluster-open"],
    name: ["ready-cluster-name"],
  };
  return [...lines, cluster];
}

/** What keeps the day from starting well. */
export const missing = (lines: readonly Line[]): Line[] => lines.filter(({ standing }) => standing === "missing");

function line(task: (typeof looked)[number], { required, state }: TaskEntry, people: number): Line {
  const named = { task: say(`task-${task}`) };
  const name: Phrase = [`task-${task}`];
  if (state.kind === "done") return { place: task, standing: "ready", words: task === "getAccess" ? ["ready-getAccess-ready", { people }] : [`ready-${task}-ready`], name };
  if (state.kind === "skipped") return { place: task, standing: "aside", words: ["ready-skipped", named], name };
  const standing = required ? "missing" : "aside";
  if (state.kind === "attention") return { place: task, standing, words: ["ready-concern", named], name };
  if (state.kind === "waitingFor") return { place: task, standing, words: ["ready-waiting-for", { ...named, name: state.name }], name };
  if (state.kind === "waitingUntil" && task === "shortenWait") return { place: task, standing, words: ["ready-shortenWait-waiting", { time: dayAndTime(state.at) }], name };
  return { place: task, standing, words: [`ready-${task}-open`], name };
}
