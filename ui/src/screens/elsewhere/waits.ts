/** Waiting times of the plan: what was noted, what is wanted, and how long a change takes to be known everywhere. Pure. */
import type { Course } from "../../lib/backend/backend";
import { UNITS, noted } from "../../lib/seconds";
import { entryOf } from "../../wizard/tasks";

/** What the guide asks for, in seconds. */
export const SHORT = 300;
/** As long as hardly any provider exceeds; what counts where nobody knows. */
const UNKNOWN = UNITS.days;
type Answers = Course["answers"];

/** The waiting time before anything was changed, or what counts instead. */
export const oldWait = (answers: Answers): number => noted(answers.oldWait) ?? UNKNOWN;

/** The time that the records are to have. */
export const shortWait = (answers: Answers): number => noted(answers.shortestWait) ?? SHORT;

/** How long the records of mail delivery can be remembered on moving day. */
export function switchWait(course: Course): number {
  const shortened = entryOf({ course }, "shortenWait")?.state.kind === "done";
  return shortened ? shortWait(course.answers) : oldWait(course.answers);
}
