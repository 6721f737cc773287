import { placesOf } from '../../use-cases/exceptions/exception-intents.ts';
import { batchOutcome } from '../views/exception-batch.ts';
import { batchVersion, toldBatch } from './exception/told-batch.ts';
import type { MessageKind } from './message.ts';

/** `{ batch }`: of those that are told in this channel what was decided; it is changed in place as more is. */
export const exceptionBatchOutcome: MessageKind = {
  name: 'exception-batch-outcome',
  summary:
    'What was decided about an exception for many services: in their channels and that of exceptions, once in each',
  prefers: 'missing',
  async render(about, deps) {
    const { audience } = about;
    const teams = await deps.store.catalog.teams();
    const view = await toldBatch(
      about,
      deps,
      (one, record) =>
        (one.state === 'denied' || one.from !== null || one.end !== null) &&
        audience.kind === 'channel' &&
        placesOf(record, teams, deps.policy).channels.some(
          (place) => place.kind === 'channel' && place.channel === audience.channel,
        ),
    );
    return view === null
      ? null
      : { message: batchOutcome(view, { mine: false }), version: batchVersion(view) };
  },
  // It is public elsewhere: `/ready exceptions`, the cards.
  fallbacks: async () => [],
};
