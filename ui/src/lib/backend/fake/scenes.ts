/** Every state of the interface that can be called up by name: `?fake=<name>` in development, the same names in tests. */
import type { BackupPlace, CatchUp, CheckProgress, CheckRow, CopyOptions, CopyProgress, Endpoint, Fault, Finding, FolderNote, Kept, Person, Plan, Problem, Prospect, RecentPlan, Side, SupportFile, Task, Vault, VerifyProgress } from "../backend";
import { backupPlace, looked } from "./around";
import { checkFinished } from "./checking";
import { MESSAGE_SIZE, crowd, employees, fault, mailOf, person, practiceList } from "./company";
import { copyBegun, copyStep } from "./copying";
import { beginning, course, done, upTo } from "./course";
import { elsewhere } from "./elsewhere";
import { verified, verifyBegun, verifyStep } from "./verifying";

/** What goes wrong, by person. */
export type Troubles = Record<number, Partial<Record<Side, Fault>> & { copy?: Fault; refused?: number }>;

export interface Scene {
  recent: RecentPlan[];
  vault: Vault;
  /** Whether the password store is there when it is looked for again. */
  vaultComesBack: boolean;
  plan: Plan | null;
  check: CheckProgress | null;
  copy: CopyProgress | null;
  problems: Problem[];
  verify: VerifyProgress | null;
  findings: Finding[];
  /** The backup that runs or has run last. */
  backup: CopyProgress | null;
  place: BackupPlace;
  /** Whose mail an earlier copy brought over. */
  copied: number[];
  catchUp: CatchUp;
  /** Folders that do not simply keep their names. */
  folders: FolderNote[];
  /** How the last copy was asked to go about its work. */
  options: CopyOptions | null;
  /** Days that letters have told people of. */
  told: string[];
  /** The titles under which dates were last saved for a calendar. */
  calendar: Partial<Record<Task, string>> | null;
  /** What lies on this computer beside the plan. */
  kept: Kept[];
  /** Whether the password store keeps what it is asked to delete. */
  stubborn: boolean;
  /** The details that were saved for support. */
  supported: SupportFile[] | null;
  /** The file that was shown in its folder. */
  revealed: string | null;
  /** The title of the window in which the report was printed. */
  printed: string | null;
  /** Pages and letters that were opened. */
  opened: string[];
  /** The text that was saved last. */
  savedText: { name: string; text: string } | null;
  troubles: Troubles;
  /** Commands that are refused, by the name of the method. */
  refused: Partial<Record<string, Fault>>;
  /** Messages that each person at work gains with every step. */
  pace: number;
}

const keyring: Vault = { kind: "keyring", name: "secretService" };
const server = (host: string): Endpoint => ({ host, port: 993, security: "tls" });

export const emptyPlan: Plan = {
  path: "/home/sam/.local/share/moving-day/harbour-tea.example.movingday",
  domain: "harbour-tea.example",
  practice: null,
  source: null,
  destination: null,
  people: [],
  vault: keyring,
  copied: false,
  course: course({}, { day: null, next: { kind: "name", side: "source" } }),
};
export const serversPlan: Plan = {
  ...emptyPlan,
  source: server("imap.oldhost.example"),
  destination: server("mail.newhost.example"),
};
/** Plans at their first questions. */
const newPlan: Plan = { ...emptyPlan, course: { ...emptyPlan.course } };
const dayPlan: Plan = { ...serversPlan, course: course({}, { day: null }) };
const sourcePlan: Plan = { ...emptyPlan, source: server("imap.oldhost.example"), course: course({}, { day: null, next: { kind: "name", side: "destination" } }) };
const answered = (plan: Plan, answers: Partial<Plan["course"]["answers"]>): Plan => ({ ...plan, course: { ...plan.course, answers: { ...plan.course.answers, ...answers } } });
const six = employees.map((employee, index) => person(index + 1, employee));
const peoplePlan: Plan = { ...serversPlan, people: six };
export const practicePlan: Plan = {
  ...emptyPlan,
  path: "/home/sam/.local/share/moving-day/practice/practice.movingday",
  practice: { people: practiceList, outdated: "ben@harbour-tea.example", password: "old-pass-2", full: "emil@harbour-tea.example" },
  source: { host: "127.0.0.1", port: 41143, security: "plain" },
  destination: { host: "127.0.0.1", port: 41144, security: "plain" },
};

