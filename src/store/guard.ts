import type { Ports } from '../use-cases/ports.ts';
import { drizzleModule } from './drizzle-module.ts';

const { DrizzleQueryError } = drizzleModule('drizzle-orm');

export type Guard = <T>(call: () => Promise<T>) => Promise<T>;

/** The same ports, with each call made through the guard. */
export function guarded(ports: Ports, guard: Guard): Ports {
  const nouns = Object.entries(ports).map(([noun, port]) => {
    const verbs = Object.entries(port as Record<string, (...args: unknown[]) => Promise<unknown>>);
    return [noun, Object.fromEntries(verbs.map(([verb, call]) => [verb, throughGuard(call, guard)]))];
  });
  // Each noun and verb of the ports is there again, of the same type.
  return Object.fromEntries(nouns) as Ports;
}

function throughGuard(call: (...args: unknown[]) => Promise<unknown>, guard: Guard) {
  return (...args: unknown[]) => guard(() => call(...args));
}

/** drizzle's own error repeats statement and parameters in its message, and those are no matter for a log. */
export function plainError(error: unknown): unknown {
  return error instanceof DrizzleQueryError && error.cause !== undefined ? error.cause : error;
}
