/**
 * How much room a part has, measured in `rem`, so that larger text counts as less room. For what must differ in its
 * markup, such as the columns of a table; everything else is left to container queries.
 */
import type { Attachment } from "svelte/attachments";

/** Whether there is room for every column, for most, or only for what cannot be left out. */
export type Width = "wide" | "narrow" | "tight";
const [WIDE, NARROW] = [46, 34];

export class Room {
  /** Inline size of the part; endless until it is measured. */
  #rem = $state(Infinity);
  readonly width: Width = $derived(this.#rem >= WIDE ? "wide" : this.#rem >= NARROW ? "narrow" : "tight");

  readonly measure: Attachment<HTMLElement> = (element) => {
    const watcher = new ResizeObserver(() => this.#read(element));
    watcher.observe(element);
    this.#read(element);
    return () => watcher.disconnect();
  };

  #read(element: HTMLElement): void {
    const root = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    this.#rem = element.clientWidth / root;
  }
}
