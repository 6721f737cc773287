import { randomBytes } from 'node:crypto';
import type { Slack } from './slack.ts';

/** The next message timestamp: the clock's time, and always later than any before. */
export function nextTs(slack: Slack): string {
  slack.lastTs = Math.max(slack.clock.now() * 1000, slack.lastTs + 1);
  return formatTs(slack.lastTs);
}

/** An id such as `V01`, unique in this workspace. */
export function nextId(slack: Slack, prefix: string): string {
  slack.lastId += 1;
  return `${prefix}${slack.lastId.toString(36).toUpperCase().padStart(6, '0')}`;
}

/** What nobody can guess: tickets, secrets in URLs. */
export const secret = (): string => randomBytes(12).toString('hex');

/** Whole seconds of the clock, as Slack writes most instants. */
export const seconds = (slack: Slack): number => Math.floor(slack.clock.now() / 1000);

function formatTs(microseconds: number): string {
  const whole = Math.floor(microseconds / 1_000_000);
  return `${whole}.${String(microseconds % 1_000_000).padStart(6, '0')}`;
}
