/** What a key press means, whoever hears it. */

/** `Alt+←`, on a Mac `Cmd+[`. */
export function isBack(event: KeyboardEvent, mac: boolean): boolean {
  return mac ? event.metaKey && event.key === "[" : event.altKey && event.key === "ArrowLeft";
}

/** Ctrl with a letter, on a Mac Cmd, with or without Shift as asked. */
export function isCommand(event: KeyboardEvent, letter: string, shift = false): boolean {
  return (event.ctrlKey || event.metaKey) && !event.altKey && event.shiftKey === shift && event.key.toLowerCase() === letter;
}

/** Whether what is typed there has an undo and a paste of its own. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;
}
