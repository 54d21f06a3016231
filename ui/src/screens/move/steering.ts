/** What the picture of a running copy or backup needs: whose words it uses, its bars, and what its buttons do. */
import type { PersonProgress } from "../../lib/backend/backend";
import type { CopyView } from "../../lib/copy-view.svelte";

export interface Steering {
  /** The first part of its words and test ids. */
  readonly stem: "copy" | "backup";
  readonly view: CopyView;
  /** Bytes a second that are allowed at most, or null. */
  readonly maxRate: number | null;
  pause: () => unknown;
  resume: () => unknown;
  stop: () => unknown;
  /** Pauses what runs and continues what is paused. */
  toggle: () => void;
  /** Opens the panel of a person. */
  open: (person: PersonProgress) => void;
}
