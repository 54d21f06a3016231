/** One thing to correct, and the field where it is corrected. */
export interface Summed {
  text: string;
  /** The id of the field. */
  field: string;
}

/** The one button that carries the screen forward; it is never dead. */
export interface Primary {
  label: string;
  run: () => void;
  testid?: string;
}
