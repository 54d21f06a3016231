/** The four long jobs: the connection test, the copy, the comparison and the backup. Each message is a whole state and replaces the one before. */
import type { Announcer } from "./announcer.svelte";
import type { Backend, CheckProgress, CopyOptions, CopyProgress, Finding, FolderNote, Plan, Problem, VerifyProgress } from "./backend/backend";
import { stillTrue, withEarlier } from "./check-rows";
import { CopyView } from "./copy-view.svelte";

const UNLIMITED: CopyOptions = { maxRate: null, newestFirst: false };

export class JobStore {
  readonly #backend: Backend;
  /** What the bars and announcements of the copy are made from. */
  readonly view: CopyView;
  /** The connection test that runs or has run last, with the results of earlier ones for people it does not touch. */
  check = $state.raw<CheckProgress | null>(null);
  /** The copy that runs or has run last. */
  copy = $state.raw<CopyProgress | null>(null);
  /** The comparison of both sides that runs or has run last. */
  verify = $state.raw<VerifyProgress | null>(null);
  /** The backup that runs or has run last. */
  backup = $state.raw<CopyProgress | null>(null);
  /** What the bars of the backup are made from. */
  readonly backupView = new CopyView(null);
  /** How the next copy goes about its work; kept for as long as the plan is open. */
  options = $state.raw<CopyOptions>(UNLIMITED);
  readonly checking = $derived(this.check?.phase === "testing" || this.check?.phase === "stopping");
  readonly copying = $derived(isUnderWay(this.copy));
  readonly backingUp = $derived(isUnderWay(this.backup));
  readonly verifying = $derived(this.verify?.phase === "comparing" || this.verify?.phase === "stopping");
  readonly running = $derived(this.checking || this.copying || this.verifying || this.backingUp);

  constructor(backend: Backend, announcer: Announcer) {
    this.#backend = backend;
    this.view = new CopyView(announcer);
  }

  /** Watches whatever belongs to the plan that has just been opened. */
  async attach(): Promise<void> {
    this.forget();
    await this.#backend.checkAttach(this.#checked);
    const copy = await this.#backend.copyAttach(this.#copied);
    if (copy) this.#copied(copy);
    this.verify = await this.#backend.verifyAttach(this.#verified);
    const backup = await this.#backend.backupAttach(this.#saved);
    if (backup) this.#saved(backup);
  }

  /** Shows nothing any more; for when the plan is closed. */
  forget(): void {
    this.check = null;
    this.copy = null;
    this.verify = null;
    this.backup = null;
    this.backupView.forget();
    this.options = UNLIMITED;
    this.view.forget();
  }

  /** Drops results that a change of the plan has made untrue. */
  planChanged(before: Plan, after: Plan): void {
    this.check = stillTrue(this.check, before, after);
  }

  startCheck = (people: number[] | null = null) => this.#backend.checkStart(people, this.#checked);
  stopCheck = () => this.#backend.checkStop();

  /** Folders that do not simply keep their names. */
  folderNotes = (): Promise<FolderNote[]> => this.#backend.checkFolders();

  /** Copies these people, or everybody; what was compared before is not true any more then. */
  async startCopy(people: number[] | null = null): Promise<void> {
    await this.#backend.copyStart(people, this.options, this.#copied);
    this.verify = null;
  }
  pauseCopy = () => this.#backend.copyPause();
  resumeCopy = () => this.#backend.copyResume();
  stopCopy = () => this.#backend.copyStop();

  /** Chooses the one person whose folders are shown. */
  watch = (person: number | null) => this.#backend.copyWatch(person);
  problems = (person: number | null): Promise<Problem[]> => this.#backend.copyProblems(person);
  showSaved = (path: string) => this.#backend.copyShowSaved(path);

  startVerify = (people: number[] | null, deep: boolean) => this.#backend.verifyStart(people, deep, this.#verified);
  stopVerify = () => this.#backend.verifyStop();
  findings = (person: number | null): Promise<Finding[]> => this.#backend.verifyFindings(person);

  startBackup = (people: number[] | null) => this.#backend.backupStart(people, this.#saved);
  pauseBackup = () => this.#backend.backupPause();
  resumeBackup = () => this.#backend.backupResume();
  stopBackup = () => this.#backend.backupStop();

  readonly #checked = (progress: CheckProgress): void => {
    this.check = withEarlier(this.check, progress);
  };
  readonly #copied = (progress: CopyProgress): void => {
    this.copy = progress;
    this.view.note(progress);
  };
  readonly #verified = (progress: VerifyProgress): void => {
    this.verify = progress;
  };
  readonly #saved = (progress: CopyProgress): void => {
    this.backup = progress;
    this.backupView.note(progress);
  };
}

/** Whether it has begun and not come to its end. */
function isUnderWay(progress: CopyProgress | null): boolean {
  return progress !== null && !["finished", "stopped", "failed"].includes(progress.phase);
}
