/** The made-up company as the playground has it: real collectors, asked over HTTP, of local stand-ins. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { type App, openApp } from '../../src/app.ts';
import { type Config, readConfig } from '../../src/config.ts';
import type { Service } from '../../src/domain/catalog.ts';
import type { Instant } from '../../src/domain/instant.ts';
import { liveThrough } from '../../src/playground/outside/past.ts';
import { type Outside, openOutside } from '../../src/playground/outside.ts';
import { openPlayground } from '../../src/playground.ts';
import type { StoredEvaluation } from '../../src/use-cases/ports.ts';
import { type AdjustableClock, manualClock } from '../../src/workspace/clock.ts';
import { recordingLog } from './recording-log.ts';
import { type AtEnd, temporaryFolder } from './temporary-folder.ts';

export interface DemoAtWork {
  readonly app: App;
  readonly config: Config;
  readonly outside: Outside;
  readonly clock: AdjustableClock;
  readonly log: ReturnType<typeof recordingLog>;
  /** By id; evaluations by scorecard. */
  readonly services: ReadonlyMap<
    string,
    { readonly service: Service; readonly evaluations: ReadonlyMap<string, StoredEvaluation> }
  >;
  /** Where requests went that did not stay on this machine. */
  readonly elsewhere: readonly string[];
}

export interface DemoOptions {
  readonly atEnd: AtEnd;
  /** Of the database, where one is gone on with. Default: a new one. */
  readonly folder?: string;
  /** Default: the real one. */
  readonly home?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Opened, imported, collected and judged at that moment, like a playground's first start. */
export async function demoAtWork(
  now: Instant,
  { atEnd, folder = temporaryFolder({}, atEnd), home, environment = {} }: DemoOptions,
): Promise<DemoAtWork> {
  const hosts = new Set<string>();
  const elsewhere = watchRequests(atEnd, (host) => hosts.has(host));
  const env = { PATH: process.env.PATH, ...environment };
  const read = await readConfig(env, { cwd: folder, ...(home === undefined ? {} : { demoHome: home }) });
  const clock = manualClock(now);
  const outside = await openOutside({ config: read, clock });
  atEnd(() => outside.close());
  for (const host of outside.standIns.keys()) hosts.add(host);
  const config = { ...read, secrets: outside.secrets };
  const log = recordingLog();
  // Pauses between questions pass at once.
  const wait = async (ms: number) => clock.advance(ms);
  const database = `sqlite:${join(folder, 'demo.db')}`;
  const { standIns } = outside;
  const app = await openApp({ config, database, access: 'write', clock, log, wait, standIns });
  atEnd(() => app.close());
  outside.useSlack(async () =>
    openPlayground({
      catalog: await app.store.catalog.state(),
      ...{ config: { ...config, port: 0 }, clock, commands: [], unlike: outside.onSlack },
    }),
  );
  await app.importAtStart();
  await liveThrough(app.context, outside.past, clock);
  await app.settle();
  const { services: records } = await app.store.catalog.state();
  const found = await app.store.evaluations.of(records.map(({ key }) => key));
  const judged = records.map(({ key, service }) => {
    const evaluations = new Map((found.get(key) ?? []).map((one) => [one.scorecard, one]));
    return [service.id, { service, evaluations }] as const;
  });
  return { app, config, outside, clock, log, elsewhere, services: new Map(judged) };
}

/** Node's `fetch` and the library that it is made of tell of each request before it is sent. */
function watchRequests(atEnd: AtEnd, isHere: (host: string) => boolean): readonly string[] {
  const elsewhere: string[] = [];
  const note = (message: unknown) => {
    const { origin } = (message as { readonly request: { readonly origin: string } }).request; // As undici documents it.
    const { hostname } = new URL(origin);
    if (hostname !== '127.0.0.1' && !isHere(hostname)) elsewhere.push(origin);
  };
  const noteConnection = (message: unknown) => {
    const { remoteAddress } = (message as { readonly socket: Socket }).socket; // Likewise.
    if (remoteAddress !== '127.0.0.1') elsewhere.push(String(remoteAddress));
  };
  subscribe('undici:request:create', note);
  subscribe('undici:client:connected', noteConnection);
  atEnd(() => void unsubscribe('undici:request:create', note));
  atEnd(() => void unsubscribe('undici:client:connected', noteConnection));
  return elsewhere;
}
