/** Dice that fall the same way in every run. */
export interface Dice {
  /** From 0 to below 1. */
  readonly next: () => number;
  readonly below: (end: number) => number;
  readonly happens: (chance: number) => boolean;
  /** How long until something that comes about every `mean` on average. */
  readonly wait: (mean: number) => number;
}

/** Mulberry32. */
export function dice(seed: number): Dice {
  let state = seed | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    below: (end) => Math.floor(next() * end),
    happens: (chance) => next() < chance,
    wait: (mean) => -Math.log(1 - next()) * mean,
  };
}
