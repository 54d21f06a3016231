/**
 * # Making the list of people
 *
 * The three steps of the screen (the list itself, pasting, looking at what was found) and what each button does. Words
 * and layout are in `People.svelte`; what is changed here is saved by the plan store at once.
 */
import type { Moving } from "../../lib/app";
import { Asking } from "../../lib/asking.svelte";
import type { Fault, MailboxKind, PeopleFound, Person } from "../../lib/backend/backend";
import { newcomers } from "../../lib/people";
import { called } from "../../lib/people-state";
import { changeOf, differs, lineOf, secretsOf, type PersonFields } from "../../lib/person-fields";
import { say } from "../../lib/words";

export type Step = "list" | "paste" | "found";

export class Listing extends Asking {
  readonly #moving: Moving;
  step = $state<Step>("list");
  /** What was pasted or typed; it may hold passwords and is forgotten as soon as it is used. */
  text = $state("");
  /** What was found in the text. */
  found = $state.raw<PeopleFound | null>(null);
  /** Whether somebody asked to go on without pasting anything. */
  nothingPasted = $state(false);
  /** Whose row is edited. */
  editing = $state<number | "new" | null>(null);

  constructor(moving: Moving) {
    super();
    this.#moving = moving;
  }

  /** Opens the paste field over a list that has people already. */
  paste(): void {
    this.#stepTo("paste");
  }

  /** Reads a text and shows what is in it; nothing is added yet. */
  async read(text: string): Promise<void> {
    this.text = text;
    this.nothingPasted = text.trim() === "";
    if (this.nothingPasted) return;
    await this.ask(async () => {
      this.found = await this.#moving.plans.readPeople(text);
      if (this.step !== "found") this.#stepTo("found");
    });
  }

  /** Adds what was found. */
  async add(): Promise<void> {
    const count = this.found ? newcomers(this.found).length : 0;
    await this.ask(async () => {
      if (count > 0) await this.#moving.plans.addPeople(this.text);
      this.home();
      if (count > 0) this.#moving.announcer.announce(say("people-added", { count }));
    });
  }

  /** Back to the list, whatever was pasted is forgotten. */
  home(): void {
    this.#moving.wizard.stepsDone();
    this.text = "";
    this.found = null;
    this.step = "list";
  }

  async undo(): Promise<void> {
    if (this.#moving.plans.undoable === 0) return;
    this.editing = null;
    await this.ask(async () => {
      await this.#moving.plans.undo();
      this.#moving.announcer.announce(say("people-undone"));
    });
  }

  async remove(people: readonly Person[]): Promise<void> {
    await this.ask(async () => {
      await this.#moving.plans.removePeople(people.map(({ id }) => id));
      const [only] = people;
      this.#moving.announcer.announce(only && people.length === 1 ? say("people-removed", { name: called(only) }) : say("people-removed-many", { count: people.length }));
    });
  }

  /** Says what the addresses of these people are; one step of undo. */
  async setKind(people: readonly Person[], kind: MailboxKind): Promise<void> {
    if (people.every((person) => person.kind === kind)) return;
    await this.ask(async () => {
      await this.#moving.plans.setKind(people.map(({ id }) => id), kind);
      this.#moving.announcer.announce(say("people-kind-set", { count: people.length }));
    });
  }

  /** Saves a row; what was typed stays in the fields when it is refused. Returns the row as it is now. */
  async save(person: Person | null, fields: PersonFields): Promise<Person | null> {
    return await this.ask(async () => {
      const { plans, announcer } = this.#moving;
      const saved = person ?? (await this.#created(fields));
      const change = changeOf(fields, saved.id);
      if (differs(change, saved)) await plans.savePerson(change);
      for (const [side, secret] of secretsOf(fields)) await plans.saveSecret(saved.id, side, secret);
      this.editing = null;
      const now = plans.plan?.people.find(({ id }) => id === saved.id) ?? saved;
      announcer.announce(say("people-saved", { name: called(now) }));
      return now;
    });
  }

  async #created(fields: PersonFields): Promise<Person> {
    const change = changeOf(fields, 0);
    const plan = await this.#moving.plans.addPeople(lineOf(change));
    const created = plan.people.find(({ address }) => address.toLowerCase() === change.address.toLowerCase());
    if (!created) throw { code: "AddressMalformed", scope: "job", retry: "never", params: { address: change.address }, serverText: null } satisfies Fault;
    this.editing = created.id;
    return created;
  }

  #stepTo(step: Step): void {
    const before = this.step;
    this.#moving.wizard.stepIn(() => (this.step = before));
    this.step = step;
  }
}
