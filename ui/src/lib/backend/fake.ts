/**
 * A backend without a program underneath, for development in a browser and for tests. It keeps its plan in memory,
 * moves pretend mail over time, and starts in any of the scenes of `fake/scenes.ts`. It is not in the product.
 */
import { daysBetween } from "../format";
import type { Backend, Endpoint, Held, Link, MailboxKind, MovedTask, MovingDay, Person, PersonChange, Plan, Question, Said, Side, SupportFile, Task, TaskEntry, TaskState } from "./backend";
import { fault, person } from "./fake/company";
import { beginning, course, dayFrom, naming } from "./fake/course";
import { FakeJobs } from "./fake/jobs";
import { readPeople } from "./fake/reading";
import { type Scene, type SceneName, emptyPlan, practicePlan, scene, serversPlan } from "./fake/scenes";

export type { SceneName } from "./fake/scenes";

/** What a test may do besides. */
export interface FakeBackend extends Backend {
  /** The scene as it stands now; changing it changes what comes next. */
  readonly scene: Scene;
  /** Moves every job that runs by one picture, or by several, without waiting for the time to pass. */
  tick(times?: number): void;
  /** As if the person had closed the window while a job runs. */
  askToClose(): void;
  /** What the interface asked the window to do. */
  readonly window: { quit: "now" | "pause" | null; minimised: boolean; title: string; theme: "light" | "dark" | null };
}

/** `step` is the time between two pictures of a job, in milliseconds. */
export function fakeBackend(name: SceneName = "start", step = 250): FakeBackend {
  return new Fake(scene(name), step);
}

class Fake extends FakeJobs implements FakeBackend {
  readonly window: FakeBackend["window"] = { quit: null, minimised: false, title: "", theme: null };
  #past: Person[][] = [];
  #asked: () => void = () => {};

  askToClose = () => this.#asked();

  async startState() {
    this.allow("startState");
    return { recent: this.scene.recent, vault: this.scene.vault, version: "0.1.0" };
  }

  planCreate = async (domain: string) => this.#open("planCreate", { ...emptyPlan, domain });
  planOpen = async (path: string) => this.#open("planOpen", { ...serversPlan, path });
  planChoose = async () => this.#open("planChoose", serversPlan);

  async planState() {
    this.allow("planState");
    return this.scene.plan;
  }

  practiceStart = async () => this.#open("practiceStart", practicePlan);

  async planClose() {
    this.allow("planClose");
    this.#closed();
  }

  async practiceJump() {
    const { nextEvent, now } = this.plan.course;
    const at = nextEvent ?? now;
    return this.change("practiceJump", { course: { ...this.plan.course, now: at, today: at.slice(0, 10), nextEvent: null } });
  }

  async practiceRepair() {
    const { practice } = this.plan;
    return this.change("practiceRepair", { practice: practice && { ...practice, full: null } });
  }

  async planShowFolder() {
    this.allow("planShowFolder");
    this.scene.revealed = this.plan.path;
  }

  async practiceEnd() {
    this.allow("practiceEnd");
    this.#closed();
  }

  serversSave = async (source: Endpoint | null, destination: Endpoint | null) =>
    this.#named(this.change("serversSave", { ...(source ? { source } : {}), ...(destination ? { destination } : {}) }));

  async daySuggest() {
    this.allow("daySuggest");
    return { today: "2025-06-02", days: ["2025-06-28", "2025-06-27"] as [string, string] };
  }

  async dayPreview({ day }: MovingDay) {
    this.allow("dayPreview");
    const { day: before, tasks } = this.plan.course;
    const days = daysBetween("2025-06-02", day);
    const offsets = { begin: -21, freeze: -7, copy: -5, switch: 0, catchUp: 3, finish: 14 } as const;
    return {
      judgement:
        days < 1 ? ({ kind: "past" } as const) : days < 2 ? ({ kind: "tooSoon", earliest: "2025-06-04" } as const) : days < 21 ? ({ kind: "short", days } as const) : ({ kind: "fine" } as const),
      milestones: Object.entries(offsets).map(([milestone, offset]) => ({ milestone: milestone as keyof typeof offsets, day: dayFrom(day, offset) })),
      moved: before && before.day !== day ? tasks.flatMap((entry) => this.#moved(entry, before.day, day)) : [],
      told: this.scene.told.filter((one) => one !== day),
    };
  }

  #moved({ task, state, due }: TaskEntry, before: string, day: string): MovedTask[] {
    if (!due || state.kind === "done" || state.kind === "skipped") return [];
    return [{ task, before: due, after: dayFrom(due, daysBetween(before, day)) }];
  }

