/** The long jobs of the fake backend, moved on by a timer. */
import type { BackupPlace, BackupResult, CatchUp, CheckProgress, CopyOptions, CopyProgress, Fault, Mailbox, Person, Plan, ReportForm, VerifyProgress, Watch } from "../backend";
import { mailboxes, savedBy } from "./around";
import { moves } from "../../people-state";
import { checkBegun, checkStep } from "./checking";
import { fault } from "./company";
import { copyBegun, copyStep, watched } from "./copying";
import type { Scene } from "./scenes";
import { verifyBegun, verifyStep } from "./verifying";

/** How long the time between two pictures is, in the pretend world. */
const SECONDS = 0.25;

/** The half of the fake backend that has to do with jobs, and what both halves need. */
export class FakeJobs {
  #checking: Watch<CheckProgress> = () => {};
  #copying: Watch<CopyProgress> = () => {};
  #verifying: Watch<VerifyProgress> = () => {};
  #saving: Watch<CopyProgress> = () => {};
  #timers = new Map<string, ReturnType<typeof setInterval>>();
  #runs = new Map<string, () => void>();

  constructor(
    readonly scene: Scene,
    readonly step: number,
  ) {}

  tick(times = 1): void {
    for (let time = 0; time < times; time += 1) for (const run of this.#runs.values()) run();
  }

  async checkStart(people: number[] | null, watch: Watch<CheckProgress>) {
    this.allow("checkStart");
    this.#checking = watch;
    const begun = checkBegun(this.#chosen(people));
    const before = this.scene.check?.rows.filter((row) => !begun.rows.some(({ person }) => person === row.person)) ?? [];
    const rows = [...before, ...begun.rows];
    const done = before.length * 2;
    this.#checked({ ...begun, rows, done, total: rows.length * 2 });
    this.#every("check", () => this.scene.check && this.#checked(checkStep(this.scene.check, this.scene.troubles)));
  }

  async checkAttach(watch: Watch<CheckProgress>) {
    this.#checking = watch;
    if (this.scene.check) watch(this.scene.check);
  }

  async checkStop() {
    if (this.scene.check) this.#checked({ ...this.scene.check, phase: "stopping" });
  }

  checkFolders = async () => this.scene.folders;

  async copyStart(people: number[] | null, options: CopyOptions, watch: Watch<CopyProgress>) {
    this.allow("copyStart");
    this.scene.options = options;
    this.scene.verify = null;
    this.#copying = watch;
    this.change("copyStart", { copied: true });
    this.#copied(copyBegun(this.#chosen(people)));
    this.#move();
  }

  async copyAttach(watch: Watch<CopyProgress>) {
    this.#copying = watch;
    if (this.scene.copy) this.#move();
    return this.scene.copy;
  }

  copyPause = async () => this.#phase("pausing");
  copyResume = async () => this.#phase("copying");
  copyStop = async () => this.#phase("stopping");

  async copyWatch(person: number | null) {
    const { copy } = this.scene;
    if (copy) this.#copied({ ...copy, watched: watched(copy, person) });
  }

  copyProblems = async (person: number | null) => this.scene.problems.filter((problem) => person === null || problem.person === person);

  async copyShowSaved(path: string) {
    this.allow("copyShowSaved");
    this.scene.revealed = path;
  }

  async verifyStart(people: number[] | null, deep: boolean, watch: Watch<VerifyProgress>) {
    this.allow("verifyStart");
    this.#verifying = watch;
    this.#verified(verifyBegun(this.#chosen(people), deep));
    this.#compare();
  }

  async verifyAttach(watch: Watch<VerifyProgress>) {
    this.#verifying = watch;
    if (this.scene.verify) this.#compare();
    return this.scene.verify;
  }

  async verifyStop() {
    if (this.scene.verify) this.#verified({ ...this.scene.verify, phase: "stopping" });
  }

  verifyFindings = async (person: number | null) => this.scene.findings.filter((finding) => person === null || finding.person === person);

  async mailboxSizes(): Promise<Mailbox[]> {
    this.allow("mailboxSizes");
    const { copy, copied, check } = this.scene;
    const through = copy?.people.filter(({ tally }) => tally.messages > 0).map(({ person }) => person) ?? [];
    return mailboxes(this.plan.people, [...copied, ...through], check !== null);
  }

  async backupPlace(): Promise<BackupPlace> {
    this.allow("backupPlace");
    return this.scene.place;
  }

  async backupChoose() {
    this.allow("backupChoose");
    this.scene.place = { path: "/media/disk/Backup", free: 900_000_000_000, cloud: null };
    return this.scene.place;
  }

  async backupStart(people: number[] | null, watch: Watch<CopyProgress>) {
    this.allow("backupStart");
    this.#saving = watch;
    this.#saved(copyBegun(this.#chosen(people)));
    this.#save();
  }

  async backupAttach(watch: Watch<CopyProgress>) {
    this.#saving = watch;
    if (this.scene.backup) this.#save();
    return this.scene.backup;
  }

  backupPause = async () => this.#savePhase("pausing");
  backupResume = async () => this.#savePhase("copying");
  backupStop = async () => this.#savePhase("stopping");

  async backupResult(): Promise<BackupResult | null> {
    const { backup, place, problems } = this.scene;
    const over = backup !== null && ["finished", "stopped"].includes(backup.phase);
    return over ? savedBy(backup, place.path, problems) : null;
  }

  async backupShow() {
    this.allow("backupShow");
    this.scene.revealed = this.scene.place.path;
  }

  async catchUpState(): Promise<CatchUp> {
    this.allow("catchUpState");
    return this.scene.catchUp;
  }

  async reportSave(form: ReportForm, _title: string, name: string) {
    this.allow("reportSave");
    return `/home/sam/Documents/${name}.${form}`;
  }

  async reportPrint(title: string) {
    this.allow("reportPrint");
    this.scene.printed = title;
  }

  protected endJobs(): void {
    for (const timer of this.#timers.values()) clearInterval(timer);
    this.#runs.clear();
  }

  protected get plan(): Plan {
    if (!this.scene.plan) throw fault("PlanNotFound");
    return this.scene.plan;
  }

  protected change(method: string, change: Partial<Plan>): Plan {
    this.allow(method);
    this.scene.plan = { ...this.plan, ...change };
    return this.scene.plan;
  }

  protected allow(method: string): void {
    const refused: Fault | undefined = this.scene.refused[method];
    if (refused) throw refused;
  }

  #chosen(people: number[] | null): Person[] {
    return this.plan.people.filter((person) => moves(person) && (people?.includes(person.id) ?? true));
  }

  #checked(progress: CheckProgress): void {
    this.scene.check = progress;
    this.#checking(progress);
  }

  #copied(progress: CopyProgress): void {
    this.scene.copy = progress;
    this.#copying(progress);
  }

