/** What new mailboxes begin with, as values to copy. What was not chosen has the value that suits most. Pure. */
import type { Course } from "../../lib/backend/backend";
import { locale, say } from "../../lib/words";
import type { Value } from "./handover";

/** In megabytes; the panel has steps, and this is the second. */
const SIZE = "10240";

export function defaults(answers: Course["answers"]): Value[] {
  const zone = answers.mailboxZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return [
    { label: say("defaults-size"), value: answers.mailboxSize ?? SIZE },
    { label: say("defaults-language"), value: languageName(answers.language ?? locale) },
    { label: say("defaults-zone"), value: zone },
    ...(answers.brand ? [{ label: say("defaults-brand"), value: answers.brand }] : []),
  ];
}

/** `English` of `en-GB`; the tag itself where it is none. */
function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(tag.split("-")[0] ?? tag) ?? tag;
  } catch {
    return tag;
  }
}
