/** The region of a running job takes the focus, and Space there pauses or continues it. */
import type { Attachment } from "svelte/attachments";

export function runKeys(toggle: () => void): Attachment<HTMLElement> {
  return (region) => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== " " || event.target !== region || event.repeat) return;
      event.preventDefault();
      toggle();
    };
    region.tabIndex = 0;
    region.addEventListener("keydown", pressed);
    return () => region.removeEventListener("keydown", pressed);
  };
}
