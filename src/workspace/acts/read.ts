import { announce } from '../happenings.ts';
import type { Slack } from '../slack.ts';
import { actor, conversationAt } from './act.ts';

/** Somebody has read a conversation up to `ts`. Reading never un-reads what was read before. */
export function markRead(slack: Slack, act: { as: string; channel: string; ts: string }): { ok: true } {
  const person = actor(slack, act.as);
  const { id } = conversationAt(slack, person, act.channel);
  const marks = slack.read.get(person.id) ?? new Map<string, string>();
  if (Number(act.ts) > Number(marks.get(id) ?? 0)) marks.set(id, act.ts);
  slack.read.set(person.id, marks);
  announce(slack, { kind: 'read', user: person.id, channel: id });
  return { ok: true };
}
