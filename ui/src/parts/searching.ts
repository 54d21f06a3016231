/** Ctrl+F leads to the search field of the screen, as in every program. */
import type { Attachment } from "svelte/attachments";
import { isCommand } from "../lib/keyboard";

export const searching: Attachment<HTMLInputElement> = (field) => {
  const pressed = (event: KeyboardEvent) => {
    if (!isCommand(event, "f") || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    field.focus();
  };
  window.addEventListener("keydown", pressed);
  return () => window.removeEventListener("keydown", pressed);
};
