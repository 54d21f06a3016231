/**
 * What a person has at hand for the move. Before there is a plan to write it in, it is remembered on this computer, and
 * the first plan takes it over.
 */
import type { Plan, Question, Task } from "./backend/backend";

export const things = ["haveList", "haveAccess", "haveDns", "haveNew", "haveComputer"] as const satisfies Question[];
export type Thing = (typeof things)[number];

const KEY = "at-hand";

/** What each task needs, as far as it is asked for. */
const needs: Partial<Record<Task, Thing>> = {
  shortenWait: "haveDns",
  listPeople: "haveList",
  getAccess: "haveAccess",
  createMailboxes: "haveNew",
  copyMail: "haveComputer",
  switchDelivery: "haveDns",
};

/** What a person said they have at hand for a task that is still to be done. */
export function readyFor(plan: Plan | null, task: Task | undefined): Thing | null {
  const thing = task && needs[task];
  const open = plan?.course.tasks.some((entry) => entry.task === task && entry.state.kind !== "done" && entry.state.kind !== "skipped");
  return thing && open && plan?.course.answers[thing] === "yes" ? thing : null;
}

/** What was ticked, in the plan that is open or before there is one. */
export function atHand(plan: Plan | null): Thing[] {
  if (plan) return things.filter((thing) => plan.course.answers[thing] === "yes");
  const kept = (localStorage.getItem(KEY) ?? "").split(" ");
  return things.filter((thing) => kept.includes(thing));
}

/** Remembers what was ticked until there is a plan. */
export function keepAtHand(ticked: readonly Thing[]): void {
  localStorage.setItem(KEY, ticked.join(" "));
}

/** A plan has taken it over. */
export function forgetAtHand(): void {
  localStorage.removeItem(KEY);
}
