/** A real app over a small home in a temporary folder: real files, real SQLite, a clock that the test moves. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type App, type AppOptions, openApp } from '../../src/app.ts';
import { type Config, readConfig } from '../../src/config.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { Viewer } from '../../src/domain/rights.ts';
import { recordingLog } from './recording-log.ts';
import { type AtEnd, temporaryFolder } from './temporary-folder.ts';

/** A Wednesday. */
export const START: Instant = Date.parse('2026-03-04T12:00:00Z');

export const READY_YML = `
organisation: Acme
admins: [root@acme.test]
tiers:
  - {id: tier-1, name: Customers stop, jobs: [A shopper pays], approvers: [vera@acme.test]}
  - {id: tier-2, name: Customers wait, jobs: [A shopper tracks a parcel]}
default_tier: tier-2
collectors:
  file: {files: [facts.yml], fills: [vcs, coverage, vulnerabilities]}
`;

export const CATALOG = `
teams:
  - {id: shop, name: Shop, members: [root@acme.test]}
  - {id: payments, name: Payments, parent: shop, channel: "#team-payments", members: [ana@acme.test, bo@acme.test]}
  - {id: search, name: Search, channel: "#team-search", members: [cy@acme.test]}
systems:
  - {id: store, name: Store}
  - {id: checkout, name: Checkout, parent: store}
services:
  - {id: payments-api, name: Payments API, tier: tier-1, owner: payments, system: checkout, formerly: [payment-gateway],
     type: service, lifecycle: production, channel: "#payments", repo: github.com/acme/payments, depends_on: [ledger],
     links: [{type: docs, title: Docs, url: "https://docs.acme.test/p"}, {type: runbook, title: Runbook, url: "https://wiki.acme.test/p"}]}
  - {id: ledger, name: Ledger, tier: tier-1, owner: payments, system: checkout, type: service, lifecycle: production,
     repo: github.com/acme/payments}
  - {id: finder, name: Finder, tier: tier-2, owner: search, also: [payments], system: store, type: service, lifecycle: production}
  - {id: old-site, name: Old site, tier: tier-2, owner: search, type: website, lifecycle: deprecated}
`;

export const SCORECARD = `
id: readiness
name: Readiness
maintainers: [vera@acme.test]
applies_to: service.lifecycle == "production"
levels: [bronze, silver]
rules:
  - {id: runbook, title: Runbook linked, level: bronze, required: true, expression: has(service.link.runbook), why: Somebody is awake at night., fix: Link it.}
  - {id: approval, title: Merge approval, level: silver, weight: 2, expression: vcs.default_branch.required_approvals >= 1, why: Four eyes., fix: Require a review., fix_url: "https://wiki.acme.test/approval"}
  - {id: coverage, title: Coverage over 80 %, level: silver, expression: coverage.percent > 80.0, why: Bugs., fix: Test more.}
  - {id: secrets, title: No open alerts, level: silver, sensitive: true, expression: vulnerabilities.open.critical == 0, why: Breaches., fix: Upgrade.}
  - {id: soon, title: Dependencies said, level: silver, stage: announced, effective_from: 2026-04-01, expression: has(service.depends_on), why: Outages spread., fix: List them.}
  - {id: tried, title: On trial, level: silver, stage: trial, expression: has(service.description), why: Newcomers., fix: Describe it.}
`;

/** The facts file about payments-api and finder; ledger stays unknown to it. */
export function factsFile(facts: { approvals?: number; percent?: number; critical?: number }): string {
  const { approvals = 1, percent = 91.5, critical = 0 } = facts;
  return `
collected: 1h ago
services:
  payments-api:
    facts:
      vcs: {default_branch: {name: main, protected: true, required_approvals: ${approvals}}}
      coverage: {percent: ${percent}}
      vulnerabilities: {open: {critical: ${critical}}}
`;
}

export interface SmallHome {
  readonly app: App;
  readonly config: Config;
  readonly folder: string;
  readonly log: ReturnType<typeof recordingLog>;
  readonly advance: (ms: number) => void;
  /** Writes a file of the home anew. */
  readonly write: (path: string, text: string) => void;
  /** Another process's view of the same home: the app is closed and opened again. */
  readonly reopen: () => Promise<App>;
}

/** Opened, imported and settled. */
export async function openSmallHome(
  files: Readonly<Record<string, string>> = {},
  atEnd: AtEnd = onTestFinished,
  more: Partial<AppOptions> = {},
): Promise<SmallHome> {
  const home = {
    'ready.yml': READY_YML,
    'catalog/all.yml': CATALOG,
    'scorecards/readiness.yml': SCORECARD,
    'facts.yml': factsFile({}),
    ...files,
  };
  const folder = temporaryFolder(home, atEnd);
  const config = await readConfig({ READY_HOME: folder }, { cwd: folder });
  const log = recordingLog();
  const time = { now: START };
  const clock = { now: () => time.now };
  const open = () =>
    openApp({ config, database: config.playgroundDatabase, access: 'write', clock, log, ...more });
  let app = await open();
  atEnd(() => app.close());
  await app.importCatalog({ by: 'test', confirm: false });
  await app.settle();
  return {
    get app() {
      return app;
    },
    config,
    folder,
    log,
    advance(ms) {
      time.now += ms;
    },
    write: (path, text) => writeFileSync(join(folder, path), text),
    async reopen() {
      await app.close();
      app = await open();
      return app;
    },
  };
}

const BASE: Viewer = {
  id: 'U0',
  name: 'Nobody',
  email: null,
  timezone: 'Europe/London',
  stranger: false,
  guest: false,
  admin: false,
  teams: [],
  stewardOf: [],
};

/** People as the verbs see them: made of a profile by the app itself. */
export function viewerOf(
  app: App,
  email: string,
  more: { guest?: boolean; stranger?: boolean } = {},
): Promise<Viewer> {
  const name = email.split('@')[0] ?? email;
  const profile = {
    id: `U${name.toUpperCase()}`,
    name,
    email,
    timezone: 'Europe/London',
    guest: false,
    stranger: false,
  };
  return app.verbs.viewerOf({ ...profile, ...more });
}

export const somebody = BASE;
