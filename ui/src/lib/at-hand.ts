/**
 * What a person has at hand for the move. Before there is a plan to write it in, it is remembered on this computer, and
 * the first plan takes it over.
 */
import type { Plan, Question } from "./backend/backend";

export const things = ["haveList", "haveAccess", "haveDns", "haveNew", "haveComputer"] as const satisfies Question[];
export type Thing = (typeof things)[number];

const KEY = "at-hand";

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
