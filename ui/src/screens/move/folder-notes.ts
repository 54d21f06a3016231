/**
 * # Folders that change
 *
 * The same folder of many people is one line. Pure: data in, data out.
 */
import type { FolderNote, Omission, RenameReason } from "../../lib/backend/backend";
import { type PlainKey, say } from "../../lib/words";
import { folderName } from "./names";

/** One folder name with one fate, and everybody who has it. */
export type NotedFolder = Pick<FolderNote, "source" | "fate"> & { people: number[] };

/** One line for each name and fate: new names first, what is left out last, the most frequent first. */
export function gathered(notes: readonly FolderNote[]): NotedFolder[] {
  const found = new Map<string, NotedFolder>();
  for (const { person, source, fate } of notes) {
    const key = JSON.stringify([source, fate]);
    const known = found.get(key) ?? { source, fate, people: [] };
    known.people.push(person);
    found.set(key, known);
  }
  const rank = ({ fate }: NotedFolder) => (fate.kind === "leftOut" ? 1 : 0);
  return [...found.values()].sort((one, other) => rank(one) - rank(other) || other.people.length - one.people.length);
}

/** Where a folder goes, or that it does not. */
export function goesTo({ fate }: NotedFolder): string {
  return fate.kind === "leftOut" ? say("copy-folder-left-out") : folderName(fate.destination);
}

/** Why, in a sentence or two. */
export function whyOf({ fate }: NotedFolder): string {
  switch (fate.kind) {
    case "renamed":
      return fate.reasons.map((reason) => say(renamed[reason])).join(" ");
    case "merged":
      return say("copy-folder-merged", { folder: folderName(fate.with) });
    case "thinned":
      return say("copy-folder-thinned", { count: fate.messages });
    case "leftOut":
      return say(leftOut[fate.why]);
  }
}

const renamed = {
  earlierRun: "copy-folder-earlierRun",
  role: "copy-folder-role",
  insideInbox: "copy-folder-insideInbox",
  childless: "copy-folder-childless",
  deep: "copy-folder-deep",
  long: "copy-folder-long",
  characters: "copy-folder-characters",
  taken: "copy-folder-taken",
  spelling: "copy-folder-spelling",
  parent: "copy-folder-parent",
} satisfies Record<RenameReason, PlainKey>;

const leftOut = {
  onlyFolders: "copy-folder-onlyFolders",
  flagged: "copy-folder-flagged",
  all: "copy-folder-all",
  notMail: "copy-folder-notMail",
} satisfies Record<Omission, PlainKey>;