/** The same test, with limits at the new mailboxes of some. */
function limited(check: CheckProgress, limits: Record<number, Partial<Prospect>>): CheckProgress {
  const change = (row: CheckRow): CheckRow => ({ ...row, prospect: row.prospect && { ...row.prospect, ...limits[row.person] } });
  return { ...check, rows: check.rows.map(change) };
}
const small = (limit: number, mail: number): Partial<Prospect> => ({ room: { used: 0, limit }, shortOf: mail - limit });
const oddName: FolderNote = { person: 2, source: ["Customers", "Harbour: north"], fate: { kind: "renamed", destination: ["Customers", "Harbour_ north"], reasons: ["characters"] } };
const sharedPlace: FolderNote = { person: 4, source: ["Deleted"], fate: { kind: "merged", with: ["Deleted Items"], destination: ["Trash"] } };
const folders: FolderNote[] = six.flatMap(({ id }): FolderNote[] => [
  { person: id, source: ["Sent Items"], fate: { kind: "renamed", destination: ["Sent"], reasons: ["role"] } },
  { person: id, source: ["[Gmail]"], fate: { kind: "leftOut", why: "onlyFolders" } },
  { person: id, source: ["[Gmail]", "All Mail"], fate: { kind: "leftOut", why: "all" } },
  ...(id === 2 ? [oddName] : []),
  ...(id === 4 ? [sharedPlace] : []),
]);
const firstCrowded = Object.fromEntries(crowd(20).map(({ id }) => [id, small(50_000_000, mailOf(id) * MESSAGE_SIZE)]));

const base: Scene = {
  recent: [],
  vault: keyring,
  vaultComesBack: false,
  plan: null,
  check: null,
  copy: null,
  problems: [],
  verify: null,
  findings: [],
  backup: null,
  place: backupPlace,
  copied: [],
  catchUp: { last: null, next: null, quietFrom: null, over: false, people: [] },
  folders: [],
  options: null,
  told: [],
  calendar: null,
  kept: [],
  stubborn: false,
  supported: null,
  revealed: null,
  printed: null,
  opened: [],
  savedText: null,
  troubles: {},
  refused: {},
  pace: 60,
};
const memory: Vault = { kind: "memory" };

const refusedPassword = fault("SourceSignInRefused", { serverText: "[AUTHENTICATIONFAILED] Invalid credentials", params: { host: "imap.oldhost.example" } });
const troubles: Troubles = {
  2: { source: refusedPassword },
  4: { destination: fault("DestinationUserUnknown", { serverText: "NO no such user" }) },
};
const copyTroubles: Troubles = {
  1: { refused: 2 },
  3: { copy: refusedPassword },
  5: { copy: fault("DestinationFull", { serverText: "[OVERQUOTA] Quota exceeded" }) },
};
const problems: Problem[] = ["Price list for the spring", "Scanned floor plan"].map((subject, index) => ({
  person: 1,
  folder: ["Customers", "Größere Kunden"],
  code: index === 0 ? "DestinationRefusedMessage" : "DestinationMessageTooLarge",
  serverText: index === 0 ? "NO Message contains invalid header" : "[LIMIT] too big",
  subject,
  sender: "orders@supplier.example",
  date: "2021-03-0" + (index + 2) + "T09:12:00+01:00",
  size: 24_000 + index * 61_000_000,
  saved: index === 0 ? null : "/home/sam/.local/share/moving-day/harbour-tea.example not copied/ana@harbour-tea.example/Customers/2021-03-03 Scanned floor plan.eml",
  unsaved: index === 0 ? "LocalDiskFull" : null,
}));

