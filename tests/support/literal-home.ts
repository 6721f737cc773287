/** A Home as its verb answers it, as large as a test wants it, and that verb without a database. */
import { DAY, HOUR } from '../../src/domain/instant.ts';
import type { ExceptionLine } from '../../src/use-cases/exception-views.ts';
import type {
  ComingRule,
  Decision,
  HomeInitiative,
  HomeService,
  HomeVerbs,
  HomeVerification,
  HomeView,
} from '../../src/use-cases/home-views.ts';
import { exceptionLine } from './literal-exceptions.ts';
import { COUNTS } from './literal-initiatives.ts';
import { preferencesView } from './literal-nudges.ts';
import { group, NOW, serviceLine } from './view-models.ts';

const SERVICE = { id: 'ledger', name: 'Ledger' };

export function homeService(id: string, more: Partial<HomeService> = {}): HomeService {
  return { ...serviceLine(id), moved: { score: -5, levels: 0 }, ...more };
}

/** One of each kind. */
export function decisions(words = 'It lands this week'): readonly Decision[] {
  const labels = { tier: 'tier-1', lifecycle: 'production', type: 'service' };
  const about = { service: { ...SERVICE, id: words }, by: words, at: NOW - 2 * DAY };
  const line: ExceptionLine = { ...exceptionLine(), titles: [words], service: { id: words, name: words } };
  return [
    { kind: 'storm', id: 'st1', at: NOW - HOUR, messages: 40, owners: 20, of: 30, reason: words },
    { kind: 'exception', id: 'e1', at: NOW - DAY, line },
    { kind: 'batch', id: 'b1', at: NOW - DAY, line, services: 12 },
    { kind: 'claim', id: 'c1', ...about, team: SERVICE, from: null, note: words },
    { kind: 'claim', id: 'c2', ...about, team: null, from: SERVICE, note: null },
    {
      kind: 'relabel',
      id: 'r1',
      ...about,
      from: labels,
      to: { ...labels, tier: words },
      eased: ['tier'],
      reason: words,
    },
  ];
}

export function homeInitiative(more: Partial<HomeInitiative> = {}): HomeInitiative {
  return { id: 'i1', title: 'On-call for all', daysLeft: 7, counts: COUNTS, own: false, ...more };
}

export function homeVerification(id: string, more: Partial<HomeVerification> = {}): HomeVerification {
  const owner = { id: 'payments', name: 'Payments' };
  const service = { id, name: id };
  return { service, owner, verifiedAt: NOW - 93 * DAY, due: NOW - 3 * DAY, mayEdit: true, ...more };
}

export function comingRule(more: Partial<ComingRule> = {}): ComingRule {
  return {
    ...{ scorecard: 'production-readiness', rule: 'slo', title: 'SLO defined', from: NOW + 28 * DAY },
    ...{ pass: 3, fail: 2, unknown: 1, exempt: 0, failing: ['ledger', 'search'] },
    ...more,
  };
}

export function home(more: Partial<HomeView> = {}): HomeView {
  const lines = ['payments-api', 'ledger'].map((id) => homeService(id));
  return {
    ...{ of: { kind: 'me' }, name: 'Ana', choices: [], newcomer: false, catalogSize: 40, mayRegister: true },
    decisions: { items: [], total: 0 },
    verifications: { items: [], total: 0, offset: 0, size: 5 },
    services: { page: { lines, offset: 0, size: 10, total: 2 }, summary: group().summary },
    initiatives: { items: [homeInitiative()], total: 1 },
    coming: { items: [comingRule()], total: 1 },
    exceptions: { items: [exceptionLine()], total: 1 },
    settings: preferencesView(),
    at: NOW,
    ...more,
  };
}

/** Ana leads: she may switch. Whoever is in no team is a newcomer. */
export function literalHome(): HomeVerbs {
  return {
    async show({ teams, name }, { of, offset }) {
      const none = { items: [], total: 0 };
      if (teams.length === 0)
        return home({
          ...{ newcomer: true, services: null, name },
          ...{ initiatives: none, coming: none, exceptions: none },
        });
      const all = Array.from({ length: 25 }, (_, nth) => homeService(`service-${nth}`));
      const page = { lines: all.slice(offset, offset + 10), offset, size: 10, total: all.length };
      return home({
        of,
        name: of.kind === 'me' ? name : of.kind === 'team' ? 'Payments' : 'Acme',
        choices: [
          { of: { kind: 'me' }, name: '' },
          { of: { kind: 'organisation' }, name: 'Acme' },
          { of: { kind: 'team', id: 'payments' }, name: 'Payments' },
        ],
        services: { page, summary: group().summary },
        decisions: { items: decisions(), total: 6 },
      });
    },
  };
}
