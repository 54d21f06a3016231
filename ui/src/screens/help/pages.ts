/** The pages of the help, one for each place, and the words that other panels use. Pure; everything is in the catalogue. */
import type { Plan, Task } from "../../lib/backend/backend";
import { type PlainKey, say } from "../../lib/words";
import type { Place } from "../../wizard/wizard.svelte";

/** A page, or a word of the glossary. */
export interface Page {
  title: string;
  text: string;
}

/** What the places are called that belong to no task. */
const own: Record<Exclude<Place, Task>, PlainKey> = {
  start: "start-heading",
  begin: "begin-heading",
  newPlan: "start-new",
  source: "source-heading",
  destination: "destination-heading",
  home: "frame-home",
  servers: "home-servers",
  ready: "ready-heading",
  sheet: "sheet-heading",
};
const isOwn = (place: Place): place is keyof typeof own => place in own;

const words = ["mx", "ttl", "spf", "imap", "provision", "cutover", "delta", "vcard", "dav", "oauth", "quota", "cluster", "appPassword"] as const;

/** The page of a place. */
export function pageOf(place: Place): Page {
  return { title: say(isOwn(place) ? own[place] : `task-${place}`), text: say(`help-${place}`) };
}

/** The pages of all places of a plan, in its order. */
export function pages(plan: Plan | null): Page[] {
  const tasks = plan?.course.tasks.map(({ task }) => task) ?? [];
  const places: Place[] = plan ? ["home", "source", "destination", "servers", ...tasks, "ready", "sheet"] : ["start", "begin", "newPlan"];
  return places.map(pageOf);
}

export const glossary = (): Page[] => words.map((word) => ({ title: say(`glossary-${word}`), text: say(`glossary-${word}-is`) }));

/** Those that have every word of the search in them, in whatever letters. */
export function found(pages: readonly Page[], search: string): Page[] {
  const wanted = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return pages.filter(({ title, text }) => wanted.every((word) => `${title} ${text}`.toLocaleLowerCase().includes(word)));
}
