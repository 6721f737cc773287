/** A mistake at an offset of the text, before it has a file, a line and a column. */
export interface Complaint {
  readonly offset: number;
  /** Without a full stop. */
  readonly message: string;
  readonly remedy?: string;
  /** The rest of the text cannot be trusted: what follows would only be an echo of this mistake. */
  readonly severe?: boolean;
}
