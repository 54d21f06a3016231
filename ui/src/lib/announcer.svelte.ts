/** What screen readers are told. `Frame.svelte` shows both texts in live regions that stand there from the start. */
export class Announcer {
  polite = $state("");
  urgent = $state("");

  /** Says something when the reader has finished. */
  announce(text: string): void {
    this.polite = differing(this.polite, text);
  }

  /** Says something at once; only for what cannot wait. */
  alert(text: string): void {
    this.urgent = differing(this.urgent, text);
  }
}

/** A live region speaks only when its text changes, so the same words twice need a difference nobody hears. */
function differing(before: string, text: string): string {
  return before === text ? `${text}\u00a0` : text;
}
