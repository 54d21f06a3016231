/** The fields of one row while it is edited, and what they become. Pure. */
import type { MailboxKind, Person, PersonChange, Side } from "./backend/backend";

/** The fields of one row while it is edited. */
export interface PersonFields {
  name: string;
  address: string;
  destinationAddress: string;
  sourceUser: string;
  destinationUser: string;
  kind: MailboxKind;
  /** With blanks or commas between them. */
  aliases: string;
  sourceSecret: string;
  destinationSecret: string;
}

export function fieldsOfPerson(person: Person | null): PersonFields {
  return {
    name: person?.name ?? "",
    address: person?.address ?? "",
    destinationAddress: person && person.destinationAddress !== person.address ? person.destinationAddress : "",
    sourceUser: person?.sourceUser ?? "",
    destinationUser: person?.destinationUser ?? "",
    kind: person?.kind ?? "person",
    aliases: person?.aliases.join(" ") ?? "",
    sourceSecret: "",
    destinationSecret: "",
  };
}

export type PersonProblem = { field: "address" | "destinationAddress" | "aliases"; kind: "empty" | "malformed" | "twice" };

export function checkPerson(fields: PersonFields, id: number | null, people: readonly Person[]): PersonProblem[] {
  const address = fields.address.trim();
  const problems: PersonProblem[] = [];
  if (address === "") problems.push({ field: "address", kind: "empty" });
  else if (!isAddress(address)) problems.push({ field: "address", kind: "malformed" });
  else if (people.some((person) => person.id !== id && person.address.toLowerCase() === address.toLowerCase())) problems.push({ field: "address", kind: "twice" });
  const destination = fields.destinationAddress.trim();
  if (destination !== "" && !isAddress(destination)) problems.push({ field: "destinationAddress", kind: "malformed" });
  if (!aliasesIn(fields.aliases).every(isAddress)) problems.push({ field: "aliases", kind: "malformed" });
  return problems;
}

/** Enough to catch a slip of the fingers; the program underneath decides. */
function isAddress(text: string): boolean {
  return /^[^\s@<>,;]+@[^\s@<>,;]+$/.test(text);
}

/** The addresses in a field, each once. */
function aliasesIn(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter(Boolean))];
}

/** What the fields make of a row. */
export function changeOf(fields: PersonFields, id: number): PersonChange {
  const given = (text: string) => text.trim() || null;
  const address = fields.address.trim();
  return {
    id,
    name: given(fields.name),
    address,
    destinationAddress: given(fields.destinationAddress) ?? address,
    sourceUser: given(fields.sourceUser),
    destinationUser: given(fields.destinationUser),
    kind: fields.kind,
    aliases: aliasesIn(fields.aliases),
  };
}

/** Whether saving would change anything but passwords. */
export function differs(change: PersonChange, person: Person): boolean {
  const keys = ["name", "address", "destinationAddress", "sourceUser", "destinationUser", "kind"] as const;
  return keys.some((key) => change[key] !== person[key]) || change.aliases.join(" ") !== person.aliases.join(" ");
}

/** A new row as a line that the list reader understands. A tab in a name would begin a new column. */
export function lineOf(change: Omit<PersonChange, "id">): string {
  return `name\taddress\n${(change.name ?? "").replace(/\s+/g, " ")}\t${change.address}`;
}

/** The passwords that were typed, by side. */
export function secretsOf(fields: PersonFields): [Side, string][] {
  const all: [Side, string][] = [
    ["source", fields.sourceSecret],
    ["destination", fields.destinationSecret],
  ];
  return all.filter(([, secret]) => secret !== "");
}

/** A space at either end is most often a slip of the mouse. */
export function hasLooseSpace(secret: string): boolean {
  return secret !== secret.trim();
}