const found = (person: number, kind: Finding["kind"], subject: string | null, more: Partial<Finding> = {}): Finding => ({
  person,
  folder: ["Customers"],
  wholeFolder: false,
  kind,
  code: null,
  side: null,
  movedTo: null,
  subject,
  sender: "orders@supplier.example",
  date: "2021-03-02T09:12:00+01:00",
  size: 24_000,
  serverText: null,
  ...more,
});
const lateFindings: Finding[] = [
  found(1, "late", "Delivery on Tuesday", { folder: ["INBOX"], date: "2025-06-14T18:40:00+02:00" }),
  found(1, "late", "Re: Delivery on Tuesday", { folder: ["INBOX"], date: "2025-06-14T18:52:00+02:00" }),
  found(2, "moved", "Contract, signed", { movedTo: ["Archive", "2021"] }),
];
const findings: Finding[] = [
  found(1, "setAside", "Price list for the spring", { code: "DestinationRefusedMessage", serverText: "NO Message contains invalid header" }),
  found(1, "setAside", "Scanned floor plan", { code: "DestinationMessageTooLarge", size: 61_024_000 }),
  found(3, "gone", "Invoice 2021-044"),
  found(3, "missing", null),
  found(4, "folderUnreadable", null, { wholeFolder: true, folder: ["Old", "2017 & before"], code: "SourceFolderUnreadable", sender: null, date: null, size: 0 }),
  ...lateFindings,
];

/** As the plan remembers it: without what only the run itself can tell. */
function remembered(verify: VerifyProgress): VerifyProgress {
  return { ...verify, deep: null, people: verify.people.map((person) => ({ ...person, proof: person.proof && { ...person.proof, read: null } })) };
}

function copied(plan: Plan, steps: number, troubles: Troubles = {}, pace = 300): CopyProgress {
  let progress = copyBegun(plan.people);
  for (let step = 0; step < steps; step += 1) progress = copyStep(progress, troubles, pace, 20);
  return progress;
}

/** Nobody moves: the old server has asked everybody for patience. */
function slowed(copy: CopyProgress): CopyProgress {
  const people = copy.people.map((entry) => (entry.state.kind === "copying" ? { ...entry, state: { kind: "retrying", code: "SourceBusy", seconds: 900, until: "2026-11-28T14:05:00Z" } as const } : entry));
  return { ...copy, people, bytesPerSecond: null, secondsLeft: null, elapsedSeconds: 3600 };
}

/** A second pass that found some new mail and some that was read meanwhile. */
function caughtUp(copy: CopyProgress): CopyProgress {
  const { tally } = copy;
  const fresh = 120;
  return { ...copy, tally: { ...tally, alreadyThere: tally.messages - fresh, alreadyThereBytes: tally.bytes - fresh * MESSAGE_SIZE, flagsChanged: 34 }, elapsedSeconds: 48 };
}

/** A plan in which these tasks stand like this. */
const standing = (plan: Plan, states: Parameters<typeof course>[0], more: Parameters<typeof course>[1] = {}): Plan => ({ ...plan, course: course({ ...beginning(plan), ...states }, more) });
const counted = checkFinished(six, {});
const only = (person: number): Plan => ({ ...peoplePlan, people: six.filter(({ id }) => id === person) });
const saved = standing(peoplePlan, { keepBackup: done.byProgram });
const evening = { now: "2025-06-14T22:45:00Z", today: "2025-06-14" };
const tried = answered(standing({ ...peoplePlan, copied: true }, {}), { trialPerson: "2" });
const moved = standing({ ...peoplePlan, copied: true }, { copyMail: done.byProgram, switchDelivery: done.byPerson, catchUp: { kind: "todo" } }, evening);

