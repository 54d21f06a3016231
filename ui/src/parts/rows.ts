/**
 * Moving through the rows of a table with the keyboard. One row is in the tab order at a time; arrow keys, Home and End
 * move between rows, Enter and F2 open the row that has the focus, Delete asks to remove it, Space chooses it.
 */
import type { Attachment } from "svelte/attachments";

export interface RowKeys {
  open?: ((index: number) => void) | undefined;
  remove?: ((index: number) => void) | undefined;
  /** `range` is true when everything since the last one is meant. */
  choose?: ((index: number, range: boolean) => void) | undefined;
  /** Leads to a row that may not be built. */
  go?: ((index: number) => void) | undefined;
  /** How many rows there are, built or not. */
  count?: number;
}

/** For a `tbody` whose rows carry their number in `data-row`. */
export function rowKeys(keys: () => RowKeys): Attachment<HTMLElement> {
  return (body) => {
    const rows = () => [...body.querySelectorAll<HTMLElement>(":scope > [data-row]")];

    const keepOneInTabOrder = (chosen?: HTMLElement) => {
      const all = rows();
      const current = chosen ?? all.find((row) => row.tabIndex === 0) ?? all[0];
      for (const row of all) row.tabIndex = row === current ? 0 : -1;
    };

    const focused = (event: FocusEvent) => {
      if (event.target instanceof HTMLElement && "row" in event.target.dataset) keepOneInTabOrder(event.target);
    };

    const pressed = (event: KeyboardEvent) => {
      const all = rows();
      const index = all.indexOf(event.target as HTMLElement);
      if (index < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
      const { open, remove, choose, go, count = all.length } = keys();
      const row = numberOf(all[index]);
      const next = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: all.length - 1 }[event.key];
      if (go && event.key === "Home") go(0);
      else if (go && event.key === "End") go(count - 1);
      else if (next !== undefined) {
        const target = all[Math.min(all.length - 1, Math.max(0, next))];
        target?.focus();
        if (event.shiftKey) choose?.(numberOf(target), true);
      } else if (event.key === " " && choose) choose(row, event.shiftKey);
      else if (event.key === "Enter" || event.key === "F2") open?.(row);
      else if (event.key === "Delete") remove?.(row);
      else return;
      event.preventDefault();
    };

    const watcher = new MutationObserver(() => keepOneInTabOrder());
    watcher.observe(body, { childList: true });
    body.addEventListener("focusin", focused);
    body.addEventListener("keydown", pressed);
    keepOneInTabOrder();
    return () => {
      watcher.disconnect();
      body.removeEventListener("focusin", focused);
      body.removeEventListener("keydown", pressed);
    };
  };
}

const numberOf = (row: HTMLElement | undefined) => Number(row?.dataset["row"]);

/** For a group of buttons, in a column or in a row: arrow keys move between them, beside the tab order. */
export const arrowKeys: Attachment<HTMLElement> = (group) => {
  const pressed = (event: KeyboardEvent) => {
    const onwards = getComputedStyle(group).direction === "rtl" ? -1 : 1;
    const step = { ArrowDown: 1, ArrowUp: -1, ArrowRight: onwards, ArrowLeft: -onwards }[event.key];
    const buttons = [...group.querySelectorAll("button")];
    const index = buttons.findIndex((button) => button === document.activeElement);
    if (step === undefined || index < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    buttons[Math.min(buttons.length - 1, Math.max(0, index + step))]?.focus();
  };
  group.addEventListener("keydown", pressed);
  return () => group.removeEventListener("keydown", pressed);
};
