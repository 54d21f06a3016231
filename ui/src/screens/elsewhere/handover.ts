/** The note for somebody who does a task in another system: complete, so that they need nothing else. Pure. */
import { say } from "../../lib/words";

/** A value to type in there. */
export interface Value {
  label: string;
  value: string;
  hint?: string;
  testid?: string;
}

export interface Handover {
  /** Who does it; may still be empty. */
  name: string;
  domain: string;
  /** The name of the task. */
  what: string;
  steps: readonly string[];
  values: readonly Value[];
  /** The day by which it should be done, in words. */
  by: string | null;
  /** How to see that it is done. */
  check: string;
}

/** Mail programs cut off longer addresses. */
const LONGEST_LETTER = 1_800;

/** A plain table for the clipboard: label and value on each line, with a tab between. */
export const plainTable = (values: readonly Value[]): string => values.map(({ label, value }) => `${label}\t${value}`).join("\n");

export function noteText({ name, domain, what, steps, values, by, check }: Handover): string {
  const blocks = [
    name.trim() ? say("note-greeting", { name: name.trim() }) : say("note-hello"),
    say("note-intro", { domain }),
    [say("note-what", { what }), ...steps.map((step, index) => `${index + 1}. ${step}`)].join("\n"),
    ...(values.length > 0 ? [[say("note-values"), ...values.map(({ label, value }) => `${label}: ${value}`)].join("\n")] : []),
    ...(by ? [say("note-by", { day: by })] : []),
    say("note-check", { check }),
    say("note-thanks"),
  ];
  return blocks.join("\n\n");
}

/** The address that begins a letter with this note; null when it is too long for that. */
export function letterAddress(subject: string, text: string): string | null {
  const address = `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text.replaceAll("\n", "\r\n"))}`;
  return address.length < LONGEST_LETTER ? address : null;
}

/** The name of the file in which a note is saved. */
export const fileName = (subject: string): string => `${subject.replace(/[\\/:*?"<>|\p{Cc}]/gu, " ").trim()}.txt`;
