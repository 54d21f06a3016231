import type { Moving } from "../../lib/app";
import { say } from "../../lib/words";

/** Hands the days of all open tasks to a calendar file that the person chooses; false when they chose none. */
export async function saveDates({ backend, plans }: Moving): Promise<boolean> {
  const { plan } = plans;
  if (!plan) return false;
  const { domain } = plan;
  const titles = Object.fromEntries(plan.course.tasks.map(({ task }) => [task, say("day-calendar-entry", { task: say(`task-${task}`), domain })]));
  return backend.calendarSave(say("day-calendar"), say("day-calendar-kind"), titles);
}
