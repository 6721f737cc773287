/** The outbox's sender as a process of its own: sends what is queued, then ends. Dies where FAIL_AT says. */

import { readFailAt } from '../../src/documents/fail-at.ts';
import { failpoint } from '../../src/domain/failpoint.ts';
import { createDelivery } from '../../src/slack/delivery.ts';
import { openStore } from '../../src/store/open-store.ts';
import { NO_PICTURES } from './literal-map.ts';
import { NO_NUDGES } from './literal-nudges.ts';
import { NO_UPKEEP } from './literal-upkeep.ts';
import { note, order, POLICY } from './message-kinds.ts';

const {
  DATABASE_URL = '',
  SLACK_API_URL: apiUrl = '',
  SLACK_BOT_TOKEN: botToken = '',
  FAIL_AT,
} = process.env;
const store = await openStore(DATABASE_URL);
const delivery = createDelivery({
  credentials: { botToken, apiUrl },
  kinds: [{ ...note, fallbacks: async () => [] }, order],
  store,
  deps: {
    policy: POLICY,
    vendorOf: (collector) => collector,
    exception: async () => null,
    batch: async () => null,
    nudges: NO_NUDGES,
    upkeep: NO_UPKEEP,
    pictures: NO_PICTURES,
    initiative: async () => null,
  },
  alone: true,
  clock: { now: Date.now },
  log: { debug() {}, info() {}, warn() {}, error: (fields, event) => console.error(event, fields) },
  reached: failpoint(readFailAt(FAIL_AT, null, []), () => process.kill(process.pid, 'SIGKILL')),
});
await delivery.start();
while (await isWaiting()) await new Promise((resolve) => setTimeout(resolve, 20));
await delivery.stop();
await store.close();

async function isWaiting(): Promise<boolean> {
  const { pending, sending, ambiguous } = await store.messages.counts();
  return pending + sending + ambiguous > 0;
}