const manyPlan: Plan = { ...serversPlan, people: crowd(500) };
const withSecrets = (change: (person: Person, index: number) => Partial<Person>): Plan => ({
  ...peoplePlan,
  people: six.map((person, index) => ({ ...person, ...change(person, index) })),
});
/** Longer than anybody plans for. */
const longPlan: Plan = {
  ...withSecrets((_, index) =>
    index === 1 ? { name: "Maximiliane-Theodora von und zu Hohenlohe-Waldenburg-Schillingsfürst", address: "maximiliane-theodora.hohenlohe-waldenburg@customer-relations.harbour-tea.example", destinationAddress: "m@harbour-tea.example" } : index === 2 ? { name: null, address: "averyveryverylongsharedmailboxnamewithoutanybreak@harbour-tea.example" } : {},
  ),
  domain: "customer-relations-and-aftersales.harbour-tea.example",
};
const readyPlan: Plan = { ...peoplePlan, copied: true, course: course(upTo("switchDelivery", { keepBackup: { kind: "skipped", reason: "notNeeded", note: null, at: "2025-06-01T08:00:00Z" } })) };
const waitingPlan: Plan = {
  ...peoplePlan,
  course: course(
    {
      ...upTo("listPeople"),
      shortenWait: { kind: "waitingUntil", from: "2025-06-02T10:00:00Z", at: "2025-06-02T18:10:00Z" },
      setUpBrand: { kind: "waitingFor", name: "Priya" },
      createMailboxes: { kind: "waitingFor", name: "your provider" },
      keepBackup: { kind: "waitingFor", name: "Sam" },
    },
  ),
};
const lastPlan: Plan = { ...peoplePlan, copied: true, course: course(upTo("finish"), { now: "2025-06-30T14:00:00Z", today: "2025-06-30" }) };
const notCopied: Kept[] = [{ kind: "notCopied", path: "/home/sam/.local/share/moving-day/harbour-tea.example not copied", bytes: 61_400_000 }];
const finishedPlan: Plan = {
  ...withSecrets(() => ({ sourceSecret: "missing", destinationSecret: "missing" })),
  copied: true,
  course: course({ ...upTo("finish", { remindPeople: { kind: "todo" } }), finish: done.byProgram }, { now: "2025-06-30T14:00:00Z", today: "2025-06-30", next: { kind: "finished" } }),
};
const recent: RecentPlan[] = [
  { path: emptyPlan.path, domain: "harbour-tea.example", practice: false, people: 24, day: "2025-06-14", attention: 2 },
  { path: "/home/sam/Documents/brixton-cycles.example.movingday", domain: "brixton-cycles.example", practice: false, people: 7, day: null, attention: 0 },
  { path: practicePlan.path, domain: "harbour-tea.example", practice: true, people: 6, day: "2025-06-14", attention: 0 },
];

