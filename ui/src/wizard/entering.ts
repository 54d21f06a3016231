/** Opening and leaving a plan: what belongs to it is shown and watched, and what came before is out of reach. */
import type { Moving } from "../lib/app";
import { atHand, forgetAtHand } from "../lib/at-hand";
import type { Task } from "../lib/backend/backend";
import { onwards } from "./tasks";

/** Shows the plan that has just been opened: home, which says what is next. */
export async function enterPlan({ plans, jobs, wizard }: Moving): Promise<void> {
  if (!plans.plan) return;
  await jobs.attach();
  wizard.arrive("home");
}

/** Makes a plan for the domain of an address, writes down what was answered before it, and asks on. */
export async function beginPlan({ plans, jobs, wizard }: Moving, domain: string, address: string): Promise<void> {
  const ready = atHand(plans.plan);
  await plans.create(domain);
  await plans.answer("ownAddress", address);
  for (const thing of ready) await plans.answer(thing, "yes");
  forgetAtHand();
  await jobs.attach();
  wizard.arrive("source", ["home", "begin", "newPlan"]);
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
