/** What a person says about one task in another system, until it is saved, and how the task stands meanwhile. */
import type { Moving } from "../../lib/app";
import { Asking } from "../../lib/asking.svelte";
import type { Task } from "../../lib/backend/backend";
import { say } from "../../lib/words";
import { goOn } from "../../wizard/entering";
import type { Primary } from "../../wizard/summary";
import { entryOf, standing } from "../../wizard/tasks";

/** `impossible` counts as done: the provider does not allow it, and the plan goes on. */
export type Answer = "yes" | "no" | "impossible";

export class Answering {
  readonly #moving: Moving;
  readonly task: Task;
  answer = $state<Answer | null>(null);
  /** Whether it is begun before its day. */
  early = $state(false);
  /** Why there is nothing to save yet. */
  missing = $state<string | undefined>();
  readonly saving = new Asking();
  readonly #done: (answer: Answer) => Promise<unknown>;

  /** `done` notes that the task is done, where that takes more than a mark. */
  constructor(moving: Moving, task: Task, done: (answer: Answer) => Promise<unknown> = () => moving.plans.mark(task, { kind: "done" })) {
    this.#moving = moving;
    this.task = task;
    this.#done = done;
  }

  get entry() {
    const { plan } = this.#moving.plans;
    return plan ? entryOf(plan, this.task) : undefined;
  }

  get how() {
    return this.entry && standing(this.entry, this.#moving.jobs);
  }

  /** Whether it can be done now, and so is asked about. */
  get open(): boolean {
    const kind = this.how?.kind;
    return kind === "todo" || kind === "attention" || (kind === "from" && this.early);
  }

  /** The id of the first choice, for the focus. */
  get field(): string {
    return `${this.task}-yes`;
  }

  /** Whether something was saved; "no" is an answer that changes nothing. */
  async save(): Promise<boolean> {
    const { answer } = this;
    this.missing = answer === null ? say("elsewhere-unanswered") : undefined;
    if (answer === null) document.getElementById(this.field)?.focus();
    if (answer === "no") this.#moving.wizard.go("home");
    if (answer === null || answer === "no") return false;
    const saved = (await this.saving.ask(() => this.#done(answer))) !== null;
    if (saved) this.answer = null;
    return saved;
  }

  takeBack = () => this.saving.ask(() => this.#moving.plans.mark(this.task, { kind: "nothing" }));

  /** The button of a screen that serves this task alone; `stays` is for tasks that go on by themselves afterwards. */
  primary(stays = false): Primary {
    if (!this.open) return { label: say("elsewhere-continue"), run: () => goOn(this.#moving, this.task), testid: "elsewhere-continue" };
    const run = async () => {
      if ((await this.save()) && !stays) goOn(this.#moving, this.task);
    };
    return { label: say("elsewhere-save"), run: () => void run(), testid: "elsewhere-save" };
  }
}
