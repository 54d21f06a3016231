/** Who is selected in the list of people, and what happens to all of them at once. */
import { SvelteSet } from "svelte/reactivity";
import type { Person } from "../../lib/backend/backend";
import { between } from "../../lib/people";

export class Selecting {
  readonly #shown: () => readonly Person[];
  readonly #chosen = new SvelteSet<number>();
  #last: number | null = null;
  /** Those of the selected who are in the list as it is shown. Nobody is changed who cannot be seen. */
  readonly people = $derived.by(() => this.#shown().filter(({ id }) => this.#chosen.has(id)));

  constructor(shown: () => readonly Person[]) {
    this.#shown = shown;
  }

  has(person: Person): boolean {
    return this.#chosen.has(person.id);
  }

  /** Selects somebody or leaves them out; with `range`, selects everybody from the last one on. */
  readonly pick = (person: Person, range: boolean): void => {
    if (range) between(this.#shown(), this.#last, person.id).forEach((id) => this.#chosen.add(id));
    else if (!this.#chosen.delete(person.id)) this.#chosen.add(person.id);
    if (!range || this.#last === null) this.#last = person.id;
  };

  readonly all = (): void => this.#shown().forEach(({ id }) => this.#chosen.add(id));

  readonly none = (): void => {
    this.#chosen.clear();
    this.#last = null;
  };
}
