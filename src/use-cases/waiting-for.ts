import type { Instant } from '../domain/instant.ts';

/** "GitHub asks us to wait until 14:05", in the time of who reads it. */
export function waitingFor(vendor: string, until: Instant, timeZone: string): string {
  const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone }).format(until);
  return `${vendor} asks us to wait until ${time}${timeZone === 'UTC' ? ' UTC' : ''}`;
}
