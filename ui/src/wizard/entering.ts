/** Opening and leaving a plan: what belongs to it is shown and watched, and what came before is out of reach. */
import type { Moving } from "../lib/app";
import type { Task } from "../lib/backend/backend";
import { onwards } from "./tasks";

/** Shows the plan that has just been opened: home, which says what is next. */
export async function enterPlan({ plans, jobs, wizard }: Moving): Promise<void> {
  if (!plans.plan) return;
  await jobs.attach();
  wizard.arrive("home");
}

/** From a task that is finished to the next one that is required here, or home. */
export function goOn({ plans, wizard }: Moving, from: Task): void {
  if (plans.plan) wizard.go(onwards(plans.plan, from));
}

/** Back to the start page; everything is saved already. */
export async function leavePlan({ plans, jobs, wizard }: Moving): Promise<void> {
  await plans.close();
  jobs.forget();
  wizard.arrive("start");
}

/** Ends the practice run and removes what belonged to it. */
export async function endPractice({ plans, jobs, wizard }: Moving): Promise<void> {
  await plans.endPractice();
  jobs.forget();
  wizard.arrive("start");
}
