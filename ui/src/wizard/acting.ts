/** What the button of a fault does, wherever the fault is shown. */
import type { Moving } from "../lib/app";
import type { Plan, Side } from "../lib/backend/backend";
import type { Action } from "../lib/faults";
import { leavePlan } from "./entering";

/** `again` repeats what was refused; `enter` opens the field for the password, where the screen has one. */
export function acting(moving: Moving, again: () => void, enter: () => void = () => moving.wizard.go("listPeople")): (action: Action) => void {
  const acts: Record<Action, () => void> = {
    enterPassword: enter,
    changeServers: () => moving.wizard.go("servers"),
    changePeople: () => moving.wizard.go("listPeople"),
    tryAgain: again,
    choosePlan: () => void leavePlan(moving),
    openPlan: () => void leavePlan(moving),
    findKeyring: () => void moving.plans.retryVault(),
  };
  return (action) => acts[action]();
}

/** The names of both servers, for the words of a fault. */
export function hosts(plan: Plan | null): Partial<Record<Side, string>> {
  return {
    ...(plan?.source ? { source: plan.source.host } : {}),
    ...(plan?.destination ? { destination: plan.destination.host } : {}),
  };
}
