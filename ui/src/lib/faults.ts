/**
 * # Faults
 *
 * What a person is told about each code of the engine: title, why, what to do next, and one button. The words stand in
 * words/en.ftl under `fault-<Code>-…`; a code without words or without a row here does not compile.
 */
import type { Code, Fault, Side } from "./backend/backend";
import { bytes } from "./format";
import { type PlainKey, type Value, type WordKey, say, sayWith } from "./words";

/** What the one button of a fault does. The screen that shows the fault decides how. */
export type Action = "enterPassword" | "changeServers" | "changePeople" | "tryAgain" | "choosePlan" | "openPlan" | "findKeyring";

/** How loud a fault is: something is broken, or needs care. */
export type Severity = "problem" | "careful";

type Treatment = {
  severity: Severity;
  /** Whose mail system the fault belongs to. */
  side: Side | null;
  action: Action | null;
  /** Whether the cause is the same for everybody who uses the server, so that one correction helps them all. */
  shared: boolean;
};

/** What surrounds a fault: the person concerned and the servers of the plan. */
export type About = {
  person?: { name: string; address: string };
  hosts?: Partial<Record<Side, string>>;
};

/** A fault in words. */
export type Told = {
  severity: Severity;
  title: string;
  why: string;
  next: string;
  action: { id: Action; label: string } | null;
};

const server = (side: Side): Treatment => ({ severity: "problem", side, action: "changeServers", shared: true });
const passing = (side: Side): Treatment => ({ severity: "careful", side, action: "tryAgain", shared: false });
const item = (side: Side): Treatment => ({ severity: "careful", side, action: "tryAgain", shared: false });
const own = (side: Side, action: Action): Treatment => ({ severity: "problem", side, action, shared: false });
const local = (action: Action | null, severity: Severity = "problem"): Treatment => ({ severity, side: null, action, shared: true });

/** How each code is treated. */
export const treatments = {
  SourceNotFound: server("source"),
  DestinationNotFound: server("destination"),
  SourceUnreachable: server("source"),
  DestinationUnreachable: server("destination"),
  SourceTimedOut: { ...server("source"), action: "tryAgain" },
  DestinationTimedOut: { ...server("destination"), action: "tryAgain" },
  SourceNotImap: server("source"),
  DestinationNotImap: server("destination"),
  SourceNoTls: server("source"),
  DestinationNoTls: server("destination"),
  SourceNoStartTls: server("source"),
  DestinationNoStartTls: server("destination"),
  SourceCertificateExpired: { ...server("source"), action: "tryAgain" },
  DestinationCertificateExpired: { ...server("destination"), action: "tryAgain" },
  SourceCertificateWrongName: server("source"),
  DestinationCertificateWrongName: server("destination"),
  SourceCertificateUntrusted: server("source"),
  DestinationCertificateUntrusted: server("destination"),
  SourceSignInDisabled: server("source"),
  DestinationSignInDisabled: server("destination"),
  SourceSignInRefused: own("source", "enterPassword"),
  DestinationSignInRefused: own("destination", "enterPassword"),
  SourceUserUnknown: own("source", "changePeople"),
  DestinationUserUnknown: own("destination", "changePeople"),
  SourceBusy: { ...passing("source"), shared: true },
  DestinationBusy: { ...passing("destination"), shared: true },
  SourceDailyLimit: passing("source"),
  SourceLost: passing("source"),
  DestinationLost: passing("destination"),
  SourceGarbled: { ...passing("source"), severity: "problem", shared: true },
  DestinationGarbled: { ...passing("destination"), severity: "problem", shared: true },
  SourceFolderUnreadable: item("source"),
  SourceFolderRenumbered: item("source"),
  SourceMessageUnreadable: item("source"),
  DestinationFolderRefused: item("destination"),
  DestinationFolderRenumbered: item("destination"),
  DestinationFull: own("destination", "tryAgain"),
  DestinationMessageTooLarge: item("destination"),
  DestinationRefusedMessage: item("destination"),
  DestinationChangedMessage: item("destination"),
  DestinationChangedDate: item("destination"),
  DestinationDroppedFlags: item("destination"),
  SameMailbox: { severity: "problem", side: null, action: "changeServers", shared: false },
  PlanNotFound: local("choosePlan"),
  PlanForeign: local("choosePlan"),
  PlanDamaged: local("choosePlan"),
  PlanNewer: local("choosePlan"),
  PlanInUse: local("tryAgain"),
  PlanExists: local("openPlan"),
  LocalDiskFull: local("tryAgain"),
  LocalFileUnreadable: local("tryAgain"),
  LocalFileUnwritable: local("tryAgain"),
  LocalProgramMissing: local(null, "careful"),
  BackupNoRoom: local(null),
  BackupDamaged: local(null),
  RootUnreadable: local(null),
  RootsMissing: local("tryAgain"),
  KeyringMissing: local("findKeyring", "careful"),
  KeyringRefused: local("findKeyring", "careful"),
  PeopleEmpty: local("changePeople"),
  PeopleListUnreadable: local(null),
  AddressMalformed: local(null),
  AddressTwice: local("changePeople"),
  SecretMissing: { severity: "problem", side: null, action: "enterPassword", shared: false },
  SecretUnsendable: { severity: "problem", side: null, action: "enterPassword", shared: false },
  EndpointMalformed: local("changeServers"),
  EndpointMissing: local("changeServers"),
  DayMalformed: local(null),
  JobRunning: local(null, "careful"),
  Unexpected: local("tryAgain"),
} satisfies Record<Code, Treatment>;

