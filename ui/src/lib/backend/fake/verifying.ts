/** A pretend comparison of both sides: three people at once, and everybody is through after two pictures. */
import type { Finding, FindingKind, Person, Proof, VerifyPerson, VerifyProgress } from "../backend";
import { mailOf } from "./company";
import type { Troubles } from "./scenes";

const AT_ONCE = 3;
/** Messages that people have received in their new mailboxes, by person. */
const arrivedSince: Record<number, number> = { 2: 12, 6: 3 };

export function verifyBegun(people: readonly Person[], deep: boolean): VerifyProgress {
  const rows = people.map(({ id, address, name }): VerifyPerson => ({ person: id, address, name, state: { kind: "waiting" }, messages: 0, messagesTotal: null, proof: null }));
  return { phase: "comparing", deep, ended: null, people: rows, fault: null };
}

/** The next picture; proofs come together, at the end. */
export function verifyStep(progress: VerifyProgress, troubles: Troubles, findings: readonly Finding[]): VerifyProgress {
  if (progress.phase !== "comparing" && progress.phase !== "stopping") return progress;
  if (progress.phase === "stopping") return ended(progress, "stopped", findings);
  let working = 0;
  const people = progress.people.map((entry): VerifyPerson => {
    const over = entry.state.kind === "done" || entry.state.kind === "failed";
    if (over || working >= AT_ONCE) return entry;
    working += 1;
    const trouble = troubles[entry.person]?.copy ?? troubles[entry.person]?.source ?? troubles[entry.person]?.destination;
    if (trouble) return { ...entry, state: { kind: "failed", fault: trouble } };
    const messagesTotal = mailOf(entry.person);
    if (entry.state.kind === "waiting") return { ...entry, state: { kind: "comparing", folder: ["INBOX"] }, messages: Math.round(messagesTotal / 2), messagesTotal };
    return { ...entry, state: { kind: "done" }, messages: messagesTotal, messagesTotal };
  });
  return working === 0 ? ended(progress, "done", findings) : { ...progress, people };
}

/** The whole comparison at once. */
export function verified(people: readonly Person[], deep: boolean, findings: readonly Finding[] = [], troubles: Troubles = {}): VerifyProgress {
  let progress = verifyBegun(people, deep);
  while (progress.phase === "comparing") progress = verifyStep(progress, troubles, findings);
  return progress;
}

function ended(progress: VerifyProgress, phase: "done" | "stopped", findings: readonly Finding[]): VerifyProgress {
  const people = progress.people.map((entry): VerifyPerson => {
    if (entry.state.kind === "failed") return entry;
    if (entry.state.kind !== "done") return { ...entry, state: { kind: "stopped" } };
    return { ...entry, proof: proofOf(entry.person, findings.filter(({ person }) => person === entry.person), progress.deep === true) };
  });
  return { ...progress, phase, people, ended: "2025-06-15T14:02:00+02:00" };
}

const EXPLAINED: FindingKind[] = ["late", "moved", "folderMissing"];

function proofOf(person: number, findings: readonly Finding[], deep: boolean): Proof {
  const source = mailOf(person);
  const extra = arrivedSince[person] ?? 0;
  const absent = findings.filter(({ kind, wholeFolder }) => kind !== "moved" && !wholeFolder).length;
  const counts = new Map<FindingKind, number>();
  for (const { kind } of findings) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const arrived = source - absent;
  const complete = extra === 0 && findings.length === 0 ? "complete" : "completeWithNotes";
  return {
    verdict: findings.every(({ kind }) => EXPLAINED.includes(kind)) ? complete : "incomplete",
    source,
    destination: arrived + extra,
    arrived,
    read: deep ? source : Math.min(100, arrived),
    extra,
    flagsChanged: person === 2 ? 4 : 0,
    flagsNotStored: 0,
    otherDate: 0,
    findings: [...counts].map(([kind, count]) => ({ kind, count })).sort((one, other) => other.count - one.count),
  };
}
