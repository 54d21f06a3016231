/** Opening a native `dialog` as soon as it stands in the page, so that the system holds the focus in it. */
import type { Attachment } from "svelte/attachments";

/** Esc and the end of the component both go through `close`; afterwards the focus is back where it was. */
export function modal(close: () => void): Attachment<HTMLDialogElement> {
  return (dialog) => {
    // A button in a row may be gone by then, when what it opened has mended the row.
    const before = document.activeElement?.closest("[data-row]") ?? document.activeElement;
    const cancelled = (event: Event) => {
      event.preventDefault();
      close();
    };
    dialog.addEventListener("cancel", cancelled);
    dialog.showModal();
    return () => {
      dialog.removeEventListener("cancel", cancelled);
      dialog.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  };
}
