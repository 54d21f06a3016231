/** The tasks of the plan, with what runs for them at the moment. Pure: how each stands is worked out by the engine. */
import { shareOf } from "../lib/arrival";
import type { CheckProgress, CopyProgress, Phase, Plan, Task, TaskEntry, TaskState, VerifyProgress } from "../lib/backend/backend";
import type { JobStore } from "../lib/jobs.svelte";

export const phases: readonly Phase[] = ["prepare", "getReady", "move", "settleIn"];

/** How a task stands, or how far the job is that runs for it: `share` goes from 0 to 1, once it is known. */
export type Standing = TaskState | { kind: "working"; share: number | null; paused: boolean };

/** The jobs, as far as there are any. */
export interface Running {
  check: CheckProgress | null;
  copy: CopyProgress | null;
  /** How much of the copy is done, from 0 to 1, as its bar shows it. */
  copied?: number | null;
  /** The comparison of both sides. */
  verify?: VerifyProgress | null;
  backup?: CopyProgress | null;
  /** How much of the backup is done, from 0 to 1, as its bar shows it. */
  saved?: number | null;
}

/** What the stores know of the jobs. */
export function runningOf(jobs: Pick<JobStore, "check" | "copy" | "verify" | "backup" | "view" | "backupView">): Running {
  const { check, copy, verify, backup } = jobs;
  return { check, copy, copied: jobs.view.shown?.fraction ?? null, verify, backup, saved: jobs.backupView.shown?.fraction ?? null };
}

export function standing({ task, state }: TaskEntry, running: Running): Standing {
  const { check, copy, copied = null, verify, backup, saved = null } = running;
  if (task === "getAccess" && check && (check.phase === "testing" || check.phase === "stopping")) {
    return { kind: "working", share: check.done / Math.max(1, check.total), paused: false };
  }
  if (task === "copyMail" && copy && !["finished", "stopped", "failed"].includes(copy.phase)) {
    return { kind: "working", share: copied, paused: copy.phase === "paused" };
  }
  if (task === "keepBackup" && backup && !["finished", "stopped", "failed"].includes(backup.phase)) {
    return { kind: "working", share: saved, paused: backup.phase === "paused" };
  }
  if (task === "checkArrived" && verify && (verify.phase === "comparing" || verify.phase === "stopping")) {
    return { kind: "working", share: shareOf(verify.people), paused: false };
  }
  return state;
}

export const entryOf = (plan: Pick<Plan, "course">, task: Task): TaskEntry | undefined => plan.course.tasks.find((entry) => entry.task === task);
export const inPhase = (plan: Plan, phase: Phase): TaskEntry[] => plan.course.tasks.filter((entry) => entry.phase === phase);

/** Whether nothing is left to do for it. */
export const isSettled = (state: Standing): boolean => state.kind === "done" || state.kind === "skipped";

/** Whether its screen has something to offer yet. */
export const canOpen = (state: Standing): boolean => state.kind !== "after" && state.kind !== "servers";

/** How many minutes of a person's time a task takes, as they are told before they open it. */
export const minutes: Record<Task, number> = {
  chooseMovingDay: 5,
  shortenWait: 10,
  setUpBrand: 10,
  setDefaults: 5,
  tellPeople: 15,
  showWebmail: 10,
  listPeople: 10,
  getAccess: 15,
  createMailboxes: 15,
  freezeAccounts: 5,
  freezePasswords: 5,
  freezeContacts: 5,
  saveContacts: 10,
  sendFiles: 15,
  keepBackup: 10,
  tryOnePerson: 15,
  copyMail: 10,
  switchDelivery: 15,
  catchUp: 5,
  checkArrived: 10,
  allowAccounts: 5,
  createNewAccounts: 5,
  remindPeople: 10,
  welcomePeople: 10,
  restoreWait: 10,
  finish: 10,
};

/** Where a task is done. Before the switch stands the last look at whether all is ready for it. */
export function placeOf({ task, state }: TaskEntry): Task | "ready" {
  return task === "switchDelivery" && (state.kind === "todo" || state.kind === "from") ? "ready" : task;
}

/** Which task a place is a part of, if it is one. */
export const taskAt = (place: string): string => (place === "ready" ? "switchDelivery" : place);

/** Where a person who goes on comes to: the next open required task of the phase, or home. */
export function onwards(plan: Plan, from: Task): Task | "ready" | "home" {
  const tasks = plan.course.tasks;
  const phase = entryOf(plan, from)?.phase;
  const later = tasks.slice(tasks.findIndex((entry) => entry.task === from) + 1);
  const open = (entry: TaskEntry) => entry.phase === phase && entry.required && (entry.state.kind === "todo" || entry.state.kind === "attention");
  const next = later.find(open);
  return next ? placeOf(next) : "home";
}

/** The phase that is looked at: of the task on the screen, or of the one that is next. */
export function currentPhase(plan: Plan, place: string): Phase {
  const { next, tasks } = plan.course;
  const task = tasks.find((entry) => entry.task === taskAt(place)) ?? (next.kind === "task" ? entryOf(plan, next.task) : undefined);
  return task?.phase ?? tasks.find((entry) => !isSettled(entry.state))?.phase ?? "settleIn";
}
