/** The web view's own menu offers "Reload" and "Back". It is of use only where text is typed, or was chosen to be copied. */
import { isTyping } from "../lib/keyboard";

export function keepMenuToText(): void {
  document.addEventListener("contextmenu", (event) => {
    if (!isTyping(event.target) && !isChosen(event.target)) event.preventDefault();
  });
}

function isChosen(target: EventTarget | null): boolean {
  const selection = document.getSelection();
  return selection !== null && !selection.isCollapsed && target instanceof Node && selection.containsNode(target, true);
}
