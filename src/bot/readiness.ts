import type { App } from '../app.ts';
import type { ReadyPart } from '../http/route.ts';
import type { Slack } from '../slack/bolt.ts';
import type { Delivery } from '../slack/delivery.ts';
import { type FirstStart, saysStage } from '../use-cases/first-start.ts';

/** What `/readyz` tells. A first start is no reason to keep requests away: whoever asks is told how far it is. */
export async function readiness(
  { store }: App,
  slack: Slack,
  first: FirstStart,
  outbox: Pick<Delivery, 'state'>,
): Promise<readonly ReadyPart[]> {
  const stage = first.stage();
  return [
    await store.ping().then(
      () => ({ name: 'database' }),
      (error: unknown) => ({
        name: 'database',
        reason: error instanceof Error ? error.message : String(error),
      }),
    ),
    // They are applied before anything listens; a newer schema refuses the start.
    { name: 'migrations' },
    { name: 'catalog', ...(stage === null ? {} : { note: saysStage(stage) }) },
    slackPart(slack, outbox),
  ];
}

function slackPart(slack: Slack, outbox: Pick<Delivery, 'state'>): ReadyPart {
  const { connected, revoked } = slack.state();
  if (revoked) return { name: 'slack', reason: 'The app was uninstalled, or its token revoked.' };
  const { refused } = outbox.state();
  if (refused !== null) return { name: 'slack', reason: `Slack takes no messages: it answers “${refused}”.` };
  return connected ? { name: 'slack' } : { name: 'slack', reason: 'Not connected to Slack.' };
}
