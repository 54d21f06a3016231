/**
 * # The picture of the running copy
 *
 * Keeps what `progress.ts` and `spoken.ts` need to remember between two reports, for as long as the window lives, so
 * that bars and announcements go on while another screen is open.
 */
import type { Announcer } from "./announcer.svelte";
import type { CopyProgress } from "./backend/backend";
import { type Shown, advance } from "./progress";
import { settings } from "./settings.svelte";
import { type Told, speak } from "./spoken";
import { phrase } from "./words";

export class CopyView {
  readonly #announcer: Announcer | null;
  readonly #now: () => number;
  #told: Told | null = null;
  /** What the bars and the estimate show. */
  shown = $state.raw<Shown | null>(null);

  /** Without an announcer nothing is said. `now` in seconds, from any start. */
  constructor(announcer: Announcer | null, now: () => number = () => performance.now() / 1000) {
    this.#announcer = announcer;
    this.#now = now;
  }

  /** Takes the next report of the engine. */
  note(progress: CopyProgress): void {
    const now = this.#now();
    this.shown = advance(this.shown, progress, now);
    const { told, say } = speak(this.#told, progress, this.shown.fraction, now, settings.announced);
    this.#told = told;
    if (say) this.#announcer?.announce(phrase(say));
  }

  /** Forgets the run; for another plan. */
  forget(): void {
    this.shown = null;
    this.#told = null;
  }
}
