import { hash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import type { Config } from '../config.ts';
import type { CatalogReading } from '../domain/catalog.ts';
import { UserError } from '../domain/errors.ts';
import { type Instant, MINUTE } from '../domain/instant.ts';
import { discoverCatalog, readCatalog, sources, withoutDiscovery } from '../sources/index.ts';
import { filesFingerprint } from '../sources/reading/files-fingerprint.ts';
import { slack } from '../sources/slack.ts';
import { type ImportReport, type ImportRequest, importCatalog } from '../use-cases/import-catalog.ts';
import type { Clock, StorePort } from '../use-cases/ports.ts';
import type { CatalogEdit } from '../use-cases/upkeep-ports.ts';

/** What the catalog's files and the policy were when they were last taken over without a mistake. */
const LAST_READ = 'catalog files';
/** When GitHub was last asked for services, and from when it wants to be asked again. */
const LAST_DISCOVERY = 'catalog discovery';
/** Which of what was said in Slack was last taken over. */
const LAST_SAID = 'catalog edits';
/** Organisations are asked by the hourly job, unless something else has just done so. */
const DISCOVERY_INTERVAL = 50 * MINUTE;
/** What is not there today is asked for again, whatever the files are. */
const ASKED = sources.flatMap((source) => ('discover' in source ? [source.name] : []));

/** Whatever is wrong there, the files are read. */
const TAKEN_ANYWAY = [...ASKED, slack.name];
const MOST_TRIES = 5;

export interface ImportHome {
  /** Reads the catalog's files, asks where else it is found, and takes it all over. */
  readonly importCatalog: (request: Request) => Promise<ImportReport>;
  /**
   * The same at a start, or `unchanged` where the files are those that were last taken over. What is found elsewhere
   * is waited for only where nothing was ever found there.
   */
  readonly importAtStart: (found?: (services: number) => void) => Promise<ImportReport | 'unchanged'>;
  /** The same while the bot runs: files that were altered, and what is found elsewhere once an hour. */
  readonly importDue: () => Promise<ImportReport | 'unchanged'>;
  /** Takes over what was said in Slack, and leaves all else as it is. */
  readonly importSaid: (act: NonNullable<ImportRequest['act']>) => Promise<ImportReport>;
  /** Whether entries of this source are found rather than written. */
  readonly yields: (source: string) => boolean;
}

type Request = Pick<ImportRequest, 'by' | 'confirm' | 'dryRun'>;

export interface Importing {
  readonly config: Pick<Config, 'home' | 'organisation' | 'secrets'>;
  readonly store: StorePort;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

interface Discovery {
  readonly at: Instant;
  readonly notBefore: Instant;
}

export function bindImport(importing: Importing): ImportHome {
  const { config, store, clock } = importing;
  const { organisation, home } = config;
  const discovers = organisation.discovery.length > 0;
  const around = { store, clock, policy: organisation, newKey: uuidv7 };
  const given = { people: organisation.people, yielding: ASKED };

  async function take(
    { found = () => {}, ...request }: Request & { readonly found?: (services: number) => void },
    whether: 'discover' | 'files only',
  ): Promise<ImportReport> {
    const said = await store.upkeep.edits();
    const readings = [
      ...(await readCatalog(organisation.catalog, home)),
      slack.read(said),
      ...(whether === 'discover'
        ? await discover(importing, request.dryRun === true)
        : [withoutDiscovery(organisation.discovery)]),
    ];
    found(readings.reduce((sum, { services }) => sum + services.length, 0));
    const names = sources.map(({ name }) => name);
    const report = await importCatalog(around, { ...given, ...request, readings, sources: names });
    if (request.dryRun !== true) await store.marks.write(LAST_SAID, markOf(said));
    return report;
  }

  async function importSaid(
    act: NonNullable<ImportRequest['act']>,
    tries = MOST_TRIES,
  ): Promise<ImportReport> {
    const said = await store.upkeep.edits();
    const readings = [slack.read(said), await groupsAsKept(store)];
    try {
      // Nothing but what stands in Slack can go, and somebody just said so.
      const request = { by: act.id, act, confirm: true, readings, sources: [slack.name] };
      const report = await importCatalog(around, { ...given, ...request });
      await store.marks.write(LAST_SAID, markOf(said));
      return report;
    } catch (error) {
      // Somebody else changed the catalog meanwhile: this time it is read as it is by then.
      if (tries > 1 && error instanceof UserError) return importSaid(act, tries - 1);
      throw error;
    }
  }

  /** Undefined where it can't be told. */
  async function mark(): Promise<string | undefined> {
    const files = await filesFingerprint(organisation.catalog, home);
    return files === undefined ? undefined : `${files} ${JSON.stringify(organisation)}`;
  }

  async function takeChanged(
    request: Parameters<typeof take>[0],
    isDiscoveryDue: boolean,
  ): Promise<ImportReport | 'unchanged'> {
    const now = await mark();
    const isSaid =
      ((await store.marks.read(LAST_SAID)) ?? NOTHING_SAID) === markOf(await store.upkeep.edits());
    const isRead = isSaid && now !== undefined && (await store.marks.read(LAST_READ)) === now;
    if (isRead && !isDiscoveryDue) return 'unchanged';
    const report = await take(request, isDiscoveryDue ? 'discover' : 'files only');
    if (now !== undefined && report.rejected.every(({ origin }) => TAKEN_ANYWAY.includes(origin.source)))
      await store.marks.write(LAST_READ, now);
    return report;
  }

  return {
    importSaid: (act) => importSaid(act),
    yields: (source) => ASKED.includes(source),
    importCatalog: (request) => take(request, 'discover'),
    async importAtStart(found) {
      const isFirst = discovers && (await lastDiscovery(store)) === undefined;
      return takeChanged({ by: 'start', confirm: false, ...(found ? { found } : {}) }, isFirst);
    },
    async importDue() {
      const { at, notBefore } = (await lastDiscovery(store)) ?? { at: 0, notBefore: 0 };
      const now = clock.now();
      const { pausedUntil } = (await store.collections.states()).get('github') ?? {};
      const isDue = now >= at + DISCOVERY_INTERVAL && now >= Math.max(notBefore, pausedUntil ?? 0);
      return takeChanged({ by: 'schedule', confirm: false }, discovers && isDue);
    },
  };
}

/** Teams and systems say nothing of their origin, so those that nobody reads this time are said to be as they are. */
async function groupsAsKept(store: StorePort): Promise<CatalogReading> {
  const [teams, systems] = await Promise.all([store.catalog.teams(), store.catalog.systems()]);
  const origin = { source: slack.name };
  return {
    ...{ services: [], people: [], rejections: [], skipped: [] },
    teams: teams.map((entry) => ({ entry, origin })),
    systems: systems.map((entry) => ({ entry, origin })),
  };
}

function markOf(said: readonly CatalogEdit[]): string {
  return hash(
    'sha256',
    JSON.stringify(said.map(({ id, at, fields, archived }) => [id, at, fields, archived])),
  );
}

const NOTHING_SAID = markOf([]);

async function discover(
  { config, store, clock, signal }: Importing,
  isTrial: boolean,
): Promise<readonly CatalogReading[]> {
  const { organisation, secrets } = config;
  if (organisation.discovery.length === 0) return [];
  const found = await discoverCatalog(organisation.discovery, {
    secrets,
    people: organisation.people,
    clock,
    signal,
    wait: (ms, until) => sleep(ms, undefined, { signal: until }),
  });
  if (isTrial) return found.map(({ reading }) => reading);
  const isWhole = found.every(({ reading }) => reading.rejections.every(({ id }) => id !== undefined));
  const before = await lastDiscovery(store);
  const notBefore = Math.max(0, ...found.map((one) => one.notBefore ?? 0));
  // What failed is tried again at the next occasion.
  await store.marks.write(
    LAST_DISCOVERY,
    JSON.stringify({ at: isWhole ? clock.now() : (before?.at ?? 0), notBefore }),
  );
  return found.map(({ reading }) => reading);
}

async function lastDiscovery(store: StorePort): Promise<Discovery | undefined> {
  const written = await store.marks.read(LAST_DISCOVERY);
  return written === undefined ? undefined : JSON.parse(written);
}
