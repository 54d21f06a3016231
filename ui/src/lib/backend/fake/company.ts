/** A pretend company for development and tests: who works there, and how much mail each of them has. */
import type { Fault, FolderProgress, Held, Person, Prospect, Role } from "../backend";

export interface Employee {
  name: string;
  address: string;
  /** Messages in the inbox; the other folders follow from it. */
  messages: number;
}

export const employees: Employee[] = [
  { name: "Ana Silva", address: "ana@harbour-tea.example", messages: 4210 },
  { name: "Ben Okafor", address: "ben@harbour-tea.example", messages: 7044 },
  { name: "Cho Min-ji", address: "minji@harbour-tea.example", messages: 1310 },
  { name: "Dörte Grünwald", address: "doerte@harbour-tea.example", messages: 12_870 },
  { name: "Emil Nyström", address: "emil@harbour-tea.example", messages: 640 },
  { name: "Front desk", address: "office@harbour-tea.example", messages: 2205 },
];

export const practiceList = [
  "name\taddress\tpassword\tnew password",
  ...employees.map(({ name, address }, index) => `${name}\t${address}\told-pass-${index + 1}\tnew-pass-${index + 1}`),
].join("\n");

export function person(id: number, { name, address }: { name: string | null; address: string }, held: Held = "keyring"): Person {
  return { id, name, address, destinationAddress: address, sourceUser: null, destinationUser: null, kind: "person", aliases: [], copied: false, sourceSecret: held, destinationSecret: held };
}

/** As many people as asked for, the six first. */
export function crowd(count: number): Person[] {
  return Array.from({ length: count }, (_, index) => {
    const employee = employees[index] ?? { name: `Colleague ${index + 1}`, address: `colleague${index + 1}@harbour-tea.example`, messages: 0 };
    return person(index + 1, employee);
  });
}

/** How many messages somebody has; the same at every call. */
export function mailOf(id: number): number {
  return employees[id - 1]?.messages ?? 400 + ((id * 7919) % 5000);
}

/** Bytes in an average message. */
export const MESSAGE_SIZE = 92_000;

/** What lies before the copy of somebody whose new mailbox has no limits. */
export function prospectOf(id: number): Prospect {
  const messages = mailOf(id);
  return { messages, bytes: messages * MESSAGE_SIZE, tooLarge: 0, messageLimit: null, room: null, shortOf: null };
}

const folders: { name: string[]; role: Role | null; share: number }[] = [
  { name: ["INBOX"], role: "inbox", share: 0.45 },
  { name: ["Sent Items"], role: "sent", share: 0.25 },
  { name: ["Customers"], role: null, share: 0.1 },
  { name: ["Customers", "Größere Kunden"], role: null, share: 0.1 },
  { name: ["Old", "2017 & before"], role: null, share: 0.1 },
];

/** The folders of somebody who is this far, filled one after the other. */
export function foldersOf(total: number, done: number): FolderProgress[] {
  let left = done;
  let rest = total;
  return folders.map(({ name, role, share }, index) => {
    const messagesTotal = index === folders.length - 1 ? rest : Math.round(total * share);
    rest -= messagesTotal;
    const messages = Math.min(messagesTotal, left);
    left -= messages;
    const tally = { messages, messagesTotal, bytes: messages * MESSAGE_SIZE, bytesTotal: messagesTotal * MESSAGE_SIZE, refused: 0, alreadyThere: 0, alreadyThereBytes: 0, flagsChanged: 0 };
    return { source: name, destination: role === "sent" ? ["Sent"] : name, role, tally, fault: null };
  });
}

export function fault(code: Fault["code"], more: Partial<Fault> = {}): Fault {
  return { code, scope: "account", retry: "never", params: {}, serverText: null, ...more };
}
