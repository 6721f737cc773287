import type { App } from '../app.ts';
import type { Config } from '../config.ts';
import { failpoint } from '../domain/failpoint.ts';
import { FAMILIES } from '../http/measured/families.ts';
import type { Metric } from '../http/route.ts';
import { heatMap } from '../pictures/heat-map.ts';
import { createPainter } from '../pictures/painter.ts';
import type { SlackOptions } from '../slack/bolt.ts';
import { createDelivery, type Delivery } from '../slack/delivery.ts';
import { messageKinds } from '../slack/messages/index.ts';
import { initiativeToTell } from '../use-cases/initiatives/show-initiative.ts';
import type { Log } from '../use-cases/log.ts';
import { nudgeReaders } from '../use-cases/nudging/others-to-tell.ts';
import { mapToTell } from '../use-cases/pictures/map-to-tell.ts';
import { batchToTell } from '../use-cases/tell-batch.ts';
import { exceptionToTell } from '../use-cases/tell-exception.ts';
import { upkeepReaders } from '../use-cases/upkeep/upkeep-readers.ts';

/** The sender of what the app queues. Start it once the workspace is known to be the database's own. */
export function outboxOver(
  { app, log }: { readonly app: App; readonly log: Log },
  credentials: SlackOptions['credentials'],
  { failAt }: Pick<Config, 'failAt'>,
  database: string,
): Delivery {
  const { store, policy, collecting, clock } = app.context;
  const paint = createPainter();
  return createDelivery({
    credentials,
    kinds: messageKinds,
    store,
    deps: {
      policy,
      exception: (id) => exceptionToTell(app.context, id),
      batch: (id, concerns) => batchToTell(app.context, id, concerns),
      nudges: nudgeReaders(app.context),
      upkeep: upkeepReaders(app.context),
      pictures: {
        map: (channel) => mapToTell(app.context, channel),
        paintMap: (map) => paint(heatMap(map, 'light')),
      },
      initiative: (id) => initiativeToTell(app.context, id),
      vendorOf: (name) =>
        collecting.collectors.find(({ source }) => source.collector === name)?.vendor ?? name,
    },
    // SQLite's lock keeps a second bot away; of Postgres there may be replicas.
    alone: database.startsWith('sqlite:'),
    clock,
    log,
    reached: failpoint(failAt, () => process.kill(process.pid, 'SIGKILL')),
  });
}

export async function outboxMetric({ store }: App): Promise<Metric> {
  const counts = await store.messages.counts();
  return {
    ...FAMILIES.outbox,
    samples: Object.entries(counts).map(([state, value]) => ({ labels: { state }, value })),
  };
}