  daySave = async (day: MovingDay) => {
    const { tasks, ...rest } = this.plan.course;
    const states = Object.fromEntries(tasks.map(({ task, state }) => [task, state]));
    return this.change("daySave", { course: course({ ...states, chooseMovingDay: { kind: "done", by: "person", at: null } }, { ...rest, day }) });
  };

  async calendarSave(_title: string, _kind: string, titles: Partial<Record<Task, string>>) {
    this.allow("calendarSave");
    this.scene.calendar = titles;
    return true;
  }

  async taskMark(task: Task, said: Said) {
    const at = "2025-06-02T14:00:00Z";
    const state: TaskState =
      said.kind === "done" ? { kind: "done", by: "person", at } : said.kind === "skipped" ? { ...said, at } : said.kind === "waitingFor" ? said : { kind: "todo" };
    const tasks = this.plan.course.tasks.map((entry) => (entry.task === task ? { ...entry, state } : entry));
    return this.change("taskMark", { course: { ...this.plan.course, tasks } });
  }

  async answerSave(question: Question, value: string | null) {
    const { course } = this.plan;
    const another = (question === "destination" || question === "cluster") && course.answers[question] !== value;
    return this.#named(this.change("answerSave", { ...(another ? { destination: null } : {}), course: { ...course, answers: { ...course.answers, [question]: value } } }));
  }

  async linkOpen(link: Link) {
    this.allow("linkOpen");
    this.scene.opened.push(link);
    return true;
  }

  async letterOpen(address: string) {
    this.allow("letterOpen");
    this.scene.opened.push(address);
  }

  async textSave(_title: string, name: string, text: string) {
    this.allow("textSave");
    this.scene.savedText = { name, text };
    return true;
  }

  async waitBegin(task: Task, seconds: number) {
    const at = new Date(Date.parse(this.plan.course.now) + Math.max(seconds * 1.1, 900) * 1000).toISOString();
    const tasks = this.plan.course.tasks.map((entry) => (entry.task === task ? { ...entry, state: { kind: "waitingUntil" as const, from: this.plan.course.now, at } } : entry));
    return this.change("waitBegin", { course: { ...this.plan.course, tasks } });
  }

  async peopleRead(text: string) {
    this.allow("peopleRead");
    const { lines: _, ...found } = readPeople(text, this.plan.people);
    return found;
  }

  async peopleAdd(text: string) {
    const first = Math.max(0, ...this.plan.people.map(({ id }) => id)) + 1;
    const { lines, people } = readPeople(text, this.plan.people);
    const added = lines
      .filter((_, index) => !people[index]?.known)
      .map((line, index) => ({
        ...person(first + index, line, "missing"),
        sourceSecret: line.hasSourceSecret ? this.#held : "missing",
        destinationSecret: line.hasDestinationSecret ? this.#held : "missing",
      }));
    return this.#people("peopleAdd", [...this.plan.people, ...added]);
  }

  personSave = async (change: PersonChange) =>
    this.#people("personSave", this.plan.people.map((entry) => (entry.id === change.id ? { ...entry, ...change } : entry)));

  peopleKind = async (ids: number[], kind: MailboxKind) =>
    this.#people("peopleKind", this.plan.people.map((entry) => (ids.includes(entry.id) ? { ...entry, kind } : entry)));

  peopleRemove = async (ids: number[]) => this.#people("peopleRemove", this.plan.people.filter(({ id }) => !ids.includes(id)));

  async peopleUndo() {
    const people = this.#past.pop();
    return this.change("peopleUndo", people ? { people } : {});
  }

