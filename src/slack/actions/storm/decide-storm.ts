/** Sending and discarding differ in a word. */
import { UserError } from '../../../domain/errors.ts';
import type { Answer } from '../../views/answer.ts';
import { jobsMessage } from '../../views/jobs.ts';
import { readStorm } from '../../views/nudge-target.ts';
import { stormMessage } from '../../views/storm.ts';
import type { ActionContext } from '../action.ts';

/** The admins' messages follow by themselves; who pressed on the list of jobs, or was too late, reads it there. */
export async function decideStorm(
  value: string,
  decision: 'send' | 'discard',
  { verbs, viewer, now }: ActionContext,
): Promise<Answer> {
  const target = readStorm(value);
  if (target === undefined)
    throw new UserError('That button is from an older message. `/ready admin jobs` shows what is held.');
  const storm = await verbs.nudges.decideStorm(viewer, target.id, decision);
  if (target.onJobs) return { kind: 'in-place', message: jobsMessage(await verbs.nudges.jobs(viewer), now) };
  const done = storm.state === (decision === 'send' ? 'sent' : 'discarded');
  return done ? { kind: 'nothing' } : { kind: 'private', message: stormMessage(storm, now) };
}
