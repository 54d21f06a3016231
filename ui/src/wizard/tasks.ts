/** The tasks that exist, the phases they belong to, and how each of them stands. Pure: facts in, states out. */
import type { CheckProgress, CopyProgress, Plan, VerifyProgress } from "../lib/backend/backend";
import { needsPerson } from "../lib/people-state";
import { arrivalOf, shareOf } from "../lib/arrival";

export type Task = "enterServers" | "listPeople" | "testConnections" | "copyMail" | "checkArrived";
export type Phase = "prepare" | "getReady" | "move" | "settleIn";

/** Everything in the order in which it is done. */
export const phases: { phase: Phase; tasks: Task[] }[] = [
  { phase: "prepare", tasks: ["enterServers"] },
  { phase: "getReady", tasks: ["listPeople", "testConnections"] },
  { phase: "move", tasks: ["copyMail", "checkArrived"] },
  { phase: "settleIn", tasks: [] },
];

export type TaskState =
  | { kind: "todo" }
  /** `share` is how much of it is done, from 0 to 1, once that is known. */
  | { kind: "working"; share: number | null; paused: boolean }
  | { kind: "attention" }
  | { kind: "done" }
  /** It cannot begin before another task is done. */
  | { kind: "notYet"; after: Task };

export interface Facts {
  plan: Plan;
  check: CheckProgress | null;
  copy: CopyProgress | null;
  /** How much of the copy is done, from 0 to 1, as its bar shows it. */
  copied?: number | null;
  /** The comparison of both sides that runs or has run last. */
  verify?: VerifyProgress | null;
}

export function taskStates({ plan, check, copy, copied = null, verify = null }: Facts): Record<Task, TaskState> {
  const servers = plan.source !== null && plan.destination !== null;
  const people = plan.people.length > 0;
  const missing: Task | null = !people ? "listPeople" : !servers ? "enterServers" : null;
  return {
    enterServers: { kind: servers ? "done" : "todo" },
    listPeople: { kind: people ? "done" : "todo" },
    testConnections: missing ? { kind: "notYet", after: missing } : checkState(check, plan),
    copyMail: missing ? { kind: "notYet", after: missing } : copyState(copy, copied),
    checkArrived: verify || plan.copied ? verifyState(verify) : { kind: "notYet", after: "copyMail" },
  };
}

function checkState(check: CheckProgress | null, plan: Plan): TaskState {
  if (!check) return { kind: "todo" };
  if (check.phase === "testing" || check.phase === "stopping") return { kind: "working", share: check.done / Math.max(1, check.total), paused: false };
  const rows = check.rows.filter((row) => plan.people.some((person) => person.id === row.person));
  const sides = rows.flatMap((row) => [row.source.kind, row.destination.kind]);
  if (sides.includes("failed")) return { kind: "attention" };
  const tested = rows.length === plan.people.length && sides.every((side) => side === "works");
  return { kind: tested ? "done" : "todo" };
}

function copyState(copy: CopyProgress | null, share: number | null): TaskState {
  if (!copy) return { kind: "todo" };
  switch (copy.phase) {
    case "finished":
      return { kind: copy.people.some(needsPerson) ? "attention" : "done" };
    case "failed":
      return { kind: "attention" };
    case "stopped":
      return { kind: "todo" };
    case "counting":
    case "copying":
    case "pausing":
    case "paused":
    case "stopping":
      return { kind: "working", share, paused: copy.phase === "paused" };
  }
}

function verifyState(verify: VerifyProgress | null): TaskState {
  switch (verify?.phase) {
    case "comparing":
    case "stopping":
      return { kind: "working", share: shareOf(verify.people), paused: false };
    case "done":
      return { kind: verify.people.some((person) => arrivalOf(person) === "missing") ? "attention" : "done" };
    case "failed":
      return { kind: "attention" };
    case "stopped":
    case undefined:
      return { kind: "todo" };
  }
}

/** The task that a person who opens the plan sees first. */
export function nextTask(facts: Facts): Task {
  const states = taskStates(facts);
  if (states.copyMail.kind === "working" || facts.plan.copied) return "copyMail";
  const open = (task: Task) => ["todo", "working", "attention"].includes(states[task].kind);
  return phases.flatMap((phase) => phase.tasks).find(open) ?? "copyMail";
}

/** Where `Continue` leads. */
export function taskAfter(task: Task): Task {
  const all = phases.flatMap((phase) => phase.tasks);
  return all[all.indexOf(task) + 1] ?? task;
}

/** The phase of a task and its number, counted from 1. */
export function phaseOf(task: Task): { phase: Phase; number: number } {
  const index = phases.findIndex((phase) => phase.tasks.includes(task));
  return { phase: phases[index]?.phase ?? "prepare", number: index + 1 };
}
