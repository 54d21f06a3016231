/**
 * The one door between the interface and the program underneath. `tauri.ts` is the real one, `fake.ts` stands in for it
 * in development and in tests. Every method may reject, and what it rejects with is a `Fault` (see `asFault`).
 */
import type {
  After,
  BackupPlace,
  BackupResult,
  CatchUp,
  CheckProgress,
  CopyOptions,
  CopyProgress,
  DayPreview,
  DaySuggestions,
  Endpoint,
  Fault,
  Finding,
  FolderNote,
  Mailbox,
  Link,
  MailboxKind,
  MovingDay,
  PeopleFound,
  PersonChange,
  Plan,
  Problem,
  Question,
  Remains,
  ReportForm,
  Said,
  Side,
  Start,
  SupportFile,
  Task,
  Vault,
  VerifyProgress,
} from "./wire";

export type * from "./wire";

/** Called with every state of a job, first and last included. */
export type Watch<Progress> = (progress: Progress) => void;

export interface Backend {
  startState(): Promise<Start>;

  planCreate(domain: string): Promise<Plan>;
  planOpen(path: string): Promise<Plan>;
  /** Shows the system's own dialog; null when it was closed without a choice. `kind` names plan files in its list. */
  planChoose(title: string, kind: string): Promise<Plan | null>;
  planClose(): Promise<void>;
  /** Shows the plan file in the system's own window of its folder. */
  planShowFolder(): Promise<void>;
  /** The plan that is open, or the one the program was started with, which may be refused. */
  planState(): Promise<Plan | null>;

  practiceStart(): Promise<Plan>;
  practiceEnd(): Promise<void>;
  /** Puts the clock of the practice run forward to the next event. */
  practiceJump(): Promise<Plan>;
  /** Makes the mailbox bigger that is full on purpose. */
  practiceRepair(): Promise<Plan>;

  /** A side that is null stays as it is. */
  serversSave(source: Endpoint | null, destination: Endpoint | null): Promise<Plan>;

  /** Two quiet days in that time zone, which has a name like `America/Toronto`. */
  daySuggest(zone: string): Promise<DaySuggestions>;
  /** What would follow from a day; nothing is saved. */
  dayPreview(day: MovingDay): Promise<DayPreview>;
  daySave(day: MovingDay): Promise<Plan>;
  /** Lets the person choose a file and saves the days of open tasks in it, under these titles; false when they chose none. */
  calendarSave(title: string, kind: string, titles: Partial<Record<Task, string>>): Promise<boolean>;
  taskMark(task: Task, said: Said): Promise<Plan>;
  /** A value of null takes the answer back. */
  answerSave(question: Question, value: string | null): Promise<Plan>;

  /** Opens a page in the browser; false when the plan has no address for it. */
  linkOpen(link: Link): Promise<boolean>;
  /** Begins a letter in the mail program; the address is a `mailto:`. */
  letterOpen(address: string): Promise<void>;
  /** Shows the system's own dialog and writes the text; false when it was closed without a choice. */
  textSave(title: string, name: string, text: string): Promise<boolean>;
  /** The records were changed, and were remembered for so many seconds before. */
  waitBegin(task: Task, seconds: number): Promise<Plan>;

  peopleRead(text: string): Promise<PeopleFound>;
  peopleAdd(text: string): Promise<Plan>;
  personSave(change: PersonChange): Promise<Plan>;
  peopleKind(ids: number[], kind: MailboxKind): Promise<Plan>;
  peopleRemove(ids: number[]): Promise<Plan>;
  /** Takes the last adding, removing or changing back. */
  peopleUndo(): Promise<Plan>;
  secretSave(person: number, side: Side, secret: string): Promise<Plan>;

  /** Tests these people, or everybody when null; resolves when the test has begun. */
  checkStart(people: number[] | null, watch: Watch<CheckProgress>): Promise<void>;
  /** Watches a test that runs or has run; nothing is called when there is none. */
  checkAttach(watch: Watch<CheckProgress>): Promise<void>;
  checkStop(): Promise<void>;
  /** Folders that do not simply keep their names, as the last test saw them. */
  checkFolders(): Promise<FolderNote[]>;

