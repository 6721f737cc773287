import { collectionProgressMessage } from '../views/collection-progress.ts';
import type { MessageKind } from './message.ts';

/** `{ run }`: the id of a kept run. The message moves along with it and ends as its summary. */
export const collectionProgress: MessageKind = {
  name: 'collection-progress',
  summary: 'How far a collection is that somebody asked for, to whoever asked',
  prefers: 'missing',
  async render({ subject }, { store, now }) {
    const run = await store.runs.read(String(subject.run));
    if (run === undefined) return null;
    const { done, failed, total, endedAt } = run;
    return {
      message: collectionProgressMessage(run, now),
      version: `${done} ${failed} ${total} ${endedAt ?? 'under way'}`,
    };
  },
  // Whoever cannot be reached does not wait for it.
  fallbacks: async () => [],
};
