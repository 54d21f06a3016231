/** Reads a pasted list roughly as the engine does: enough to see every state of the screen. */
import type { FoundPerson, PeopleFound, Person } from "../backend";

export interface Line extends Omit<FoundPerson, "known"> {
  /** What stands after the address. */
  rest: string;
}

export function readPeople(text: string, known: readonly Person[]): PeopleFound & { lines: Line[] } {
  const lines = new Map<string, Line>();
  const malformed: PeopleFound["malformed"] = [];
  const combined = new Set<string>();
  const clashes: PeopleFound["clashes"] = [];
  text.split(/\r?\n/).forEach((raw, index) => {
    if (raw.trim() === "" || /^(name|address|email)\b[\t,;]/i.test(raw)) return;
    const line = readLine(raw);
    if (!line) malformed.push({ line: index + 1, text: raw.trim() });
    else if (lines.get(line.address)?.rest !== undefined && lines.get(line.address)?.rest !== line.rest) clashes.push({ line: index + 1, address: line.address });
    else if (lines.has(line.address)) combined.add(line.address);
    else lines.set(line.address, line);
  });
  const isKnown = (address: string) => known.some((person) => person.address === address);
  const people = [...lines.values()].map(({ rest: _, ...line }) => ({ ...line, known: isKnown(line.address) }));
  return { people, malformed, combined: [...combined], clashes, lines: [...lines.values()] };
}

function readLine(raw: string): Line | null {
  const cells = raw.split(/[\t,;]/).map((cell) => cell.trim());
  const at = cells.findIndex((cell) => cell.includes("@"));
  const cell = cells[at];
  if (cell === undefined) return null;
  const named = /^(.*)<([^>]+)>$/.exec(cell);
  const address = (named?.[2] ?? cell).trim().toLowerCase();
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address)) return null;
  const name = (named?.[1] ?? cells.slice(0, at).join(" ")).trim() || null;
  return {
    name,
    address,
    kind: "person",
    rest: cells.slice(at + 1).join("\t"),
    hasSourceSecret: Boolean(cells[at + 1]),
    hasDestinationSecret: Boolean(cells[at + 2]),
  };
}
