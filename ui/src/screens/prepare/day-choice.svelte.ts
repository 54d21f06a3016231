/**
 * # Choosing the moving day
 *
 * The day, time and zone as they stand on the screen, and what would follow from them. A first choice is saved as it is
 * made; a later one only after the person has seen what it moves.
 */
import type { Moving } from "../../lib/app";
import { Asking } from "../../lib/asking.svelte";
import type { DayPreview, DaySuggestions, Judgement, MovingDay } from "../../lib/backend/backend";
import { ownZone } from "../../lib/zones";

/** What a quiet evening begins with. */
const EVENING = "18:00";

export class DayChoice {
  readonly #moving: Moving;
  /** The day that was in force when the screen was opened. */
  readonly before: MovingDay | null;
  day = $state<string | null>(null);
  time = $state(EVENING);
  zone = $state(ownZone());
  /** Whether the person looks for a day of their own. */
  own = $state(false);
  suggested = $state.raw<DaySuggestions | null>(null);
  /** What would follow from what is chosen. */
  preview = $state.raw<DayPreview | null>(null);
  readonly asking = new Asking();
  #turn = 0;

  constructor(moving: Moving) {
    this.#moving = moving;
    this.before = moving.plans.plan?.course.day ?? null;
    if (this.before) Object.assign(this, this.before);
    void this.#suggest();
  }

  get #whole(): MovingDay | null {
    return this.day ? { day: this.day, time: this.time, zone: this.zone } : null;
  }

  /** Whether what is chosen is what the plan has. */
  get saved(): boolean {
    const known = this.#moving.plans.plan?.course.day;
    return known?.day === this.day && known?.time === this.time && known?.zone === this.zone;
  }

  async choose(change: Partial<MovingDay>): Promise<void> {
    Object.assign(this, change);
    if (change.zone) await this.#suggest();
    await this.#look();
    if (!this.before && this.preview && canBe(this.preview.judgement)) await this.save();
  }

  /** Whether the plan has it now. */
  async save(): Promise<boolean> {
    const day = this.#whole;
    return day !== null && (this.saved || (await this.asking.ask(() => this.#moving.plans.saveDay(day))) !== null);
  }

  async #suggest(): Promise<void> {
    this.suggested = await this.asking.ask(() => this.#moving.backend.daySuggest(this.zone));
    if (this.day) this.own = !this.suggested?.days.includes(this.day);
    else this.day = this.suggested?.days[0] ?? null;
    await this.#look();
  }

  async #look(): Promise<void> {
    const day = this.#whole;
    const turn = ++this.#turn;
    const preview = day && (await this.asking.ask(() => this.#moving.backend.dayPreview(day)));
    // An answer that comes late says nothing of what is chosen by now.
    if (turn === this.#turn) this.preview = preview;
  }
}

/** Whether a day that is judged so can be the moving day. */
export const canBe = ({ kind }: Judgement): boolean => kind === "fine" || kind === "short";
