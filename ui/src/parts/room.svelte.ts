/**
 * How much room a part has, in `rem`, so that larger text counts as less room. For what must differ in its markup, such
 * as the columns of a table; everything else is left to container queries.
 */
import type { Attachment } from "svelte/attachments";

/** From here on a table has room for every column. */
export const WIDE = 46;

export class Room {
  /** Inline size of the part; endless until it is measured. */
  rem = $state(Infinity);

  readonly measure: Attachment<HTMLElement> = (element) => {
    const watcher = new ResizeObserver(() => this.#read(element));
    watcher.observe(element);
    this.#read(element);
    return () => watcher.disconnect();
  };

  #read(element: HTMLElement): void {
    const root = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    this.rem = element.clientWidth / root;
  }
}
