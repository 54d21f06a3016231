/** A pretend copy, one step at a time: three people at once, each a little further with every step. */
import type { CopyProgress, Person, PersonProgress, Tally } from "../backend";
import { MESSAGE_SIZE, foldersOf, mailOf, prospectOf } from "./company";
import type { Troubles } from "./scenes";

const AT_ONCE = 3;

export function copyBegun(people: readonly Person[]): CopyProgress {
  return {
    phase: "counting",
    tally: { messages: 0, messagesTotal: null, bytes: 0, bytesTotal: null, refused: 0, alreadyThere: 0, alreadyThereBytes: 0, flagsChanged: 0 },
    bytesPerSecond: null,
    secondsLeft: null,
    elapsedSeconds: 0,
    awake: true,
    people: people.map(({ id, address, name }) => ({ person: id, address, name, state: { kind: "counting" }, tally: tally(0, 0, null), prospect: null })),
    watched: null,
    fault: null,
  };
}

/** The next picture, `seconds` later, with `pace` messages more for each person at work. */
export function copyStep(progress: CopyProgress, troubles: Troubles, pace: number, seconds: number): CopyProgress {
  const { phase } = progress;
  if (phase === "paused" || phase === "finished" || phase === "stopped" || phase === "failed") return progress;
  if (phase === "pausing") return { ...progress, phase: "paused", bytesPerSecond: null, secondsLeft: null };
  if (phase === "stopping") return ended(progress, "stopped");
  const people = moved(progress, troubles, pace);
  const next: CopyProgress = { ...progress, phase: "copying", people, elapsedSeconds: progress.elapsedSeconds + seconds, tally: sum(people) };
  if (people.every(({ state }) => state.kind === "done" || state.kind === "failed")) return ended(next, "finished");
  const rate = AT_ONCE * pace * (MESSAGE_SIZE / seconds);
  return { ...next, bytesPerSecond: Math.round(rate), secondsLeft: Math.round(((next.tally.bytesTotal ?? 0) - next.tally.bytes) / rate), watched: watched(next, next.watched?.person ?? null) };
}

/** The folders of the person to be watched. */
export function watched(progress: CopyProgress, person: number | null): CopyProgress["watched"] {
  const found = progress.people.find((entry) => entry.person === person);
  return found ? { person: found.person, folders: foldersOf(found.tally.messagesTotal ?? 0, found.tally.messages) } : null;
}

function moved(progress: CopyProgress, troubles: Troubles, pace: number): PersonProgress[] {
  let working = 0;
  return progress.people.map((entry) => {
    const { state, person } = entry;
    const trouble = troubles[person]?.copy ?? troubles[person]?.source ?? troubles[person]?.destination;
    if (state.kind === "done" || state.kind === "failed") return entry;
    const total = mailOf(person);
    if (state.kind === "counting") return { ...entry, state: { kind: "waiting" }, tally: tally(0, 0, total), prospect: prospectOf(person) };
    if (working >= AT_ONCE) return entry;
    if (trouble) return { ...entry, state: { kind: "failed", fault: trouble } };
    working += 1;
    const messages = Math.min(total, entry.tally.messages + entry.tally.refused + pace);
    const refused = messages > total / 2 ? (troubles[person]?.refused ?? 0) : 0;
    const next = tally(messages, refused, total);
    if (messages === total) return { ...entry, state: { kind: "done" }, tally: next };
    const folder = foldersOf(total, messages).find(({ tally }) => tally.messages < (tally.messagesTotal ?? 0));
    return { ...entry, state: { kind: "copying", folder: folder?.source ?? ["INBOX"] }, tally: next };
  });
}

function ended(progress: CopyProgress, phase: "finished" | "stopped"): CopyProgress {
  const people = progress.people.map((entry): PersonProgress => {
    const over = entry.state.kind === "done" || entry.state.kind === "failed";
    return over ? entry : { ...entry, state: { kind: "stopped" } };
  });
  const next = { ...progress, phase, people, bytesPerSecond: null, secondsLeft: null };
  return { ...next, watched: watched(next, progress.watched?.person ?? null) };
}

function tally(messages: number, refused: number, messagesTotal: number | null): Tally {
  const bytesTotal = messagesTotal === null ? null : messagesTotal * MESSAGE_SIZE;
  return { messages: messages - refused, messagesTotal, bytes: messages * MESSAGE_SIZE, bytesTotal, refused, alreadyThere: 0, alreadyThereBytes: 0, flagsChanged: 0 };
}

function sum(people: readonly PersonProgress[]): Tally {
  const add = (of: (tally: Tally) => number) => people.reduce((total, { tally }) => total + of(tally), 0);
  return {
    messages: add((tally) => tally.messages),
    messagesTotal: add((tally) => tally.messagesTotal ?? 0),
    bytes: add((tally) => tally.bytes),
    bytesTotal: add((tally) => tally.bytesTotal ?? 0),
    refused: add((tally) => tally.refused),
    alreadyThere: add((tally) => tally.alreadyThere),
    alreadyThereBytes: add((tally) => tally.alreadyThereBytes),
    flagsChanged: add((tally) => tally.flagsChanged),
  };
}
