/** Asking the program underneath for something that it may refuse. What was refused stands here until the next try. */
import { asFault, type Fault } from "./backend/backend";

export class Asking {
  /** Why the last thing asked for was refused. */
  fault = $state.raw<Fault | null>(null);

  constructor(fault: Fault | null = null) {
    this.fault = fault;
  }

  /** What came of it, or null when it was refused. */
  async ask<Result>(act: () => Promise<Result>): Promise<Result | null> {
    this.fault = null;
    try {
      return await act();
    } catch (thrown) {
      this.fault = asFault(thrown);
      return null;
    }
  }
}
