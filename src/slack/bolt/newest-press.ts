/** Which press each modal shows, so that an answer that comes late never covers that of a later press. */
export interface NewestPress {
  /** True unless the view shows, or is about to show, the answer to a later press; from now on it shows this one. */
  readonly claim: (viewId: string, pressedAt: number) => boolean;
}

const MOST_VIEWS = 5_000;

export function createNewestPress(): NewestPress {
  const shown = new Map<string, number>();
  return {
    claim(viewId, pressedAt) {
      if ((shown.get(viewId) ?? 0) > pressedAt) return false;
      shown.delete(viewId);
      shown.set(viewId, pressedAt);
      for (const oldest of shown.keys()) if (shown.size > MOST_VIEWS) shown.delete(oldest);
      return true;
    },
  };
}
