/** One tick of reminders from planning to Slack: what a process does that may die at any step of it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '../../src/app.ts';
import { createDelivery } from '../../src/slack/delivery.ts';
import { nudge } from '../../src/slack/messages/nudge.ts';
import { nudgeReaders } from '../../src/use-cases/nudging/others-to-tell.ts';
import type { Profiles } from '../../src/use-cases/nudging/profiles.ts';
import { planNudges } from '../../src/use-cases/plan-nudges.ts';
import { NO_PICTURES } from './literal-map.ts';
import { NO_UPKEEP } from './literal-upkeep.ts';

/** Whoever is named is there. */
export const EVERYBODY: Profiles = {
  async of(person) {
    const name = person.split('@')[0] ?? person;
    return { id: `U${name.toUpperCase()}`, name, timezone: 'Europe/London', away: false, active: true };
  },
};

export interface SlackSide {
  readonly apiUrl: string;
  readonly botToken: string;
}

/** @param pass moves on a clock that stands still by itself */
export async function planAndSend(
  app: App,
  credentials: SlackSide,
  pass: (ms: number) => void = () => {},
): Promise<void> {
  const { store, clock, policy } = app.context;
  app.context.planning.settle();
  await planNudges(app.context, clock.now());
  const delivery = createDelivery({
    ...{ credentials, kinds: [nudge], store, alone: true, clock, reached: app.context.reached },
    deps: {
      ...{
        policy,
        vendorOf: (collector) => collector,
        nudges: nudgeReaders(app.context),
        upkeep: NO_UPKEEP,
        pictures: NO_PICTURES,
      },
      ...{ exception: async () => null, batch: async () => null, initiative: async () => null },
    },
    log: { debug() {}, info() {}, warn() {}, error: (fields, event) => console.error(event, fields) },
  });
  await delivery.start();
  for (let left = 1; left > 0; await sleep(10)) {
    const { pending, sending, ambiguous } = await store.messages.counts();
    left = pending + sending + ambiguous;
    pass(1_000);
  }
  await delivery.stop();
}
