/** How something that was left out is called in a list. */
import type { Problem } from "../../lib/backend/backend";
import { bytes, day } from "../../lib/format";
import { say } from "../../lib/words";

/** The subject; a folder that was left out as a whole has neither subject nor date. */
export function titleOf({ subject, date }: Problem): string {
  if (subject) return subject;
  return date === null ? say("person-whole-folder") : say("person-message-subject-none");
}

/** Who sent it, when, and how large it is. */
export function lineOf({ sender, date, size }: Problem): string {
  return [sender, date && day(date), bytes(size)].filter(Boolean).join(" · ");
}
