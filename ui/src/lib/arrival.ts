/**
 * # What arrived
 *
 * Turns what a comparison has proven into words and numbers of the table: how many are there, what differs, and why.
 * Pure: data in, data out.
 */
import type { FindingKind, Proof, VerifyPerson, VerifyProgress } from "./backend/backend";
import { count } from "./format";
import { type WordKey, say, sayWith } from "./words";

/** The filters of the table, in the order in which they are shown. */
export const ARRIVALS = ["missing", "explained", "complete", "open"] as const;

/** How one person came out; everybody is in exactly one group. `open` is not compared, or not yet. */
export type Arrival = (typeof ARRIVALS)[number];
export type ArrivalFilter = Arrival | "all";

/** What of a mailbox is in the new one, over everybody who was compared. */
export type Sum = { source: number; arrived: number; late: number; people: number };

/** How one person came out. */
export function arrivalOf({ state, proof }: VerifyPerson): Arrival {
  if (state.kind === "failed") return "missing";
  if (!proof) return "open";
  if (proof.verdict === "incomplete") return "missing";
  return proof.verdict === "complete" ? "complete" : "explained";
}

/** Whether every folder could be looked at; otherwise nobody knows the whole difference. */
export const isWhole = (proof: Proof): boolean => found(proof, "folderUnreadable") === 0;

/** How many people came out how. */
export function arrivals(people: readonly VerifyPerson[]): Record<Arrival, number> {
  const counts = { missing: 0, explained: 0, complete: 0, open: 0 };
  for (const person of people) counts[arrivalOf(person)] += 1;
  return counts;
}

/** All messages together. What arrived at the old system after the copy was not to be there yet. */
export function sumOf(people: readonly VerifyPerson[]): Sum {
  const sum = { source: 0, arrived: 0, late: 0, people: 0 };
  for (const { proof } of people) {
    if (!proof) continue;
    sum.people += 1;
    sum.source += proof.source;
    sum.arrived += proof.arrived;
    sum.late += found(proof, "late");
  }
  return sum;
}

/** The one sentence that says how it stands. */
export function sentenceOf({ people }: VerifyProgress): string {
  const { source, arrived, late, people: compared } = sumOf(people);
  if (compared === 0) return say("verify-sentence-nobody");
  const expected = source - late;
  const folders = people.some(({ proof }) => proof && !isWhole(proof));
  const values = { arrived: count(arrived), source: count(expected) };
  if (arrived < expected) return say("verify-sentence-missing", values);
  if (folders) return say("verify-sentence-folders", values);
  return say("verify-sentence-all", { source: count(expected) });
}

/** `−3, +12`: what is not in the new mailbox, and what is there besides. Empty when both are the same. */
export function differenceOf({ source, arrived, extra }: Proof): string {
  const absent = source - arrived;
  return [absent > 0 ? `−${count(absent)}` : null, extra > 0 ? `+${count(extra)}` : null].filter(Boolean).join(", ");
}

/** Why both sides differ, the most serious first; each in one short sentence. */
export function reasonsOf(proof: Proof): string[] {
  const findings = ORDER.flatMap((kind) => {
    const many = found(proof, kind);
    return many > 0 ? [sayWith(`verify-why-${kind}` satisfies WordKey, { count: many })] : [];
  });
  const notes = [
    proof.extra > 0 ? say("verify-why-extra", { count: proof.extra }) : null,
    proof.flagsChanged > 0 ? say("verify-why-flagsChanged", { count: proof.flagsChanged }) : null,
    proof.flagsNotStored > 0 ? say("verify-why-flagsNotStored", { count: proof.flagsNotStored }) : null,
    proof.otherDate > 0 ? say("verify-why-otherDate", { count: proof.otherDate }) : null,
  ];
  return [...findings, ...notes.filter((note) => note !== null)];
}

/** How far the comparison is, from 0 to 1; null while nobody's messages are counted. People count alike until theirs are. */
export function shareOf(people: readonly VerifyPerson[]): number | null {
  if (people.every(({ messagesTotal }) => messagesTotal === null)) return null;
  const shares = people.map(({ state, messages, messagesTotal }) => {
    if (state.kind === "done" || state.kind === "failed") return 1;
    return messagesTotal ? Math.min(0.99, messages / messagesTotal) : 0;
  });
  return shares.reduce((sum, share) => sum + share, 0) / people.length;
}

function found({ findings }: Proof, wanted: FindingKind): number {
  return findings.find(({ kind }) => kind === wanted)?.count ?? 0;
}

const ORDER: FindingKind[] = ["missing", "gone", "altered", "setAside", "unreadable", "folderUnreadable", "dateDiffers", "flagsMissing", "folderMissing", "moved", "late"];

const EXPLAINED: ReadonlySet<FindingKind> = new Set(["dateDiffers", "flagsMissing", "folderMissing", "moved", "late"]);

/** Whether no mail is lost or changed by a difference. */
export const isExplained = (kind: FindingKind): boolean => EXPLAINED.has(kind);
