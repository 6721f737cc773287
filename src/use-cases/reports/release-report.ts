import { randomBytes } from 'node:crypto';
import { UserError } from '../../domain/errors.ts';
import { checkRelease, type ReleaseReport } from '../../domain/release-check.ts';
import { may, type Viewer } from '../../domain/rights.ts';
import type { Context } from '../context.ts';
import { refuseStrangers } from '../reachable-service.ts';
import type { SavedRelease } from '../report-views.ts';
import { subjectOf } from '../resolve-viewer.ts';
import type { SavedReport } from '../upkeep-ports.ts';
import { releaseCandidates } from './release-candidates.ts';
import { releaseScope } from './release-scope.ts';

const KIND = 'release';

/** Checks a release and saves what came of it. Throws a `UserError` where something named is not there for the viewer. */
export async function checkReleaseNow(
  context: Context,
  viewer: Viewer,
  words: string,
): Promise<SavedRelease> {
  refuseStrangers(viewer);
  const { title, services } = await releaseScope(context, viewer, words);
  const now = context.clock.now();
  const report = checkRelease(title, await releaseCandidates(context, services, now), now);
  const saved = { id: newId(), byName: viewer.name, report };
  await context.store.upkeep.saveReport({
    ...{ id: saved.id, kind: KIND, title, by: viewer.id, byName: viewer.name, at: now },
    content: { report },
  });
  return saved;
}

/** Shows a saved one. Whoever may not see one of its services is told that there is no such report: none has parts. */
export async function showRelease(context: Context, viewer: Viewer, words: string): Promise<SavedRelease> {
  refuseStrangers(viewer);
  const id = words.trim().toLowerCase();
  if (id === '')
    throw new UserError('Say which: `/ready report show ID`. The ID stands below each release check.');
  const found = await context.store.upkeep.report(id);
  const report = found === undefined ? undefined : reportOf(found);
  if (found === undefined || report === undefined || !(await seesAll(context, viewer, report)))
    throw new UserError(
      `There is no saved report “${words.trim()}”. \`/ready report release SERVICE\` makes one.`,
    );
  return { id, byName: found.byName, report };
}

function reportOf({ kind, content }: SavedReport): ReleaseReport | undefined {
  const { report } = content;
  if (kind !== KIND || typeof report !== 'object' || report === null || Array.isArray(report))
    return undefined;
  // As `checkReleaseNow` wrote it.
  return report as unknown as ReleaseReport;
}

/** By the rights of this moment, also of services that have been archived since. */
async function seesAll(
  { store, policy }: Pick<Context, 'store' | 'policy'>,
  viewer: Viewer,
  { services }: ReleaseReport,
): Promise<boolean> {
  const records = await store.catalog.byKeys(services.map(({ key }) => key));
  return services.every(({ key }) => {
    const record = records.get(key);
    return may(viewer, 'see-service', record === undefined ? undefined : subjectOf(record, viewer, policy));
  });
}

/** Letters that nobody takes for one another. */
const LETTERS = '23456789abcdefghjkmnpqrstuvwxyz';
const LENGTH = 8;

/** One of 8 × 10¹¹: no two are the same, and none is found by trying. */
function newId(): string {
  // 248 is the most of 31 that a byte holds: what lies above would favour the first letters.
  const even = [...randomBytes(8 * LENGTH)].filter((byte) => byte < 248);
  return even
    .slice(0, LENGTH)
    .map((byte) => LETTERS[byte % LETTERS.length])
    .join('');
}
