/**
 * # Steering the comparison
 *
 * What the buttons of the check do, what was refused, whose findings are open, and what is said aloud.
 */
import type { Moving } from "../../lib/app";
import { arrivalOf, sentenceOf } from "../../lib/arrival";
import { Asking } from "../../lib/asking.svelte";
import type { VerifyPerson, VerifyPhase, VerifyProgress } from "../../lib/backend/backend";
import { say } from "../../lib/words";

export class Verifying extends Asking {
  readonly #moving: Moving;
  #heard: VerifyPhase | null;
  /** Whose findings are shown. */
  opened = $state<number | null>(null);

  readonly person = $derived.by(() => this.#moving.jobs.verify?.people.find(({ person }) => person === this.opened) ?? null);
  /** Those for whom copying again makes sense. */
  readonly lacking = $derived.by(() => this.#moving.jobs.verify?.people.filter((person) => arrivalOf(person) === "missing").map(({ person }) => person) ?? []);

  constructor(moving: Moving) {
    super();
    this.#moving = moving;
    this.#heard = moving.jobs.verify?.phase ?? null;
  }

  start = (deep: boolean) => this.ask(() => this.#moving.jobs.startVerify(null, deep));
  stop = () => this.ask(() => this.#moving.jobs.stopVerify());

  open = (person: VerifyPerson): void => {
    if (person.proof || person.state.kind === "failed") this.opened = person.person;
  };
  close = (): void => {
    this.opened = null;
  };

  /** Copies somebody again, and shows the copy. */
  async copyAgain(people: number[]): Promise<void> {
    this.close();
    const begun = await this.ask(async () => {
      await this.#moving.jobs.startCopy(people);
      return true;
    });
    if (begun) this.#moving.wizard.go("copyMail");
  }

  /** Takes note of a new state of the comparison. */
  hear(progress: VerifyProgress | null): void {
    const phase = progress?.phase ?? null;
    if (phase === this.#heard || !progress) return;
    this.#heard = phase;
    if (phase === "comparing") this.#moving.announcer.announce(say("verify-said-start"));
    if (phase === "done") this.#moving.announcer.announce(sentenceOf(progress));
    if (phase === "stopped") this.#moving.announcer.announce(say("verify-said-stopped"));
    if (phase === "failed") this.#moving.announcer.announce(say("verify-said-failed"));
  }
}
