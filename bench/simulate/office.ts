/** The bot's own side: the real app over a real home, whose collectors ask the made-up vendors what the year wants. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type App, openApp } from '../../src/app.ts';
import { type Answers, type Collector, defineCollector } from '../../src/collectors/collector.ts';
import { readConfig } from '../../src/config.ts';
import { ExternalServiceError } from '../../src/domain/errors.ts';
import type { Instant } from '../../src/domain/instant.ts';
import { askCollector, type Finding } from '../../src/use-cases/ask-collector.ts';
import type { Directory } from '../../src/use-cases/exception-views.ts';
import { keepFindings } from '../../src/use-cases/keep-findings.ts';
import type { Profiles } from '../../src/use-cases/nudging/profiles.ts';
import type { Clock, ServiceRecord } from '../../src/use-cases/ports.ts';
import { factsOf, idOf, numberOf, READY_YML, RULES, SERVICES, VENDORS, type Vendor } from './company.ts';
import type { Fate } from './fate.ts';
import { lastTurn } from './vendor-turns.ts';

export interface Office {
  readonly app: () => App;
  readonly keyOf: (service: number) => string;
  readonly numberOf: (key: string) => number;
  readonly write: (path: string, text: string) => void;
  readonly importCatalog: () => Promise<void>;
  /** Asks every vendor about these services, keeps what they say and judges it. */
  readonly ask: (services: readonly number[]) => Promise<void>;
  /** Closes the app and opens it again, as a restart does. */
  readonly reopen: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const AT_ONCE = 50;

export async function openOffice(
  files: Readonly<Record<string, string>>,
  { fate, clock, profiles }: { readonly fate: Fate; readonly clock: Clock; readonly profiles: Profiles },
): Promise<Office> {
  // In memory where there is such a place: what a disk takes to write is other benches' matter.
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'ready-simulate-'));
  for (const part of ['catalog', 'scorecards']) mkdirSync(join(folder, part));
  const write = (path: string, text: string) => writeFileSync(join(folder, path), text);
  for (const [path, text] of Object.entries({ 'ready.yml': READY_YML, ...files })) write(path, text);
  const config = await readConfig({ READY_HOME: folder }, { cwd: folder });
  const collectors = VENDORS.map((vendor) => collectorOf(vendor, fate));
  const log = { debug() {}, info() {}, warn() {}, error: console.error };
  const open = () =>
    openApp({
      ...{ config, database: config.playgroundDatabase, access: 'write', clock, log, collectors, profiles },
      directory: directoryOf(profiles),
      wait: async () => {},
    });
  let app = await open();
  await app.importCatalog({ by: 'simulate', confirm: true });
  const listed = await app.store.catalog.keysAfter(null, SERVICES);
  const keys = new Map(listed.map(({ key, id }) => [id, key]));
  const numbers = new Map(listed.map(({ key, id }) => [key, numberOf(id)]));
  const keyOf = (service: number) => keys.get(idOf(service)) ?? '';
  return {
    app: () => app,
    keyOf,
    numberOf: (key) => numbers.get(key) ?? -1,
    write,
    importCatalog: async () => void (await app.importCatalog({ by: 'simulate', confirm: true })),
    async ask(services) {
      for (let start = 0; start < services.length; start += AT_ONCE)
        await askOnce(app, services.slice(start, start + AT_ONCE).map(keyOf), fate, clock.now());
    },
    async reopen() {
      await app.close();
      app = await open();
    },
    async close() {
      await app.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function askOnce(app: App, keys: readonly string[], fate: Fate, now: Instant): Promise<void> {
  const records = [...(await app.store.catalog.byKeys(keys)).values()];
  const findings: Finding[] = [];
  for (const collector of app.context.collecting.collectors) {
    const outage = fate.outageAt(collector.source.collector, now);
    if (outage !== undefined) await heardUntil(app, collector.source.collector, records, outage.from);
    findings.push(...(await askCollector(app.context, collector, records)));
  }
  await keepFindings(app.context, findings);
}

/**
 * Nobody is asked here each half an hour for whom nothing changed: what the bot would have heard until the outage began
 * is written when the first question of it fails.
 */
async function heardUntil(
  app: App,
  name: string,
  records: readonly ServiceRecord[],
  from: Instant,
): Promise<void> {
  const vendor = VENDORS.find((one) => one.name === name);
  if (vendor === undefined) return;
  const { facts, collections } = app.store;
  const heard = new Map(
    records.map(({ key, service }) => [key, lastTurn(numberOf(service.id), vendor, from)]),
  );
  const known = await collections.of([...heard.keys()], [name]);
  const behind = known.flatMap((one) => {
    const at = heard.get(one.key) ?? 0;
    return one.lastGoodAt !== null && one.lastGoodAt < at ? [{ ...one, lastGoodAt: at }] : [];
  });
  if (behind.length === 0) return;
  const documents = await facts.of(
    behind.map(({ key }) => key),
    vendor.fills,
  );
  await facts.save(
    behind.flatMap(({ key, lastGoodAt }) =>
      (documents.get(key) ?? []).map((document) => ({
        key,
        document: { ...document, collectedAt: lastGoodAt },
      })),
    ),
  );
  await collections.record(behind);
}

function collectorOf({ name, fills, interval, maxAge }: Vendor, fate: Fate): Collector {
  return defineCollector({
    ...{ name, vendor: name, summary: 'Tells what the year wants.', fills, interval, maxAge },
    settings: z.strictObject({}),
    secrets: z.object({}),
    open: () => undefined,
    collect: {
      most: AT_ONCE,
      async ask(asked, { now }) {
        if (fate.isOut(name, now)) throw new ExternalServiceError(name, `${name} answers 503.`);
        return new Map(
          asked.map(({ service }): [string, Answers] => [service.id, answersOf(service.id, name, fate)]),
        );
      },
    },
  });
}

function answersOf(id: string, vendor: Vendor['name'], fate: Fate): Answers {
  const service = numberOf(id);
  const isBroken = (rule: string) =>
    fate.at(
      service,
      RULES.findIndex((one) => one.id === rule),
    ).broken;
  return Object.fromEntries(
    Object.entries(factsOf(vendor, isBroken)).map(([namespace, value]) => [namespace, { value }]),
  );
}

function directoryOf(profiles: Profiles): Directory {
  return {
    async resolve(names) {
      const found = await Promise.all(names.map(async (name) => ({ name, one: await profiles.of(name) })));
      return {
        people: found.flatMap(({ one }) => (one === null ? [] : [{ id: one.id, name: one.name }])),
        unresolved: found.flatMap(({ name, one }) => (one === null ? [name] : [])),
      };
    },
  };
}