  /** Copies these people, or everybody when null; resolves when the copy has begun. */
  copyStart(people: number[] | null, options: CopyOptions, watch: Watch<CopyProgress>): Promise<void>;
  copyAttach(watch: Watch<CopyProgress>): Promise<CopyProgress | null>;
  copyPause(): Promise<void>;
  copyResume(): Promise<void>;
  copyStop(): Promise<void>;
  /** Chooses the one person whose folders are reported. */
  copyWatch(person: number | null): Promise<void>;
  copyProblems(person: number | null): Promise<Problem[]>;
  /** Shows the file of a problem in the system's own window of its folder. */
  copyShowSaved(path: string): Promise<void>;

  /** Compares both sides of these people, or everybody when null; `deep` reads every message. */
  verifyStart(people: number[] | null, deep: boolean, watch: Watch<VerifyProgress>): Promise<void>;
  /** The comparison that runs or has run, or the one that the plan remembers. */
  verifyAttach(watch: Watch<VerifyProgress>): Promise<VerifyProgress | null>;
  verifyStop(): Promise<void>;
  verifyFindings(person: number | null): Promise<Finding[]>;

  /** How much mail each person has, as far as the connections were tested. */
  mailboxSizes(): Promise<Mailbox[]>;
  backupPlace(): Promise<BackupPlace>;
  /** Shows the system's own dialog; null when it was closed without a choice. */
  backupChoose(title: string): Promise<BackupPlace | null>;
  /** Saves the mail of these people, or of everybody when null; resolves when the backup has begun. */
  backupStart(people: number[] | null, watch: Watch<CopyProgress>): Promise<void>;
  backupAttach(watch: Watch<CopyProgress>): Promise<CopyProgress | null>;
  backupPause(): Promise<void>;
  backupResume(): Promise<void>;
  backupStop(): Promise<void>;
  /** What the last backup saved; null before it has ended. */
  backupResult(): Promise<BackupResult | null>;
  /** Shows the folder of the backup in the system's own window. */
  backupShow(): Promise<void>;

  /** How far catching up is after the switch. A look is a copy of everybody. */
  catchUpState(): Promise<CatchUp>;

  /** Shows the system's own dialog and writes the file; null when it was closed without a choice. `kind` names such files. */
  reportSave(form: ReportForm, title: string, name: string, kind: string): Promise<string | null>;
  /** Shows the report in a window of its own, with the system's dialog for printing. */
  reportPrint(title: string): Promise<void>;

  /** Looks for the password store again; what was in memory moves into it. Rejects with `KeyringMissing` when there still is none. */
  vaultRetry(): Promise<Vault>;

  /** What the plan has left on this computer. */
  finishRemains(): Promise<Remains>;
  /** Deletes every password of the plan; whether one is left stands in the task `finish` afterwards. */
  finishDeletePasswords(): Promise<Plan>;
  /** Shows something that is kept in the system's own window of its folder. */
  finishShow(path: string): Promise<void>;

  /** The details for support as they would be saved. */
  supportDetails(): Promise<SupportFile[]>;
  /** Shows the system's own dialog and saves them; false when it was closed without a choice. */
  supportSave(files: SupportFile[], title: string, kind: string, name: string): Promise<boolean>;

  /** The look of the window; null follows the system. */
  windowTheme(theme: "light" | "dark" | null): Promise<void>;
  windowTitle(title: string): Promise<void>;
  appQuit(after: After): Promise<void>;
  appMinimise(): Promise<void>;
  /** The window was asked to close while a job runs, and did not. Returns how to stop listening. */
  onCloseAsked(asked: () => void): Promise<() => void>;
}

/** Whatever was thrown, as a `Fault`; what is none is a fault of this program. */
export function asFault(thrown: unknown): Fault {
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && "scope" in thrown) return thrown as Fault;
  return { code: "Unexpected", scope: "job", retry: "never", params: {}, serverText: null };
}
