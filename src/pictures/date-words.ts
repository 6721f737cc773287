import type { Instant } from '../domain/instant.ts';

/** "21 November 2026, 17:42 UTC", in the reader's zone. */
export function dateWords(at: Instant, timezone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' },
    ...{ timeZone: timezone, timeZoneName: 'short' },
  });
  return format.format(at).replace(' at ', ', ');
}
