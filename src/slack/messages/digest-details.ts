import { readKept } from '../../use-cases/digests/kept-digest.ts';
import { digestDetails } from '../views/digest-details.ts';
import type { MessageKind } from './message.ts';

/** `{ digest }`: all that the short message has no room for. */
export const digestDetailsKind: MessageKind = {
  name: 'digest-details',
  summary: 'What a digest has no room for, in its thread',
  prefers: 'missing',
  inThreadOf: 'digest',
  async render({ subject }, { store }) {
    const record = await store.digests.byId(String(subject.digest));
    const kept = record && readKept(record);
    if (record === undefined || kept === undefined) return null;
    return { message: digestDetails(kept), version: String(record.madeAt) };
  },
  fallbacks: async () => [],
};
