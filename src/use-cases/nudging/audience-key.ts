import type { Audience } from '../message-ports.ts';

/** `person:U1` or `channel:#pay`: whom the log of reminders is about. */
export function audienceKey(audience: Audience): string {
  return audience.kind === 'person' ? `person:${audience.person}` : `channel:${audience.channel}`;
}
