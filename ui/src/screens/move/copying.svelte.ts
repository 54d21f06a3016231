/**
 * # Steering the copy
 *
 * What the buttons of the copy screens do, what was refused, and whose panel is open.
 */
import type { Moving } from "../../lib/app";
import { Asking } from "../../lib/asking.svelte";
import type { PersonProgress } from "../../lib/backend/backend";
import { needsPerson } from "../../lib/people-state";
import { leavePlan } from "../../wizard/entering";
import type { Steering } from "./steering";

export class Copying extends Asking implements Steering {
  readonly #moving: Moving;
  readonly stem = "copy";
  /** Whose folders are shown. */
  opened = $state<number | null>(null);

  readonly person = $derived.by(() => this.#moving.jobs.copy?.people.find(({ person }) => person === this.opened) ?? null);
  /** Those for whom copying again makes sense. */
  readonly needing = $derived.by(() => this.#moving.jobs.copy?.people.filter(needsPerson).map(({ person }) => person) ?? []);

  constructor(moving: Moving) {
    super();
    this.#moving = moving;
  }

  get view() {
    return this.#moving.jobs.view;
  }

  get maxRate() {
    return this.#moving.jobs.options.maxRate;
  }

  start = (people: number[] | null = null) => this.ask(() => this.#moving.jobs.startCopy(people));
  pause = () => this.ask(() => this.#moving.jobs.pauseCopy());
  resume = () => this.ask(() => this.#moving.jobs.resumeCopy());
  leave = () => this.ask(() => leavePlan(this.#moving));
  stop = () => this.ask(() => this.#moving.jobs.stopCopy());

  /** Pauses a running copy and continues a paused one; in between there is nothing to do. */
  toggle = (): void => {
    const phase = this.#moving.jobs.copy?.phase;
    if (phase === "paused") void this.resume();
    else if (phase === "copying" || phase === "counting") void this.pause();
  };

  open = (person: PersonProgress): void => {
    this.opened = person.person;
    void this.ask(() => this.#moving.jobs.watch(person.person));
  };

  close = (): void => {
    this.opened = null;
    void this.ask(() => this.#moving.jobs.watch(null));
  };

  /** Saves a corrected password; without a running copy the person is copied again at once. */
  async correct(person: number, side: "source" | "destination", secret: string): Promise<void> {
    await this.#moving.plans.saveSecret(person, side, secret);
    if (this.#moving.jobs.copying) return;
    this.close();
    await this.start([person]);
  }
}
