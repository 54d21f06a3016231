/**
 * # The part of a long table that is looked at
 *
 * Builds only the rows near the visible part, so that a list of a thousand people answers as fast as one of ten. Gaps
 * stand for the others, as high as those rows are or would be.
 */
import { tick } from "svelte";
import type { Attachment } from "svelte/attachments";

/** From so many rows on it is worth it. */
export const LONG = 80;
/** Rows built beyond each edge, so that arrow keys and a slow wheel never meet an empty place. */
const BEYOND = 8;

/** Rows `from` up to `to`, with a gap before them. */
export type Slice = { gap: number; from: number; to: number };

/**
 * The rows to build: those in the visible part, and the one that is held because the focus is in it. `gap` at the end is
 * what lies behind the last of them. Heights and gaps are in pixels.
 */
export function slices(heights: readonly number[], top: number, room: number, held: number | null): { slices: Slice[]; rest: number } {
  let [first, last, edge] = [heights.length, 0, 0];
  heights.forEach((height, index) => {
    if (edge + height > top && edge < top + room) [first, last] = [Math.min(first, index), index + 1];
    edge += height;
  });
  const seen = last === 0 ? { from: Math.max(0, heights.length - BEYOND), to: heights.length } : { from: Math.max(0, first - BEYOND), to: Math.min(heights.length, last + BEYOND) };
  const alone = held !== null && held < heights.length && (held < seen.from || held >= seen.to) ? [{ from: held, to: held + 1 }] : [];
  const sum = (from: number, to: number) => heights.slice(from, to).reduce((total, height) => total + height, 0);
  let end = 0;
  const built = [...alone, seen]
    .sort((one, other) => one.from - other.from)
    .map(({ from, to }) => {
      const gap = sum(end, from);
      end = to;
      return { gap, from, to };
    });
  return { slices: built, rest: sum(end, heights.length) };
}

/** What is looked at, and how high rows turned out to be. */
export class TableWindow {
  #top = $state(0);
  #room = $state(600);
  #held = $state<number | null>(null);
  #heights = $state.raw<ReadonlyMap<string | number, number>>(new Map());
  #region: HTMLElement | null = null;
  readonly #keys: () => (string | number)[];
  readonly #usual: () => number;
  readonly shown = $derived.by(() => {
    const usual = this.#usual();
    return slices(this.#keys().map((key) => this.#heights.get(key) ?? usual), this.#top, this.#room, this.#held);
  });

  constructor(keys: () => (string | number)[], usual: () => number) {
    this.#keys = keys;
    this.#usual = usual;
  }

  /** For the region that scrolls. */
  readonly watch: Attachment<HTMLElement> = (region) => {
    this.#region = region;
    const look = () => {
      this.#top = region.scrollTop;
      this.#room = region.clientHeight;
      this.#measure(region);
    };
    const focused = (event: FocusEvent) => {
      const row = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("[data-row]") : null;
      if (row) this.#held = Number(row.dataset["row"]);
    };
    const sized = new ResizeObserver(look);
    sized.observe(region);
    region.addEventListener("scroll", look, { passive: true });
    region.addEventListener("focusin", focused);
    return () => {
      sized.disconnect();
      region.removeEventListener("scroll", look);
      region.removeEventListener("focusin", focused);
    };
  };

  /** Leads to a row, wherever it is. */
  readonly go = async (index: number): Promise<void> => {
    this.#held = index;
    await tick();
    this.#region?.querySelector<HTMLElement>(`[data-row="${index}"]`)?.focus();
  };

  #measure(region: HTMLElement): void {
    const keys = this.#keys();
    const usual = this.#usual();
    const found = [...region.querySelectorAll<HTMLElement>("tr[data-row]")].flatMap((row): [string | number, number][] => {
      const key = keys[Number(row.dataset["row"])];
      const height = row.offsetHeight;
      return key !== undefined && height > 0 && height !== (this.#heights.get(key) ?? usual) ? [[key, height]] : [];
    });
    if (found.length > 0) this.#heights = new Map([...this.#heights, ...found]);
  }
}
