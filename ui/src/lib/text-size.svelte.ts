/** The size of all text, in percent. Every length of the interface follows it; it is remembered on this computer. */

/** 1.4.4 of WCAG asks for 200. */
export const textSizes = [100, 110, 125, 150, 175, 200] as const;
export type TextSize = (typeof textSizes)[number];

const KEY = "text-size";
let current = $state<TextSize>(100);

export const textSize = (): TextSize => current;

/** Takes up the size that was chosen before. */
export function recallTextSize(): void {
  const remembered = Number(localStorage.getItem(KEY));
  apply(textSizes.find((size) => size === remembered) ?? 100);
}

export function chooseTextSize(size: TextSize): void {
  localStorage.setItem(KEY, String(size));
  apply(size);
}

function apply(size: TextSize): void {
  current = size;
  document.documentElement.style.fontSize = size === 100 ? "" : `${size}%`;
}

/** The size that Ctrl (on a Mac Cmd) with +, − or 0 asks for, or null for any other key. */
export function askedTextSize(event: KeyboardEvent, now: TextSize): TextSize | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const index = textSizes.indexOf(now);
  // On many keyboards + is Shift with another key, and "=" the same key without Shift.
  if (event.key === "+" || event.key === "=") return textSizes[index + 1] ?? now;
  if (event.key === "-") return textSizes[index - 1] ?? now;
  return event.key === "0" ? 100 : null;
}
