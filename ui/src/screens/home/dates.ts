/**
 * # What Home says of time
 *
 * What is waited for, how much of a wait is over, and where on the strip each date lies. Pure: the time is passed in.
 */
import type { Course, Task, TaskEntry } from "../../lib/backend/backend";
import { daysBetween } from "../../lib/format";

/** Something that is out of the person's hands: until a moment, or until somebody says so. */
export type Wait = { task: Task } & ({ kind: "until"; from: string; at: string } | { kind: "for"; name: string });

/** Everything that is waited for: the nearest moment first, then people. */
export function waits(tasks: readonly TaskEntry[]): Wait[] {
  const until = tasks.flatMap(({ task, state }): (Wait & { kind: "until" })[] => (state.kind === "waitingUntil" ? [{ task, kind: "until", from: state.from, at: state.at }] : []));
  const people = tasks.flatMap(({ task, state }): Wait[] => (state.kind === "waitingFor" ? [{ task, kind: "for", name: state.name }] : []));
  return [...until.sort((one, other) => Date.parse(one.at) - Date.parse(other.at)), ...people];
}

/** How much of the time from one moment to another is over, from 0 to 1. Computed from clock times, so a sleep does not matter. */
export function passed(from: string, at: string, now: number): number {
  const [begin, end] = [Date.parse(from), Date.parse(at)];
  return end > begin ? Math.min(1, Math.max(0, (now - begin) / (end - begin))) : 1;
}

/** The dates by which the plan is told. */
export type DateName = "begin" | "freeze" | "copy" | "day" | "finish";

/** A date that is named on the strip. */
export interface Dated {
  name: DateName;
  day: string;
  /** Days from the moving day. */
  offset: number;
  at: number;
}

/** The strip: where things lie, from 0 to 1. Named dates stand at even distances, so that each has room for its words. */
export interface Timeline {
  dates: Dated[];
  /** Where each task is due that is still open, each place once. */
  due: number[];
  /** None before the strip begins and after it ends. */
  today: number | null;
  /** Waits with a known end. */
  bands: { from: number; to: number }[];
  end: number;
}

/** The strip of a plan whose moving day is chosen. */
export function timeline(course: Course): Timeline | null {
  if (!course.day) return null;
  const dates = named(course, course.day.day);
  const place = scale(dates);
  const open = course.tasks.filter(({ state }) => state.kind !== "done" && state.kind !== "skipped");
  const due = open.flatMap(({ due }) => (due ? place(midnight(due)) : []));
  const [first, last] = [dates[0]?.day ?? course.today, dates.at(-1)?.day ?? course.today];
  return {
    dates,
    due: [...new Set(due)],
    today: course.today >= first && course.today <= last ? place(midnight(course.today)) : null,
    bands: waits(course.tasks).flatMap((wait) => (wait.kind === "until" ? [{ from: place(Date.parse(wait.from)), to: place(Date.parse(wait.at)) }] : [])),
    end: dates.at(-1)?.at ?? 0,
  };
}

const midnight = (day: string) => Date.parse(`${day}T00:00:00Z`);

/** From a moment to its place: straight between two named dates, at the ends beyond them. */
function scale(dates: readonly Dated[]): (moment: number) => number {
  const ends = dates.map(({ day, at }) => ({ moment: midnight(day), at }));
  return (moment) => {
    const after = ends.findIndex((end) => end.moment >= moment);
    const [before, next] = [ends[after - 1], ends[after]];
    if (!next) return ends.at(-1)?.at ?? 0;
    if (!before) return next.at;
    return before.at + ((moment - before.moment) / (next.moment - before.moment)) * (next.at - before.at);
  };
}

function named({ tasks }: Course, day: string): Dated[] {
  const entry = (task: Task) => tasks.find((entry) => entry.task === task);
  const dues = tasks.flatMap(({ due }) => due ?? []).sort();
  const candidates: [DateName, string | null | undefined][] = [
    ["day", day],
    ["begin", dues[0]],
    ["freeze", entry("freezeAccounts")?.due],
    ["copy", entry("copyMail")?.opens],
    ["finish", dues.at(-1)],
  ];
  // In a squeezed plan several fall on one day, and the first of these names it.
  const once = new Map<string, DateName>();
  for (const [name, date] of candidates) if (date && !once.has(date)) once.set(date, name);
  const sorted = [...once].sort(([one], [other]) => (one < other ? -1 : 1));
  return sorted.map(([date, name], index) => ({ name, day: date, offset: daysBetween(day, date), at: index / sorted.length }));
}
