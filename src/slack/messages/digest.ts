import { DAY } from '../../domain/instant.ts';
import { hasThread, readKept } from '../../use-cases/digests/kept-digest.ts';
import { subjectKey } from '../../use-cases/subject-key.ts';
import { digestMessage } from '../views/digest.ts';
import type { About, MessageDeps, MessageKind } from './message.ts';

/** A week's news are none the week after. */
const STALE = 3 * DAY;

/** `{ digest }`: as it was made, however late it is looked at again. */
export const digest: MessageKind = {
  name: 'digest',
  summary: "A week's movement, to a team's channel or the organisation's",
  prefers: 'missing',
  async render(about, deps) {
    const record = await deps.store.digests.byId(String(about.subject.digest));
    const kept = record && readKept(record);
    if (record === undefined || kept === undefined) return null;
    if (deps.now - record.madeAt > STALE && !(await stands(about, deps))) return null;
    const { channel } = record;
    return {
      message: digestMessage(kept, { channel, hasThread: hasThread(kept) }),
      version: String(record.madeAt),
    };
  },
  // What a channel that cannot be reached would have read is nobody else's.
  fallbacks: async () => [],
};

async function stands({ subject }: About, { store }: MessageDeps): Promise<boolean> {
  return (await store.messages.sent('digest', subjectKey(subject))).length > 0;
}
