/**
 * # The first person
 *
 * Who goes first, what the buttons of the trial do, and what is known of the mailbox.
 */
import type { Moving } from "../../lib/app";
import { Asking } from "../../lib/asking.svelte";
import type { Mailbox, Person } from "../../lib/backend/backend";
import { needsPerson } from "../../lib/people-state";

/** A mailbox that is copied in a short while, in bytes. */
const SMALL = 2_000_000_000;

export class Trial extends Asking {
  readonly #moving: Moving;
  mailboxes = $state.raw<Mailbox[] | null>(null);

  /** Who goes first, once that was decided. */
  readonly person = $derived.by((): Person | null => {
    const { plan } = this.#moving.plans;
    const chosen = Number(plan?.course.answers.trialPerson ?? "");
    return plan?.people.find(({ id }) => id === chosen) ?? null;
  });
  /** The row of whoever uses the program, where that is known. */
  readonly own = $derived.by((): number | null => {
    const { plan } = this.#moving.plans;
    const address = plan?.course.answers.ownAddress?.toLowerCase();
    return plan?.people.find((person) => person.address.toLowerCase() === address)?.id ?? null;
  });
  readonly suggested = $derived.by(() => suggestion(this.mailboxes ?? [], this.own));
  readonly mailbox = $derived.by(() => this.mailboxOf(this.person?.id ?? null));
  /** Whether mail of this person, and of nobody else, is copied at the moment. */
  readonly copying = $derived.by(() => this.#moving.jobs.copying && this.#isOnly(this.#moving.jobs.copy?.people));
  /** Whether the last copy left something out. */
  readonly lacking = $derived.by(() => {
    const { copy, copying } = this.#moving.jobs;
    const own = copy?.people.find(({ person }) => person === this.person?.id);
    return !copying && own !== undefined && (needsPerson(own) || own.state.kind === "stopped");
  });
  /** The comparison of this person's mailboxes. */
  readonly check = $derived.by(() => {
    const { verify } = this.#moving.jobs;
    return this.#isOnly(verify?.people) ? verify : null;
  });

  constructor(moving: Moving) {
    super();
    this.#moving = moving;
  }

  /** Asks how much mail everybody has and how much of it is copied. */
  learn = () =>
    this.ask(async () => {
      this.mailboxes = await this.#moving.backend.mailboxSizes();
    });

  mailboxOf(person: number | null): Mailbox | null {
    return this.mailboxes?.find((one) => one.person === person) ?? null;
  }

  start = (person: number) =>
    this.ask(async () => {
      await this.#moving.plans.answer("trialPerson", String(person));
      await this.#moving.jobs.startCopy([person]);
    });

  /** Lets another person go first; what is copied stays. */
  chooseAnother = () => this.ask(() => this.#moving.plans.answer("trialPerson", null));

  /** Compares both mailboxes of this person; `deep` reads every message. */
  compare = (deep: boolean) =>
    this.ask(async () => {
      if (this.person) await this.#moving.jobs.startVerify([this.person.id], deep);
    });

  note = (text: string | null) => this.ask(() => this.#moving.plans.answer("trialOdd", text));

  #isOnly(people: readonly { person: number }[] | undefined): boolean {
    return people?.length === 1 && people[0]?.person === this.person?.id;
  }
}

/** Who is suggested: oneself, or the smallest mailbox that is small enough; else nobody in particular. */
export function suggestion(mailboxes: readonly Mailbox[], own: number | null): number | null {
  if (own !== null) return own;
  const small = mailboxes.filter(({ bytes, messages }) => bytes !== null && bytes <= SMALL && (messages ?? 0) > 0);
  return small.sort((one, other) => (one.bytes ?? 0) - (other.bytes ?? 0))[0]?.person ?? null;
}
