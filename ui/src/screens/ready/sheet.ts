/** What stands on the moving-day sheet of a plan. Pure: what is not known is left open, to be written by hand. */
import type { Plan, Task } from "../../lib/backend/backend";

export interface SheetFacts {
  /** Days as `YYYY-MM-DD`. */
  copy: string | null;
  catchUp: string | null;
  finish: string | null;
  /** The host that mail is delivered to from now on. */
  delivery: string | null;
  /** Where the new system is looked after. */
  panel: string | null;
}

/** The half of OpenSRS decides the names of its hosts. */
export function sheetFacts({ course, domain }: Plan): SheetFacts {
  const entry = (task: Task) => course.tasks.find((entry) => entry.task === task);
  const { destination, cluster } = course.answers;
  const half = destination === "opensrs" && (cluster === "a" || cluster === "b") ? cluster : null;
  return {
    copy: entry("copyMail")?.opens ?? null,
    catchUp: entry("catchUp")?.due ?? null,
    finish: entry("finish")?.due ?? null,
    delivery: half && `mx.${domain}.cust.${half}.hostedemail.com`,
    panel: half && `admin.${half}.hostedemail.com`,
  };
}
