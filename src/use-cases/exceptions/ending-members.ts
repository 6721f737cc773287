import type { Exception } from '../../domain/exceptions/exception.ts';
import { may, type Verb, type Viewer } from '../../domain/rights.ts';
import type { BatchEnd } from '../batch-views.ts';
import type { Context } from '../context.ts';
import type { ServiceRecord } from '../ports.ts';
import { subjectOf } from '../resolve-viewer.ts';

/** More are never asked for at once. */
const MOST = 200;

/** One of those that end, or ended, together. */
export interface EndingMember {
  readonly exception: Exception;
  readonly record: ServiceRecord;
}

/** Those in force or over at whose services the viewer may do this now, in the order in which they were asked for. */
export async function endingMembers(
  { store, policy }: Pick<Context, 'store' | 'policy'>,
  viewer: Viewer,
  { batch, until }: BatchEnd,
  verb: Verb,
): Promise<readonly EndingMember[]> {
  const filter = { batch, states: ['approved', 'expired'] } as const;
  const { items } = await store.exceptions.list(filter, { offset: 0, limit: MOST });
  const together = items.filter((one) => one.until === until).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const records = await store.catalog.byKeys(together.map(({ serviceKey }) => serviceKey));
  return together.flatMap((exception) => {
    const record = records.get(exception.serviceKey);
    if (record === undefined || record.archivedAt !== null) return [];
    const subject = subjectOf(record, viewer, policy);
    return may(viewer, 'see-service', subject) && may(viewer, verb, subject) ? [{ exception, record }] : [];
  });
}
