/** One mail server as it is being entered. Whatever can be used is saved the moment it is there. */
import type { Asking } from "./asking.svelte";
import type { Endpoint, Side } from "./backend/backend";
import type { PlanStore } from "./plan.svelte";
import { checkServer, checkServers, endpointOf, fieldsOf, isSaved, type ServerFields, type ServerProblem, tidied } from "./servers";

export class ServerEntry {
  readonly side: Side;
  readonly #plans: PlanStore;
  readonly #asking: Asking;
  fields = $state<ServerFields>(fieldsOf(null));
  /** What keeps it from being used, as of the last time it was asked for. */
  wrong = $state.raw<ServerProblem[]>([]);
  readonly saved = $derived.by(() => isSaved(tidied(this.fields), this.#plans.plan?.[this.side] ?? null));

  constructor(side: Side, plans: PlanStore, asking: Asking, known: Endpoint | null = plans.plan?.[side] ?? null) {
    this.side = side;
    this.#plans = plans;
    this.#asking = asking;
    this.fields = fieldsOf(known);
  }

  /** Saves it if it can be used. */
  async keep(): Promise<void> {
    if (!this.saved && this.#problems().length === 0) await this.#store();
  }

  /** Saves it, or says what is wrong with it. */
  async finish(): Promise<boolean> {
    this.fields = tidied(this.fields);
    this.wrong = this.#problems();
    return this.wrong.length === 0 && (this.saved || (await this.#store()));
  }

  #problems(): ServerProblem[] {
    const other = this.#plans.plan?.[this.side === "source" ? "destination" : "source"];
    const fields = tidied(this.fields);
    if (!other) return checkServer(this.side, fields);
    const pair = this.side === "source" ? checkServers(fields, fieldsOf(other)) : checkServers(fieldsOf(other), fields);
    return pair.map((problem) => ({ ...problem, side: this.side }));
  }

  async #store(): Promise<boolean> {
    const endpoint = endpointOf(tidied(this.fields));
    const [source, destination] = this.side === "source" ? [endpoint, null] : [null, endpoint];
    return (await this.#asking.ask(() => this.#plans.saveServers(source, destination))) !== null;
  }
}