  async secretSave(id: number, side: Side, _secret: string) {
    const field = side === "source" ? "sourceSecret" : "destinationSecret";
    this.allow("secretSave");
    const trouble = this.scene.troubles[id];
    if (trouble?.[side]?.code.endsWith("SignInRefused")) delete trouble[side];
    if (trouble?.copy?.code.endsWith("SignInRefused")) delete trouble.copy;
    return this.change("secretSave", { people: this.plan.people.map((entry) => (entry.id === id ? { ...entry, [field]: this.#held } : entry)) });
  }

  async vaultRetry() {
    this.allow("vaultRetry");
    if (!this.scene.vaultComesBack) throw fault("KeyringMissing");
    this.scene.vault = { kind: "keyring", name: "secretService" };
    const moved = (held: Held): Held => (held === "memory" ? "keyring" : held);
    const people = this.plan.people.map((entry) => ({ ...entry, sourceSecret: moved(entry.sourceSecret), destinationSecret: moved(entry.destinationSecret) }));
    this.change("vaultRetry", { vault: this.scene.vault, people });
    return this.scene.vault;
  }

  async finishRemains() {
    this.allow("finishRemains");
    const { people, path } = this.plan;
    const held = people.flatMap(({ sourceSecret, destinationSecret }) => [sourceSecret, destinationSecret]).filter((held) => held !== "missing");
    return { passwords: held.length, kept: [{ kind: "plan" as const, path, bytes: 1_240_000 }, ...this.scene.kept] };
  }

  async finishDeletePasswords() {
    const stubborn = this.scene.stubborn;
    const gone = (held: Held): Held => (stubborn ? held : "missing");
    const people = this.plan.people.map((entry) => ({ ...entry, sourceSecret: gone(entry.sourceSecret), destinationSecret: gone(entry.destinationSecret) }));
    const state: TaskState = stubborn ? { kind: "attention", concern: "passwordsRemain" } : { kind: "done", by: "program", at: this.plan.course.now };
    const tasks = this.plan.course.tasks.map((entry) => (entry.task === "finish" ? { ...entry, state } : entry));
    return this.change("finishDeletePasswords", { people, course: { ...this.plan.course, tasks, next: stubborn ? { kind: "task", task: "finish" } : { kind: "finished" } } });
  }

  async finishShow(path: string) {
    this.allow("finishShow");
    this.scene.revealed = path;
  }

  async supportDetails() {
    this.allow("supportDetails");
    return [
      { name: "about.txt", text: "version: 0.1.0\nsystem: linux x86_64\npeople: 6\ntask copyMail: done" },
      { name: "moving-day.2025-06-02.log", text: "2025-06-02T14:00:00Z  WARN moving_day::desk: [address 1] code=SourceBusy\n".repeat(40) },
    ];
  }

  async supportSave(files: SupportFile[]) {
    this.allow("supportSave");
    this.scene.supported = files;
    return true;
  }

  async windowTheme(theme: "light" | "dark" | null) {
    this.window.theme = theme;
  }

  async windowTitle(title: string) {
    this.window.title = title;
  }

  async appQuit(after: "now" | "pause") {
    this.window.quit = after;
  }

  async appMinimise() {
    this.window.minimised = true;
  }

  async onCloseAsked(asked: () => void) {
    this.#asked = asked;
    return () => {
      this.#asked = () => {};
    };
  }

  get #held(): Held {
    return this.scene.vault.kind === "keyring" ? "keyring" : "memory";
  }

  #open(method: string, plan: Plan): Plan {
    this.allow(method);
    this.scene.plan = { ...plan, vault: this.scene.vault };
    if (plan.source) this.scene.plan.course = course(beginning(plan));
    return this.scene.plan;
  }

  /** What is next once more is known of where the mail is. */
  #named(plan: Plan): Plan {
    if (plan.course.next.kind !== "name") return plan;
    return this.change("named", { course: { ...plan.course, next: { kind: "task", task: "chooseMovingDay" }, ...naming(plan) } });
  }

  #closed(): void {
    this.endJobs();
    Object.assign(this.scene, { plan: null, check: null, copy: null, verify: null });
  }

  #people(method: string, people: Person[]): Plan {
    const before = this.plan.people;
    const plan = this.change(method, { people });
    this.#past.push(before);
    return plan;
  }
}
