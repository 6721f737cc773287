/** A small home whose people are reminded: who is there is a list that the test changes, and what is said is delivered at once. */
import { onTestFinished } from 'vitest';
import type { App, AppOptions } from '../../src/app.ts';
import { ExternalServiceError } from '../../src/domain/errors.ts';
import { HOUR, type Instant } from '../../src/domain/instant.ts';
import type { Reachable } from '../../src/use-cases/nudging/profiles.ts';
import { type NudgeReport, planNudges } from '../../src/use-cases/plan-nudges.ts';
import { subjectKey } from '../../src/use-cases/subject-key.ts';
import { literalDirectory } from './literal-directory.ts';
import { openSmallHome, type SmallHome } from './small-home.ts';
import type { AtEnd } from './temporary-folder.ts';

export const READY = `
organisation: Acme
timezone: Europe/London
admins: [root@acme.test]
rollout: {mode: on}
tiers:
  - {id: tier-1, name: Customers stop, jobs: [A shopper pays], approvers: [vera@acme.test], nudge_every_days: 1, escalate_after: 2}
  - {id: tier-2, name: Customers wait, jobs: [A shopper tracks a parcel], approvers: [vera@acme.test], nudge_every_days: 3}
default_tier: tier-2
collectors:
  file: {files: [facts.yml], fills: [vcs, coverage]}
`;

export const CATALOG = `
teams:
  - {id: payments, name: Payments, channel: "#team-payments", members: [ana@acme.test, bo@acme.test], stewards: [ana@acme.test, bo@acme.test]}
  - {id: ledgers, name: Ledgers, channel: "#team-ledgers", members: [ana@acme.test]}
  - {id: search, name: Search, channel: "#team-search", members: [cy@acme.test], nudges: channel}
services:
  - {id: payments-api, name: Payments API, tier: tier-1, owner: payments, type: service, lifecycle: production}
  - {id: ledger, name: Ledger, tier: tier-2, owner: ledgers, type: service, lifecycle: production}
  - {id: finder, name: Finder, tier: tier-2, owner: search, type: service, lifecycle: production}
  - {id: lost, name: Lost, tier: tier-1, owner: nobody-we-know, type: service, lifecycle: production}
`;

const SCORECARD = `
id: readiness
name: Readiness
maintainers: [vera@acme.test]
levels: [bronze, silver]
rules:
  - {id: runbook, title: Runbook linked, level: bronze, required: true, expression: has(service.link.runbook), why: Somebody is awake at night., fix: Link it.}
  - {id: approval, title: Merge approval, level: bronze, required: true, expression: vcs.default_branch.required_approvals >= 1, why: Four eyes., fix: Require a review.}
  - {id: coverage, title: Coverage over 80 %, level: silver, expression: coverage.percent > 80.0, why: Bugs., fix: Test more.}
`;

export interface NudgesHome extends SmallHome {
  /** Slack profiles by e-mail; delete one and they are nobody. */
  readonly people: Map<string, Reachable>;
  readonly silence: (silent: boolean) => void;
  readonly at: (when: string) => void;
  readonly now: () => Instant;
  readonly plan: () => Promise<NudgeReport>;
  /** What was queued since it was last asked, as `kind audience`; it is delivered at once. */
  readonly said: () => Promise<readonly string[]>;
  readonly verbs: () => App['verbs']['nudges'];
}

export async function openNudgesHome(
  files: Readonly<Record<string, string>> = {},
  more: Partial<AppOptions> = {},
  atEnd: AtEnd = onTestFinished,
): Promise<NudgesHome> {
  const people = new Map(
    ['ana', 'bo', 'cy', 'vera', 'root'].map((name): [string, Reachable] => [
      `${name}@acme.test`,
      { id: `U${name.toUpperCase()}`, name, timezone: 'Europe/London', away: false, active: true },
    ]),
  );
  let silent = false;
  const profiles: AppOptions['profiles'] = {
    async of(person) {
      if (silent) throw new ExternalServiceError('Slack', 'It did not answer.');
      return people.get(person) ?? [...people.values()].find(({ id }) => id === person) ?? null;
    },
  };
  const { directory } = literalDirectory();
  const home = await openSmallHome(
    { 'ready.yml': READY, 'catalog/all.yml': CATALOG, 'scorecards/readiness.yml': SCORECARD, ...files },
    atEnd,
    { directory, profiles, ...more },
  );
  home.app.context.planning.settle();
  const { clock } = home.app.context;
  return {
    ...home,
    get app() {
      return home.app;
    },
    people,
    silence(now) {
      silent = now;
    },
    now: () => clock.now(),
    at: (when) => home.advance(Date.parse(when) - clock.now()),
    plan: () => planNudges(home.app.context, clock.now()),
    verbs: () => home.app.verbs.nudges,
    async said() {
      const { messages } = home.app.store;
      const told: string[] = [];
      for (;;) {
        const claims = await messages.claim(clock.now() + HOUR, 100, []);
        if (claims.length === 0) return told.toSorted();
        for (const claim of claims) {
          const { kind, audience, subject } = claim;
          const whom = audience.kind === 'person' ? audience.person : audience.channel;
          told.push(`${kind} ${whom}`);
          const message = {
            kind,
            subjectKey: subjectKey(subject),
            audience,
            channel: whom,
            ts: claim.id,
            version: '1',
          };
          await messages.settle([claim], { state: 'sent', message, at: clock.now() });
        }
      }
    },
  };
}
