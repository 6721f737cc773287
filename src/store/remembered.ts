/**
 * Loads once for each revision. The revision is read before what it stands for, so what is remembered is never
 * older than its revision; newer does no harm, since the next call sees the newer revision and loads again.
 */
export function remembered<T>(revision: () => Promise<number>, load: () => Promise<T>): () => Promise<T> {
  let known: { readonly revision: number; readonly value: Promise<T> } | undefined;
  return async () => {
    const current = await revision();
    if (known?.revision === current) return known.value;
    // A query of drizzle's is no promise: each `await` of it would ask the database again.
    const value = Promise.resolve(load());
    known = { revision: current, value };
    value.catch(() => {
      if (known?.value === value) known = undefined;
    });
    return value;
  };
}
