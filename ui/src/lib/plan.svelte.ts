/** The plan that is open, and every way to change it. Whatever is changed here is saved at the same moment. */
import {
  asFault,
  type Backend,
  type Endpoint,
  type Fault,
  type MailboxKind,
  type MovingDay,
  type PeopleFound,
  type PersonChange,
  type Plan,
  type Question,
  type Said,
  type Side,
  type Start,
  type Task,
} from "./backend/backend";
import { moves } from "./people-state";
import { say } from "./words";

export class PlanStore {
  readonly #backend: Backend;
  /** The open plan as it was last saved. */
  plan = $state.raw<Plan | null>(null);
  /** Those in the list whose mail moves. */
  readonly moving = $derived(this.plan?.people.filter(moves) ?? []);
  /** What the start page shows. */
  start = $state.raw<Start | null>(null);
  /** Why the plan that the program was started with could not be opened. */
  refused = $state.raw<Fault | null>(null);
  /** When the last change was saved in this session. */
  saved = $state.raw<Date | null>(null);
  /** How many changes to the people can be taken back in this session. */
  undoable = $state(0);

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** Reads what is there: the start page, and the plan that is open or that the program was started with. */
  async load(): Promise<void> {
    this.start = await this.#backend.startState();
    this.refused = null;
    try {
      this.#show(await this.#backend.planState());
    } catch (thrown) {
      this.#show(null);
      this.refused = asFault(thrown);
    }
  }

  create = (domain: string) => this.#opened(this.#backend.planCreate(domain));
  open = (path: string) => this.#opened(this.#backend.planOpen(path));
  practise = () => this.#opened(this.#backend.practiceStart());

  /** Whether a plan was chosen. */
  async choose(): Promise<boolean> {
    const plan = await this.#backend.planChoose(say("start-open-title"), say("start-open-kind"));
    if (plan) this.#show(plan);
    return plan !== null;
  }

  /** Reads the open plan again: a job has ended, or time has passed. */
  async refresh(): Promise<void> {
    if (this.plan) this.plan = await this.#backend.planState();
  }

  jump = () => this.#changed(this.#backend.practiceJump());
  repairPractice = () => this.#changed(this.#backend.practiceRepair());
  saveDay = (day: MovingDay) => this.#changed(this.#backend.daySave(day));
  mark = (task: Task, said: Said) => this.#changed(this.#backend.taskMark(task, said));
  beginWait = (task: Task, seconds: number) => this.#changed(this.#backend.waitBegin(task, seconds));
  answer = (question: Question, value: string | null) => this.#changed(this.#backend.answerSave(question, value));

  deletePasswords = () => this.#changed(this.#backend.finishDeletePasswords());

  async close(): Promise<void> {
    await this.#backend.planClose();
    await this.load();
  }

  async endPractice(): Promise<void> {
    await this.#backend.practiceEnd();
    await this.load();
  }

  saveServers = (source: Endpoint | null, destination: Endpoint | null) => this.#changed(this.#backend.serversSave(source, destination));
  saveSecret = (person: number, side: Side, secret: string) => this.#changed(this.#backend.secretSave(person, side, secret));

  readPeople = (text: string): Promise<PeopleFound> => this.#backend.peopleRead(text);
  addPeople = (text: string) => this.#changed(this.#backend.peopleAdd(text), 1);
  savePerson = (change: PersonChange) => this.#changed(this.#backend.personSave(change), 1);
  setKind = (ids: number[], kind: MailboxKind) => this.#changed(this.#backend.peopleKind(ids, kind), 1);
  removePeople = (ids: number[]) => this.#changed(this.#backend.peopleRemove(ids), 1);
  undo = () => this.#changed(this.#backend.peopleUndo(), -1);

  /** Looks for the password store again; rejects when there still is none. */
  async retryVault(): Promise<void> {
    const vault = await this.#backend.vaultRetry();
    if (this.start) this.start = { ...this.start, vault };
    this.plan = await this.#backend.planState();
  }

  async #opened(reply: Promise<Plan>): Promise<Plan> {
    const plan = await reply;
    this.#show(plan);
    return plan;
  }

  async #changed(reply: Promise<Plan>, undoable = 0): Promise<Plan> {
    const plan = await reply;
    this.plan = plan;
    this.saved = new Date();
    this.undoable = Math.max(0, this.undoable + undoable);
    return plan;
  }

  #show(plan: Plan | null): void {
    this.plan = plan;
    this.saved = null;
    this.undoable = 0;
  }
}
