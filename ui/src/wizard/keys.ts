/** Keys that mean the same on every screen. */
import type { Attachment } from "svelte/attachments";

/** Enter in a field of one line presses the primary button of the screen, unless the field is in a form of its own. */
export function enterPresses(run: () => (() => void) | undefined): Attachment<HTMLElement> {
  return (region) => {
    const pressed = (event: KeyboardEvent) => {
      const { target } = event;
      if (event.key !== "Enter" || event.defaultPrevented || event.isComposing) return;
      if (!(target instanceof HTMLInputElement) || target.form || target.closest("dialog")) return;
      event.preventDefault();
      run()?.();
    };
    region.addEventListener("keydown", pressed);
    return () => region.removeEventListener("keydown", pressed);
  };
}

/** Esc anywhere inside restores what was there before. */
export function escape(restore: () => void): Attachment<HTMLElement> {
  return (region) => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      restore();
    };
    region.addEventListener("keydown", pressed);
    return () => region.removeEventListener("keydown", pressed);
  };
}

/** The region after the one with the focus, for `F6`; backwards with Shift. */
export function nextRegion<Region>(regions: readonly Region[], current: number, backwards: boolean): Region | undefined {
  const step = backwards ? -1 : 1;
  const from = current < 0 && backwards ? 0 : current;
  return regions[(from + step + regions.length) % regions.length];
}

/** Moves the focus to the next of rail, content and footer. */
export function cycleRegions(backwards: boolean): void {
  const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")].filter((region) => region.getClientRects().length > 0);
  const current = regions.findIndex((region) => region.contains(document.activeElement));
  const region = nextRegion(regions, current, backwards);
  const first = region?.querySelector<HTMLElement>("[aria-current], h1") ?? region?.querySelector<HTMLElement>("button, a[href], input");
  first?.focus();
}