const labels = {
  enterPassword: "fault-enter-password",
  changeServers: "fault-change-servers",
  changePeople: "fault-change-people",
  tryAgain: "fault-try-again",
  choosePlan: "fault-choose-plan",
  openPlan: "fault-open-plan",
  findKeyring: "fault-find-keyring",
} satisfies Record<Action, PlainKey>;

/** A fault in the words a person reads. */
export function tell(fault: Fault, about: About = {}): Told {
  const { severity, action } = treatment(fault.code);
  const values = { ...standIns(), ...known(fault, about) };
  return {
    severity,
    title: sayWith(`fault-${fault.code}-title`, values),
    why: sayWith(`fault-${fault.code}-why`, values),
    next: sayWith(`fault-${fault.code}-next`, values),
    action: action && { id: action, label: say(labels[action]) },
  };
}

/** How a code is treated. */
export function treatment(code: Code): Treatment {
  return treatments[code];
}

/** On whose side a fault lies; a missing password names its side in the values. */
export function sideOf(fault: Fault): Side | null {
  return treatment(fault.code).side ?? (fault.params["side"] === "destination" ? "destination" : fault.params["side"] === "source" ? "source" : null);
}

function known(fault: Fault, { person, hosts }: About): Record<string, Value> {
  const side = sideOf(fault);
  const host = side && hosts?.[side];
  return {
    ...(host ? { host } : {}),
    ...(person ? { person: person.name, address: person.address } : {}),
    ...fault.params,
    ...sizes(fault.params),
  };
}

/** Values that the engine gives in bytes, as a person reads them. */
function sizes(params: Fault["params"]): Record<string, Value> {
  const given = ["needed", "free"].filter((name) => name in params);
  return Object.fromEntries(given.map((name) => [name, bytes(Number(params[name]))]));
}

/** What is said where the engine gave no value, so that a sentence never has a hole. */
function standIns(): Record<string, Value> {
  const words = {
    host: "fault-some-host",
    person: "fault-some-person",
    address: "fault-some-address",
    folder: "fault-some-folder",
    path: "fault-some-path",
    names: "fault-some-names",
    port: "fault-some-port",
    text: "fault-some-text",
    needed: "fault-some-room",
    free: "fault-some-room",
  } satisfies Record<string, WordKey>;
  return { side: "source", ...Object.fromEntries(Object.entries(words).map(([name, key]) => [name, say(key)])) };
}