export const scenes = {
  start: {},
  "start-recent": { recent },
  "start-no-keyring": { vault: memory },
  "start-foreign": { recent, refused: { planOpen: fault("PlanForeign"), planChoose: fault("PlanForeign") } },
  "start-damaged": { recent, refused: { planOpen: fault("PlanDamaged"), planChoose: fault("PlanDamaged") } },
  "start-newer": { recent, refused: { planOpen: fault("PlanNewer"), planChoose: fault("PlanNewer") } },
  "start-in-use": { recent, refused: { planOpen: fault("PlanInUse"), planChoose: fault("PlanInUse") } },
  "start-gone": { recent, refused: { planOpen: fault("PlanNotFound"), planChoose: fault("PlanNotFound") } },
  "start-given-damaged": { refused: { planState: fault("PlanDamaged") } },
  begin: {},
  "begin-again": { plan: answered(emptyPlan, { haveList: "yes", haveDns: "yes" }) },
  new: {},
  "new-again": { plan: answered(emptyPlan, { ownAddress: "sam@harbour-tea.example" }) },
  "new-exists": { refused: { planCreate: fault("PlanExists", { params: { path: emptyPlan.path } }) } },
  home: { plan: peoplePlan },
  "home-new": { plan: { ...serversPlan, course: course({ getAccess: { kind: "after", task: "listPeople" } }, { day: null }) } },
  "home-first": { plan: newPlan },
  "test-practice": { plan: { ...practicePlan, people: six }, troubles, check: checkFinished(six, troubles) },
  "copy-practice-full": { plan: { ...practicePlan, people: six, copied: true }, copy: copied({ ...practicePlan, people: six }, 500, copyTroubles), troubles: copyTroubles },
  "home-practice": { plan: { ...practicePlan, people: six, course: course(beginning({ ...practicePlan, people: six }), { nextEvent: "2025-06-05T13:00:00Z" }) } },
  "home-waiting": { plan: waitingPlan },
  "home-attention": { plan: { ...peoplePlan, course: course(upTo("freezeAccounts", { getAccess: { kind: "attention", concern: "sourceSignInFails" }, shortenWait: { kind: "done", by: "program", at: "2025-06-02T08:00:00Z" } }), { since: ["getAccess", "shortenWait"] }) } },
  "home-late": { plan: { ...peoplePlan, course: course(upTo("listPeople", { tellPeople: { kind: "todo" } }), { day: { day: "2025-06-20", time: "18:00", zone: "America/Toronto" } }) } },
  "home-nothing": { plan: { ...peoplePlan, course: course(upTo("freezeAccounts", { keepBackup: { kind: "skipped", reason: "other", note: "our provider keeps one", at: "2025-05-30T09:00:00Z" } }), { next: { kind: "nothing", until: "2025-06-07", early: "freezeAccounts" } }) } },
  "home-today": { plan: { ...peoplePlan, copied: true, course: course(upTo("switchDelivery"), { now: "2025-06-14T14:00:00Z", today: "2025-06-14" }) } },
  "home-after": { plan: { ...peoplePlan, copied: true, course: course(upTo("catchUp", { switchDelivery: { kind: "waitingUntil", from: "2025-06-14T22:00:00Z", at: "2025-06-17T22:00:00Z" } }), { now: "2025-06-17T14:00:00Z", today: "2025-06-17" }) } },
  "home-finished": { plan: finishedPlan },
  "home-long": { plan: { ...longPlan, course: course({ ...upTo("listPeople"), shortenWait: { kind: "waitingFor", name: "Maximiliane-Theodora von und zu Hohenlohe-Waldenburg-Schillingsfürst" } }) } },
  "home-copying": { plan: { ...peoplePlan, copied: true, course: course(upTo("copyMail")) }, copy: copied(peoplePlan, 12, copyTroubles), troubles: copyTroubles, problems, pace: 4 },
  finish: { plan: lastPlan, kept: notCopied, verify: verified(six, true) },
  "finish-refused": { plan: { ...lastPlan, course: course({ ...upTo("finish"), finish: { kind: "attention", concern: "passwordsRemain" } }, { now: "2025-06-30T14:00:00Z", today: "2025-06-30" }) }, stubborn: true },
  "finish-done": { plan: finishedPlan, kept: notCopied, verify: verified(six, true) },
  ready: { plan: readyPlan },
  "ready-missing": { plan: { ...peoplePlan, course: course(upTo("createMailboxes", { getAccess: { kind: "attention", concern: "sourceSignInFails" }, shortenWait: { kind: "waitingUntil", from: "2025-06-02T10:00:00Z", at: "2025-06-02T18:10:00Z" }, keepBackup: { kind: "skipped", reason: "notNeeded", note: null, at: "2025-06-01T08:00:00Z" }, freezeAccounts: { kind: "waitingFor", name: "Priya" } }), { answers: { ...course().answers, destination: "opensrs", cluster: "unknown" } }) } },
  sheet: { plan: peoplePlan },
  "sheet-opensrs": { plan: { ...readyPlan, course: { ...readyPlan.course, answers: { ...readyPlan.course.answers, destination: "opensrs", cluster: "b", phones: "Priya, DNS: 555 0143\nFront desk: 555 0100" } } } },
  "home-second": { plan: sourcePlan },
  source: { plan: newPlan },
  "source-refused": { plan: newPlan, refused: { serversSave: fault("LocalDiskFull") } },
  destination: { plan: sourcePlan },
  "destination-opensrs": { plan: answered(sourcePlan, { destination: "opensrs" }) },
  "destination-same": { plan: answered({ ...sourcePlan, source: server("mail.hostedemail.com") }, { destination: "opensrs" }) },
  "destination-other": { plan: answered(sourcePlan, { destination: "other" }) },
  "destination-refused": { plan: sourcePlan, refused: { answerSave: fault("LocalDiskFull") } },
  day: { plan: dayPlan },
  "day-refused": { plan: dayPlan, refused: { daySave: fault("LocalDiskFull") } },
  "day-change": { plan: peoplePlan },
  "day-told": { plan: peoplePlan, told: ["2025-06-14"] },
  "day-passed": { plan: { ...peoplePlan, course: course({ chooseMovingDay: { kind: "attention", concern: "dayHasPassed" } }, { day: { day: "2025-05-31", time: "07:05", zone: "America/Toronto" } }) } },
  servers: { plan: emptyPlan },
  "servers-filled": { plan: serversPlan },
  "people-empty": { plan: serversPlan },
  people: { plan: peoplePlan },
  "people-many": { plan: manyPlan },
  "people-thousand": { plan: { ...serversPlan, people: crowd(1000) } },
  "people-sixty": { plan: { ...serversPlan, people: crowd(60) } },
  "people-secrets": { plan: withSecrets((_, index) => (index % 3 === 0 ? { sourceSecret: "missing", destinationSecret: "missing" } : index % 3 === 1 ? { destinationSecret: "missing" } : {})) },
  "people-notes": { plan: withSecrets((_, index) => (index === 1 ? { address: "ben@cousins.example", destinationAddress: "ana@harbour-tea.example" } : {})) },
  "people-kinds": { plan: withSecrets((_, index) => (index === 1 ? { kind: "shared", aliases: ["sales@harbour-tea.example", "orders@harbour-tea.example"] } : index === 2 ? { kind: "forward" } : index === 3 ? { kind: "stays" } : {})) },
  "people-copied": { plan: withSecrets((_, index) => (index === 0 ? { copied: true } : {})) },
  "people-long": { plan: longPlan },
  "people-memory": {
    vault: memory,
    vaultComesBack: true,
    plan: { ...withSecrets(() => ({ sourceSecret: "memory", destinationSecret: "memory" })), vault: memory },
  },
  "people-refused": { plan: peoplePlan, refused: { personSave: fault("LocalDiskFull"), peopleAdd: fault("LocalDiskFull"), secretSave: fault("KeyringRefused") } },
  practice: { plan: practicePlan },
  "practice-people": { plan: { ...practicePlan, people: six } },
  test: { plan: peoplePlan },
  "test-works": { plan: peoplePlan, check: checkFinished(six, {}) },
  "test-errors": { plan: peoplePlan, troubles, check: checkFinished(six, troubles) },
  "test-long": { plan: longPlan, troubles, check: checkFinished(longPlan.people, troubles) },
  "test-cramped": { plan: peoplePlan, check: limited(checkFinished(six, {}), { 4: small(1_000_000_000, mailOf(4) * MESSAGE_SIZE) }) },
  "test-too-large": { plan: peoplePlan, check: limited(checkFinished(six, {}), { 1: { tooLarge: 2, messageLimit: 50_000_000 }, 2: { tooLarge: 1, messageLimit: 50_000_000 } }) },
  "test-many-cramped": { plan: manyPlan, check: limited(checkFinished(manyPlan.people, {}), firstCrowded) },
  "test-same-error": {
    plan: manyPlan,
    check: checkFinished(manyPlan.people, Object.fromEntries(manyPlan.people.slice(0, 19).map(({ id }) => [id, { source: fault("SourceSignInDisabled", { params: { host: "imap.oldhost.example" } }) }]))),
  },
  copy: { plan: peoplePlan },
  "copy-counted": { plan: peoplePlan, check: { ...checkFinished(six, {}), estimate: { seconds: 32_000, days: 3 } } },
  "copy-planned": {
    plan: peoplePlan,
    check: limited(checkFinished(six, {}), { 4: small(1_000_000_000, mailOf(4) * MESSAGE_SIZE), 1: { tooLarge: 2, messageLimit: 50_000_000 } }),
    folders,
  },
  "copy-nobody": { plan: serversPlan },
  "copy-interrupted": { plan: { ...peoplePlan, copied: true } },
  "copy-counting": { plan: peoplePlan, copy: copyBegun(six), pace: 0 },
  "copy-running": { plan: { ...peoplePlan, copied: true }, copy: copied(peoplePlan, 18), pace: 4 },
  "copy-troubles": { plan: { ...peoplePlan, copied: true }, copy: copied(peoplePlan, 12, copyTroubles), troubles: copyTroubles, problems, pace: 4 },
  "copy-long": { plan: { ...longPlan, copied: true }, copy: copied(longPlan, 12, copyTroubles), troubles: copyTroubles, problems, pace: 4 },
  "copy-many": { plan: { ...manyPlan, copied: true }, copy: copied(manyPlan, 30, copyTroubles), troubles: copyTroubles, problems, pace: 4 },
  "copy-paused": { plan: { ...peoplePlan, copied: true }, copy: { ...copied(peoplePlan, 12), phase: "paused", bytesPerSecond: null, secondsLeft: null } },
  "copy-stopped": { plan: { ...peoplePlan, copied: true }, copy: copyStep({ ...copied(peoplePlan, 12), phase: "stopping" }, {}, 1, 1) },
  "copy-waiting": { plan: { ...peoplePlan, copied: true }, copy: slowed(copied(peoplePlan, 12)), pace: 0 },
  "copy-again-finished": { plan: { ...peoplePlan, copied: true }, copy: caughtUp(copied(peoplePlan, 500)) },
  "copy-finished": { plan: { ...peoplePlan, copied: true }, copy: copied(peoplePlan, 500) },
  "copy-one-finished": { plan: { ...peoplePlan, copied: true }, copy: copied(only(2), 500) },
  "copy-finished-troubles": { plan: { ...peoplePlan, copied: true }, copy: copied(peoplePlan, 500, copyTroubles), troubles: copyTroubles, problems },
  "copy-many-finished": { plan: { ...manyPlan, copied: true }, copy: copied(manyPlan, 500, copyTroubles, 20_000), troubles: copyTroubles, problems },
  "copy-failed": {
    plan: { ...peoplePlan, copied: true },
    copy: { ...copyStep({ ...copied(peoplePlan, 12), phase: "stopping" }, {}, 1, 1), phase: "failed", fault: fault("LocalDiskFull", { scope: "job" }) },
  },
  verify: { plan: { ...peoplePlan, copied: true }, copy: copied(peoplePlan, 500), findings },
  "verify-too-early": { plan: peoplePlan },
  "verify-running": { plan: { ...peoplePlan, copied: true }, verify: verifyStep(verifyStep(verifyBegun(six, false), {}, []), {}, []) },
  "verify-complete": { plan: { ...peoplePlan, copied: true }, verify: verified(six, true) },
  "verify-notes": { plan: { ...peoplePlan, copied: true }, verify: verified(six, false, lateFindings), findings: lateFindings },
  "verify-missing": { plan: { ...peoplePlan, copied: true }, verify: verified(six, false, findings), findings },
  "verify-remembered": { plan: { ...peoplePlan, copied: true }, verify: remembered(verified(six, false, findings)), findings },
  "verify-many": { plan: { ...manyPlan, copied: true }, verify: verified(manyPlan.people, false, findings), findings },
  "verify-long": { plan: { ...longPlan, copied: true }, verify: verified(longPlan.people, false, findings), findings },
  "verify-one-failed": { plan: { ...peoplePlan, copied: true }, verify: verified(six, false, lateFindings, copyTroubles), findings: lateFindings, troubles: copyTroubles },
  "verify-stopped": { plan: { ...peoplePlan, copied: true }, verify: verifyStep({ ...verifyStep(verifyStep(verifyBegun(six, false), {}, []), {}, []), phase: "stopping" }, {}, []) },
  "verify-failed": { plan: { ...peoplePlan, copied: true }, verify: { ...verifyBegun(six, false), phase: "failed", fault: fault("PlanDamaged", { scope: "job" }) } },
  backup: { plan: peoplePlan, check: counted },
  "backup-uncounted": { plan: peoplePlan },
  "backup-nobody": { plan: serversPlan },
  "backup-practice": { plan: { ...practicePlan, people: six }, place: { ...backupPlace, path: "/home/sam/.local/share/moving-day/practice/Backup" } },
  "backup-short": { plan: peoplePlan, check: counted, place: { ...backupPlace, free: 600_000_000 } },
  "backup-cloud": { plan: peoplePlan, check: counted, place: { path: "/home/sam/OneDrive - Harbour Tea/Backup", free: null, cloud: "OneDrive" } },
  "backup-busy": { plan: { ...peoplePlan, copied: true }, check: counted, copy: copied(peoplePlan, 12), pace: 4 },
  "backup-running": { plan: peoplePlan, backup: copied(peoplePlan, 18), pace: 4 },
  "backup-paused": { plan: peoplePlan, backup: { ...copied(peoplePlan, 12), phase: "paused", bytesPerSecond: null, secondsLeft: null } },
  "backup-many": { plan: manyPlan, backup: copied(manyPlan, 30, copyTroubles), troubles: copyTroubles, pace: 4 },
  "backup-finished": { plan: saved, backup: copied(peoplePlan, 500) },
  "backup-some": { plan: peoplePlan, backup: copied(only(2), 500) },
  "backup-troubles": { plan: peoplePlan, backup: copied(peoplePlan, 500, copyTroubles), troubles: copyTroubles, problems },
  "backup-stopped": { plan: peoplePlan, backup: copyStep({ ...copied(peoplePlan, 12), phase: "stopping" }, {}, 1, 1) },
  "backup-failed": {
    plan: peoplePlan,
    check: counted,
    backup: { ...copyBegun(six), phase: "failed", fault: fault("BackupNoRoom", { scope: "job", params: { path: backupPlace.path, needed: "38000000000", free: "20000000000" } }) },
  },
  "backup-earlier": { plan: saved, check: counted },
  "backup-refused": { plan: peoplePlan, check: counted, refused: { backupStart: fault("JobRunning", { scope: "job" }) } },
  trial: { plan: peoplePlan, check: counted, folders },
  "trial-own": { plan: answered(standing(peoplePlan, {}), { ownAddress: "minji@harbour-tea.example" }), check: counted },
  "trial-untested": { plan: peoplePlan },
  "trial-nobody": { plan: serversPlan },
  "trial-long": { plan: longPlan, check: checkFinished(longPlan.people, {}) },
  "trial-busy": { plan: { ...peoplePlan, copied: true }, copy: copied(peoplePlan, 12), pace: 4 },
  "trial-running": { plan: tried, copy: copied(only(2), 3), pace: 4 },
  "trial-question": { plan: tried, check: counted, copied: [2], folders, findings: [found(2, "missing", "Contract, signed")] },
  "trial-noted": { plan: answered(standing({ ...peoplePlan, copied: true }, {}), { trialPerson: "2", trialOdd: "The folder Customers looks empty on the phone." }), copied: [2] },
  "trial-not-whole": { plan: answered(standing({ ...peoplePlan, copied: true }, {}), { trialPerson: "1" }), copy: copied(only(1), 500, copyTroubles), troubles: copyTroubles, problems },
  "trial-done": { plan: { ...tried, course: { ...tried.course, tasks: tried.course.tasks.map((entry) => (entry.task === "tryOnePerson" ? { ...entry, state: done.byPerson } : entry)) } }, copied: [2] },
  catchup: { plan: moved, catchUp: looked(six, { 1: 9, 4: 3 }) },
  "catchup-early": { plan: peoplePlan },
  "catchup-due": { plan: moved, catchUp: looked(six, {}, { next: "2025-06-14T22:40:00Z" }) },
  "catchup-looking": { plan: moved, catchUp: looked(six, {}), copy: copied(peoplePlan, 12), pace: 4 },
  "catchup-troubles": {
    plan: moved,
    catchUp: { ...looked(six, { 1: 2 }), people: looked(six, { 1: 2 }).people.map((person) => (person.person === 3 ? { ...person, fault: "SourceSignInRefused" as const } : person.person === 5 ? { ...person, fresh: null } : person)) },
    copy: copyStep({ ...copied(peoplePlan, 12), phase: "stopping" }, {}, 1, 1),
  },
  "catchup-over": { plan: standing(moved, { copyMail: done.byProgram, switchDelivery: done.byPerson, catchUp: done.byProgram }), catchUp: looked(six, {}, { next: null, over: true }) },
  "catchup-marked": { plan: standing(moved, { copyMail: done.byProgram, switchDelivery: done.byPerson, catchUp: done.byPerson }), catchUp: looked(six, { 2: 1 }, { next: null }) },
  "catchup-many": { plan: { ...moved, people: manyPlan.people }, catchUp: looked(manyPlan.people, { 1: 120, 77: 3 }) },
  "verify-unsaved": { plan: { ...peoplePlan, copied: true }, verify: verified(six, true), refused: { reportSave: fault("LocalFileUnwritable", { scope: "job", params: { path: "/media/disk/report.html" } }) } },
  "verify-one": { plan: { ...peoplePlan, copied: true }, verify: verified(six.slice(1, 2), true) },
  "verify-refused": { plan: { ...peoplePlan, copied: true }, refused: { verifyStart: fault("JobRunning", { scope: "job" }) } },
  ...elsewhere(peoplePlan),
} satisfies Record<string, Partial<Scene>>;

export type SceneName = keyof typeof scenes;

export function scene(name: SceneName): Scene {
  const made = structuredClone({ ...base, ...scenes[name] });
  // A scene that says nothing of its tasks shows a plan at its beginning.
  const asked: Partial<Scene> = scenes[name];
  if (made.plan && asked.plan?.course === emptyPlan.course) made.plan.course = course(beginning(made.plan));
  return made;
}
