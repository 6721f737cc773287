import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import type { Config } from '../config.ts';
import type { CatalogReading } from '../domain/catalog.ts';
import { type Instant, MINUTE } from '../domain/instant.ts';
import { discoverCatalog, readCatalog, sources, withoutDiscovery } from '../sources/index.ts';
import { filesFingerprint } from '../sources/reading/files-fingerprint.ts';
import { type ImportReport, type ImportRequest, importCatalog } from '../use-cases/import-catalog.ts';
import type { Clock, StorePort } from '../use-cases/ports.ts';

/** What the catalog's files and the policy were when they were last taken over without a mistake. */
const LAST_READ = 'catalog files';
/** When GitHub was last asked for services, and from when it wants to be asked again. */
const LAST_DISCOVERY = 'catalog discovery';
/** Organisations are asked by the hourly job, unless something else has just done so. */
const DISCOVERY_INTERVAL = 50 * MINUTE;
/** What is not there today is asked for again, whatever the files are. */
const ASKED = sources.flatMap((source) => ('discover' in source ? [source.name] : []));

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

  async function take(
    { found = () => {}, ...request }: Request & { readonly found?: (services: number) => void },
    whether: 'discover' | 'files only',
  ): Promise<ImportReport> {
    const readings = [
      ...(await readCatalog(organisation.catalog, home)),
      ...(whether === 'discover'
        ? await discover(importing, request.dryRun === true)
        : [withoutDiscovery(organisation.discovery)]),
    ];
    found(readings.reduce((sum, { services }) => sum + services.length, 0));
    const around = { store, clock, policy: organisation, newKey: uuidv7 };
    const names = sources.map(({ name }) => name);
    return importCatalog(around, { ...request, readings, sources: names, people: organisation.people });
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
    const isRead = now !== undefined && (await store.marks.read(LAST_READ)) === now;
    if (isRead && !isDiscoveryDue) return 'unchanged';
    const report = await take(request, isDiscoveryDue ? 'discover' : 'files only');
    if (now !== undefined && report.rejected.every(({ origin }) => ASKED.includes(origin.source)))
      await store.marks.write(LAST_READ, now);
    return report;
  }

  return {
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
