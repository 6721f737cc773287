/** Trigger ids: the right to open one modal, for three seconds after a person did something. */
import { secret } from './ids.ts';
import type { Slack, Trigger } from './slack.ts';
import { orRefuse, SlackError } from './slack-error.ts';

const VALID_MS = 3_000;

/** A fresh trigger id for what `user` just did. */
export function issueTrigger(slack: Slack, by: Pick<Trigger, 'user' | 'channel' | 'viewId'>): string {
  const id = `${slack.clock.now()}.${slack.triggers.size + 1}.${secret()}`;
  slack.triggers.set(id, { ...by, at: slack.clock.now(), used: false });
  return id;
}

/** Uses it up. Throws `invalid_trigger_id`, `expired_trigger_id` or `exchanged_trigger_id`. */
export function useTrigger(slack: Slack, id: string): Trigger {
  const trigger = orRefuse(slack.triggers.get(id), 'invalid_trigger_id');
  if (trigger.used) throw new SlackError('exchanged_trigger_id');
  if (slack.clock.now() - trigger.at > VALID_MS) throw new SlackError('expired_trigger_id');
  trigger.used = true;
  return trigger;
}
