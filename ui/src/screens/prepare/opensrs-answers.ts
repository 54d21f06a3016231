/** What is asked about OpenSRS, with answers to begin with from this computer, and how each stands in the plan. Pure. */
import type { Endpoint, Plan, Question } from "../../lib/backend/backend";
import { type Cluster, clusterOf, clusters, ownLanguage } from "../../lib/opensrs";
import { ownZone } from "../../lib/zones";

/** Who makes the new mailboxes: the person in the control panel, the Bulk Tool with a file, or the provider. */
export const makers = ["file", "panel", "provider"] as const;
export type Maker = (typeof makers)[number];

export interface OpenSrsAnswers {
  cluster: Cluster;
  mailboxesBy: Maker;
  brand: string;
  language: string;
  mailboxZone: string;
  /** In gigabytes, as typed. */
  mailboxSize: string;
}

export const asked = ["cluster", "mailboxesBy", "brand", "language", "mailboxZone", "mailboxSize"] as const satisfies (keyof OpenSrsAnswers & Question)[];

/** What was answered, or what this computer suggests. */
export function beginWith(answers: Plan["course"]["answers"] | undefined, known: Endpoint | null): OpenSrsAnswers {
  return {
    cluster: clusters.find((one) => one === answers?.cluster) ?? clusterOf(known),
    mailboxesBy: makers.find((one) => one === answers?.mailboxesBy) ?? "file",
    brand: answers?.brand ?? "",
    language: answers?.language ?? ownLanguage(),
    mailboxZone: answers?.mailboxZone ?? ownZone(),
    mailboxSize: answers?.mailboxSize ? String(Number(answers.mailboxSize) / 1000) : "",
  };
}

/** Whether the size can be used; none at all can. */
export const isSize = (typed: string): boolean => typed.trim() === "" || gigabytes(typed) !== null;

/** An answer as it stands in the plan; null where there is none. */
export function written(answers: OpenSrsAnswers, question: (typeof asked)[number]): string | null {
  if (question !== "mailboxSize") return answers[question].trim() || null;
  const size = gigabytes(answers.mailboxSize);
  return size === null ? null : String(Math.round(size * 1000));
}

/** With the decimal sign of any language. */
function gigabytes(typed: string): number | null {
  const bare = typed.trim().replace(/\s*gb$/i, "").replace(",", ".");
  const size = /^\d{1,5}(\.\d{1,3})?$/.test(bare) ? Number(bare) : 0;
  return size >= 0.001 ? size : null;
}
