/** The title of the window, which a screen reader reads first and a task bar shows. */
import { useMoving } from "../lib/app";

/** Names the page and the window around it for as long as the component stands. */
export function nameWindow(title: () => string): void {
  const { backend } = useMoving();
  $effect(() => {
    document.title = title();
    void backend.windowTitle(document.title);
  });
}