  #verified(progress: VerifyProgress): void {
    this.scene.verify = progress;
    this.#verifying(progress);
  }

  #compare(): void {
    this.#every("verify", () => this.scene.verify && this.#verified(verifyStep(this.scene.verify, this.scene.troubles, this.scene.findings)));
  }

  #saved(progress: CopyProgress): void {
    this.scene.backup = progress;
    this.#saving(progress);
  }

  #savePhase(phase: CopyProgress["phase"]): void {
    if (this.scene.backup) this.#saved({ ...this.scene.backup, phase });
  }

  #save(): void {
    this.#every("backup", () => {
      if (this.scene.backup && this.scene.pace > 0) this.#saved(copyStep(this.scene.backup, this.scene.troubles, this.scene.pace, SECONDS));
    });
  }

  #phase(phase: CopyProgress["phase"]): void {
    if (this.scene.copy) this.#copied({ ...this.scene.copy, phase });
  }

  #move(): void {
    this.#every("copy", () => {
      if (this.scene.copy && this.scene.pace > 0) this.#copied(copyStep(this.scene.copy, this.scene.troubles, this.scene.pace, SECONDS));
    });
  }

  #every(name: string, run: () => void): void {
    clearInterval(this.#timers.get(name));
    this.#runs.set(name, run);
    this.#timers.set(name, setInterval(run, this.step));
  }
}
