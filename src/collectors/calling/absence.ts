import type { Answer } from '../collector.ts';

/** The vendor answered, or need not be asked, and there is nothing: a fact, with what to add where. */
export function absence(reason: string): Answer {
  return { value: {}, absent: [{ path: '', reason }] };
}
