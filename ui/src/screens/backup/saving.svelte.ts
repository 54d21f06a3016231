/**
 * # Steering the backup
 *
 * Where it will lie, what its buttons do, what came of it, and what is said aloud.
 */
import type { Moving } from "../../lib/app";
import { Asking } from "../../lib/asking.svelte";
import type { BackupPlace, BackupResult, CopyPhase, CopyProgress, Mailbox, PersonProgress } from "../../lib/backend/backend";
import { needsPerson } from "../../lib/people-state";
import { say } from "../../lib/words";
import type { Steering } from "../move/steering";

export class Saving extends Asking implements Steering {
  readonly #moving: Moving;
  #heard: CopyPhase | null;
  readonly stem = "backup";
  readonly maxRate = null;
  /** Whose panel is open. */
  opened = $state<number | null>(null);
  place = $state.raw<BackupPlace | null>(null);
  mailboxes = $state.raw<Mailbox[]>([]);
  result = $state.raw<BackupResult | null>(null);

  readonly person = $derived.by(() => this.#moving.jobs.backup?.people.find(({ person }) => person === this.opened) ?? null);
  /** Those for whom saving again makes sense. */
  readonly needing = $derived.by(() => {
    const whole = new Set(this.result?.people.filter(({ whole }) => whole).map(({ person }) => person));
    return this.#moving.jobs.backup?.people.filter((person) => needsPerson(person) || !whole.has(person.person)).map(({ person }) => person) ?? [];
  });

  constructor(moving: Moving) {
    super();
    this.#moving = moving;
    this.#heard = moving.jobs.backup?.phase ?? null;
    void this.ask(async () => {
      this.mailboxes = await moving.backend.mailboxSizes();
      this.place = await moving.backend.backupPlace();
    });
  }

  get view() {
    return this.#moving.jobs.backupView;
  }

  choose = () =>
    this.ask(async () => {
      this.place = (await this.#moving.backend.backupChoose(say("backup-choose-title"))) ?? this.place;
    });
  start = (people: number[] | null = null) =>
    this.ask(async () => {
      this.result = null;
      await this.#moving.jobs.startBackup(people);
    });
  pause = () => this.ask(() => this.#moving.jobs.pauseBackup());
  resume = () => this.ask(() => this.#moving.jobs.resumeBackup());
  stop = () => this.ask(() => this.#moving.jobs.stopBackup());
  show = () => this.ask(() => this.#moving.backend.backupShow());

  toggle = (): void => {
    const phase = this.#moving.jobs.backup?.phase;
    if (phase === "paused") void this.resume();
    else if (phase === "copying" || phase === "counting") void this.pause();
  };

  open = (person: PersonProgress): void => {
    this.opened = person.person;
  };
  close = (): void => {
    this.opened = null;
  };

  /** Bytes in the old mailboxes of these people, or of everybody; null when not all of them are counted. */
  needed(people: readonly number[] | null): number | null {
    const meant = this.mailboxes.filter(({ person }) => people === null || people.includes(person));
    if (meant.length === 0 || meant.some(({ bytes }) => bytes === null)) return null;
    return meant.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);
  }

  /** Takes note of a new state of the backup. */
  hear(progress: CopyProgress | null): void {
    const phase = progress?.phase ?? null;
    if (phase === this.#heard) return;
    this.#heard = phase;
    if (phase === "counting") this.#moving.announcer.announce(say("backup-said-start"));
    if (phase === "paused") this.#moving.announcer.announce(say("backup-said-paused"));
    if (phase === "finished") this.#moving.announcer.announce(say("backup-said-finished"));
    if (phase === "stopped" || phase === "failed") this.#moving.announcer.announce(say("backup-said-stopped"));
  }

  /** Asks what came of it. */
  async learn(): Promise<void> {
    await this.ask(async () => {
      this.result = await this.#moving.backend.backupResult();
    });
  }
}
