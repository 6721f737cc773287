/** A small home in which exceptions can be asked for: who is who in Slack is a list that the test changes. */
import { onTestFinished } from 'vitest';
import type { App, AppOptions } from '../../src/app.ts';
import type { Actor, Exception } from '../../src/domain/exceptions/exception.ts';
import type { Viewer } from '../../src/domain/rights.ts';
import type { ExceptionAsk, ExceptionView } from '../../src/use-cases/exception-views.ts';
import { capital, literalDirectory } from './literal-directory.ts';
import { factsFile, openSmallHome, SCORECARD, type SmallHome, viewerOf } from './small-home.ts';
import type { AtEnd } from './temporary-folder.ts';

const READY = `
people: [{email: cy@acme.test, github: cyd}]
organisation: Acme
timezone: Europe/London
admins: [root@acme.test]
exceptions: {channel: "#exceptions"}
tiers:
  - {id: tier-1, name: Customers stop, jobs: [A shopper pays], approvers: ["@approvers"], approvers_for: {"category:security": ["@appsec"]},
     approvals_required: 2, fallback_approvers: [cto@acme.test], exception_max_days: 14, follow_up_required: true}
  - {id: tier-2, name: Customers wait, jobs: [A shopper tracks a parcel], approvers: [ana@acme.test], fallback_approvers: [cto@acme.test],
     exception_max_days: 30}
  - {id: tier-3, name: Nobody notices, jobs: [None], approvers: [gone@acme.test], ask: channel, exception_max_days: 30}
default_tier: tier-2
collectors:
  file: {files: [facts.yml], fills: [vcs, coverage, vulnerabilities]}
`;

export const CATALOG = `
teams:
  - {id: payments, name: Payments, channel: "#team-payments", members: [lea@acme.test, omar@acme.test, gina@acme.test], stewards: [lea@acme.test]}
  - {id: search, name: Search, channel: "#team-search", members: [cy@acme.test], nudges: channel}
services:
  - {id: payments-api, name: Payments API, tier: tier-1, owner: payments, type: service, lifecycle: production, channel: "#payments"}
  - {id: ledger, name: Ledger, tier: tier-2, owner: payments, type: service, lifecycle: production}
  - {id: finder, name: Finder, tier: tier-2, owner: search, type: service, lifecycle: production}
  - {id: archive, name: Archive, tier: tier-3, owner: search, type: service, lifecycle: production}
`;

export const CARD = SCORECARD.replace(
  'title: No open alerts,',
  'title: No open alerts, category: security,',
).replace('id: runbook, title: Runbook linked,', 'id: runbook, title: Runbook linked, exceptions: never,');

/** Coverage and approvals are lacking everywhere; of alerts nothing is known but at payments-api. */
const FACTS = ['ledger', 'finder', 'archive'].reduce(
  (text, id) =>
    `${text}  ${id}:\n    facts:\n      vcs: {default_branch: {name: main, required_approvals: 0}}\n      coverage: {percent: 61}\n`,
  factsFile({ approvals: 0, percent: 61, critical: 3 }),
);

export interface ExceptionsHome extends SmallHome {
  /** Slack user ids of active members, by name; delete one and they are deactivated. */
  readonly members: Map<string, Actor>;
  readonly groups: Record<string, readonly string[]>;
  /** Slack answers no question about people. */
  readonly silence: (silent: boolean) => void;
  readonly as: (name: string, more?: Parameters<typeof viewerOf>[2]) => Promise<Viewer>;
  readonly verbs: App['verbs']['exceptions'];
  /** Omar's request about payments-api's coverage. */
  readonly asked: (more?: Partial<ExceptionAsk>, by?: string) => Promise<Exception>;
  readonly approve: (
    id: string,
    by: string,
    more?: { until?: number; date?: string; seen?: number },
  ) => ReturnType<App['verbs']['exceptions']['act']>;
  readonly show: (id: string, by?: string) => Promise<ExceptionView>;
  /** What was queued since it was last asked, as `kind audience what`. */
  readonly said: () => Promise<readonly string[]>;
}

export async function openExceptionsHome(
  files: Readonly<Record<string, string>> = {},
  more: Partial<AppOptions> = {},
  atEnd: AtEnd = onTestFinished,
): Promise<ExceptionsHome> {
  const { members, groups, silence, directory } = literalDirectory();
  const home = await openSmallHome(
    {
      'ready.yml': READY,
      'catalog/all.yml': CATALOG,
      'scorecards/readiness.yml': CARD,
      'facts.yml': FACTS,
      ...files,
    },
    atEnd,
    { directory, ...more },
  );
  const as: ExceptionsHome['as'] = async (name, who) => ({
    ...(await viewerOf(home.app, `${name}@acme.test`, who)),
    name: capital(name),
  });
  const seen = new Set<string>();
  return {
    ...home,
    get app() {
      return home.app;
    },
    get verbs() {
      return home.app.verbs.exceptions;
    },
    members,
    groups,
    silence,
    as,
    async asked(ask = {}, by = 'omar') {
      const outcome = await home.app.verbs.exceptions.ask(await as(by), askOf(ask));
      if (outcome.kind !== 'asked') throw new Error(JSON.stringify(outcome));
      const [first] = outcome.exceptions;
      if (first === undefined) throw new Error('nothing was asked');
      return first.exception;
    },
    async approve(id, by, about = {}) {
      const { exception } = await home.app.verbs.exceptions.show(await as(by), id);
      return home.app.verbs.exceptions.act(await as(by), id, {
        kind: 'approve',
        seen: exception.revision,
        ...about,
      });
    },
    show: async (id, by = 'omar') => home.app.verbs.exceptions.show(await as(by), id),
    async said() {
      const claims = await home.app.store.messages.claim(Number.MAX_SAFE_INTEGER, 1_000, []);
      const fresh: string[] = [];
      for (
        let some = claims;
        some.length > 0;
        some = await home.app.store.messages.claim(Number.MAX_SAFE_INTEGER, 1_000, [])
      ) {
        for (const { id, kind, audience, subject } of some) {
          if (seen.has(id)) continue;
          seen.add(id);
          const whom = audience.kind === 'person' ? audience.person : audience.channel;
          const detail = subject.what ?? subject.why ?? subject.days;
          fresh.push(
            [kind.replace('exception-', ''), whom, detail].filter((part) => part !== undefined).join(' '),
          );
        }
        await home.app.store.messages.settle(some, { state: 'dropped', at: 0, error: 'read by a test' });
      }
      return fresh;
    },
  };
}

export function askOf(more: Partial<ExceptionAsk> = {}): ExceptionAsk {
  return {
    services: ['payments-api'],
    rules: ['readiness/coverage'],
    reason: 'The refund module lands this week.',
    risk: 'A refund may fail; it is behind a flag.',
    followUp: 'https://jira.acme.test/PAY-812',
    kind: 'one-time',
    end: { preset: 'week' },
    extends: null,
    ...more,
  };
}
