/** Where a test lets the process die: at the `nth` step of that name, or of that family (`outbox` of `outbox.claimed`). */
export interface FailAt {
  readonly name: string;
  readonly nth: number;
}

/** Called at every step after which a death must lose and repeat nothing. */
export type Failpoint = (step: string) => void;

/** Dies where it is told to; without that a step costs nothing. */
export function failpoint(at: FailAt | null, die: () => void): Failpoint {
  if (at === null) return () => {};
  let left = at.nth;
  return (step) => {
    if (step !== at.name && !step.startsWith(`${at.name}.`)) return;
    left -= 1;
    if (left === 0) die();
  };
}
