/**
 * # Running the connection test
 *
 * Starts and stops the test, keeps the order of the rows still while results come in, tests single people again after a
 * correction, and says aloud how far it is.
 */
import type { Moving } from "../../lib/app";
import { Asking } from "../../lib/asking.svelte";
import type { CheckProgress, Side } from "../../lib/backend/backend";
import { called } from "../../lib/people-state";
import { phrase } from "../../lib/words";
import { type Line, lines, restingOrder, trouble } from "./connections";
import { saidOf } from "./said";

export class Testing extends Asking {
  readonly #moving: Moving;
  #order = $state.raw<number[]>([]);
  /** People to test again as soon as the test that is running has ended. */
  #next: number[] = [];
  #alone: number | null = null;
  #heard: CheckProgress | null;
  /** Whose trouble is being mended. */
  mending = $state<number | null>(null);

  readonly table = $derived.by(() => lines(this.#moving.plans.moving, this.#moving.jobs.check, this.#order));
  readonly connections = $derived.by(() => this.#moving.plans.moving.length * 2);

  constructor(moving: Moving) {
    super();
    this.#moving = moving;
    this.#heard = moving.jobs.check;
    this.#rest();
  }

  start = (people: number[] | null = null) => this.ask(() => this.#moving.jobs.startCheck(people));
  stop = () => this.ask(() => this.#moving.jobs.stopCheck());

  /** Tests one person again, at once or after the test that is running. */
  again(person: number): void {
    if (this.#moving.jobs.checking) {
      this.#next.push(person);
      return;
    }
    this.#alone = person;
    void this.start([person]);
  }

  /** Opens what is to be done for a line, if anything is. */
  mend = (line: Line): void => {
    if (trouble(line)) this.mending = line.person.id;
  };

  /** Saves a corrected password and tests its row again. */
  async correct(person: number, side: Side, secret: string): Promise<void> {
    await this.#moving.plans.saveSecret(person, side, secret);
    this.mending = null;
    this.again(person);
  }

  /** Takes note of a new state of the test. */
  hear(check: CheckProgress | null): void {
    if (check === this.#heard) return;
    const before = this.#heard;
    this.#heard = check;
    const alone = this.table.find((line) => line.person.id === this.#alone);
    const said = check && saidOf(before, check, this.table, alone && { name: called(alone.person), standing: alone.standing });
    if (said) this.#moving.announcer.announce(phrase(said));
    if (check?.phase === "done" || check?.phase === "stopped") this.#ended();
  }

  #ended(): void {
    // Rows that move while somebody is among them cannot be followed, and lose the focus.
    const reading = document.activeElement?.closest("[data-row]");
    if (this.#alone === null && !reading) this.#rest();
    this.#alone = null;
    const next = this.#next.splice(0);
    if (next.length > 0) void this.start(next);
  }

  #rest(): void {
    this.#order = restingOrder(this.#moving.plans.moving, this.#moving.jobs.check);
  }
}
