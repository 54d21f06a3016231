/** The records of mail delivery at the destination, as values to copy. Pure. */
import type { Course } from "../../lib/backend/backend";
import { say } from "../../lib/words";
import type { Value } from "./handover";

const SENDERS = "include:_spf.hostedemail.com";

/** What is put in; empty as long as it is not known. */
export function delivery(domain: string, answers: Course["answers"]): Value[] {
  if (answers.destination !== "opensrs") return answers.newDelivery ? [receiver(answers.newDelivery)] : [];
  if (answers.cluster !== "a" && answers.cluster !== "b") return [];
  const place = (name: string) => `${name}.${domain}.cust.${answers.cluster}.hostedemail.com`;
  return [
    receiver(place("mx")),
    { label: say("dns-mail"), value: place("mail"), hint: say("dns-mail-hint", { domain }) },
    { label: say("dns-spf"), value: SENDERS, hint: say("dns-spf-hint"), testid: "dns-change" },
    { label: say("dns-spf-new"), value: `v=spf1 ${SENDERS} ~all`, hint: say("dns-spf-new-hint") },
  ];
}

const receiver = (value: string): Value => ({ label: say("dns-mx"), value, hint: say("dns-mx-hint"), testid: "dns-add" });

/** The records from before, as they were noted, line by line. */
export const oldRecords = (answers: Course["answers"]): string[] =>
  (answers.oldRecords ?? "").split("\n").map((line) => line.trim()).filter((line) => line !== "");
