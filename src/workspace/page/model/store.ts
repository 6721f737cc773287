/** Holds one value and says when it has been replaced. */
export type Store<T> = {
  get: () => T;
  /** Replaces the given parts; does nothing when the change is empty. */
  change: (next: (value: T) => Partial<T>) => void;
  subscribe: (listener: () => void) => void;
};

export function createStore<T extends object>(first: T): Store<T> {
  const listeners: (() => void)[] = [];
  let value = first;
  return {
    get: () => value,
    change(next) {
      const changes = next(value);
      if (Object.keys(changes).length === 0) return;
      value = { ...value, ...changes };
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.push(listener);
    },
  };
}
