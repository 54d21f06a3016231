/** Where the person is, and where Back leads. Back goes where they were before; the rail goes by structure. */
import type { Task } from "../lib/backend/backend";

/**
 * What belongs to no task: the first questions of a plan, home, and `servers`, where both mail servers can be changed at
 * any time. `ready` is the last look before the switch, and `sheet` the page to print for that day.
 */
export type Place = "start" | "begin" | "newPlan" | "source" | "destination" | "home" | "servers" | "ready" | "sheet" | Task;

/** What opens beside or over any place. */
export type Aside = "help" | "settings" | "about" | "support";

export class Wizard {
  aside = $state<Aside | null>(null);
  place = $state<Place>("start");
  /** Places, and ways out of a step that lies within the place. */
  #before = $state<(Place | (() => void))[]>([]);
  readonly canGoBack = $derived(this.#before.length > 0);

  go(place: Place): void {
    if (place === this.place) return;
    this.stepsDone();
    this.#before.push(this.place);
    this.place = place;
  }

  back(): void {
    const before = this.#before.pop();
    if (typeof before === "function") before();
    else if (before !== undefined) this.place = before;
  }

  /** A step within the place has begun; Back undoes it. */
  stepIn(back: () => void): void {
    this.#before.push(back);
  }

  /** All steps within the place are over. */
  stepsDone(): void {
    while (typeof this.#before.at(-1) === "function") this.#before.pop();
  }

  /** To a place with nothing before it but what is given: a plan was opened or closed. */
  arrive(place: Place, before: Place[] = []): void {
    this.#before = [...before];
    this.place = place;
  }
}
