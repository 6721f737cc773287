/** Under way at the same time; the caller bears as many. */
const A_FEW = 4;

/**
 * Like `Promise.all` over `items.map(work)`, a few at a time: the first failure ends it, so that a vendor that is down
 * is not asked about each of a thousand services.
 */
export async function fewAtATime<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  for (let from = 0; from < items.length; from += A_FEW) {
    results.push(...(await Promise.all(items.slice(from, from + A_FEW).map(work))));
  }
  return results;
}
