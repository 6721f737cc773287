/** The verbs without a catalog: a handful of services with realistic view models, and rights as the real ones have. */
import { UserError } from '../../src/domain/errors.ts';
import type { Viewer } from '../../src/domain/rights.ts';
import type { Verbs } from '../../src/use-cases/verbs.ts';
import { evidenceView } from './evidence-view.ts';
import { literalAttestations } from './literal-attestations.ts';
import { literalDigests } from './literal-digests.ts';
import { literalExceptions } from './literal-exceptions.ts';
import { literalHome } from './literal-home.ts';
import { literalInitiatives } from './literal-initiatives.ts';
import { literalMap } from './literal-map.ts';
import { literalNudges } from './literal-nudges.ts';
import { literalReports } from './literal-reports.ts';
import { literalTrend } from './literal-trend.ts';
import { literalUpkeep } from './literal-upkeep.ts';
import {
  auditView,
  card,
  checkView,
  collectionRun,
  details,
  factsExplanation,
  group,
  listing,
  mine,
  ruleExplanation,
  scorecardExplanation,
  scorecardView,
  serviceLine,
  sourcesView,
  wellCard,
} from './view-models.ts';

/** `list` is a service here: its id beats the verb. `payments-old` is what `payments-api` was called before. */
const SERVICES = ['payments-api', 'ledger', 'search', 'list', 'help', 'service-3'];

const MANY = Array.from({ length: 40 }, (_, nth) => serviceLine(`service-${nth}`));
const PAGE = 12;

export function literalVerbs(changes: Partial<Verbs> = {}): Verbs {
  return { ...VERBS, ...changes };
}

const VERBS: Verbs = {
  viewerOf: async (profile) => ({
    ...profile,
    timezone: profile.timezone ?? 'UTC',
    admin: false,
    teams: profile.name === 'Newcomer' ? [] : ['payments'],
    stewardOf: [],
  }),
  isService: async (word) => SERVICES.includes(word.toLowerCase()) || word === 'payments-old',
  async lookUp(viewer, words) {
    const id = words === 'payments-old' ? 'payments-api' : words.toLowerCase();
    if (SERVICES.includes(id))
      return {
        kind: 'card',
        card: { ...(await VERBS.showReadiness(viewer, id)), askedAs: id === words ? null : words },
      };
    if (words === '@payments') return { kind: 'group', group: group() };
    if (words === 'checkout')
      return { kind: 'group', group: await VERBS.showGroup(viewer, 'system', 'checkout', 0) };
    if (words === 'https://github.com/acme/ledger/pull/7') return { kind: 'card', card: card('ledger') };
    if (words === '#payments') return { kind: 'several', asked: words, lines: MANY.slice(0, 3) };
    const near = { id: 'payments-api', name: 'Payments API', kind: 'service' } as const;
    return { kind: 'nearest', asked: words, nearest: words.startsWith('pay') ? [near] : [] };
  },
  async showReadiness(viewer, id) {
    refuse(viewer, id);
    return id === 'search' ? wellCard(id) : card(id);
  },
  async showDetails(viewer, id) {
    refuse(viewer, id);
    return details(id);
  },
  async checkAgain(viewer, id) {
    refuse(viewer, id);
    return {
      card: card(id),
      changed: [{ title: 'Merge approval', from: 'fail', to: 'pass' }],
      trouble: [],
    };
  },
  async collect(viewer, what, tell) {
    if (what.kind === 'service') refuse(viewer, what.id);
    const run = collectionRun();
    await tell?.(run);
    return run;
  },
  beginCollection: async () => collectionRun(),
  showAudit: async () => auditView(),
  verifyAudit: async () => ({ sound: 3, broken: null, hash: 'ab'.repeat(32) }),
  showEvidence: async (_viewer, { service, control }) =>
    evidenceView({ service: { id: service, name: service, archivedAt: null }, control: control ?? null }),
  showSources: async () => sourcesView(),
  async share(viewer, id) {
    refuse(viewer, id);
    const secret = checkView('No leaked secrets', 'fail', {
      sensitive: true,
      check: { rule: 's', outcome: 'fail', standing: 'fail', evidence: [], reason: '3 secrets in .env' },
    });
    return card(id, { primary: scorecardView({ gaps: [secret] }) });
  },
  showMine: async (viewer) => (viewer.teams.length === 0 ? mine({ groups: [], newcomer: true }) : mine()),
  showGroup: async (_viewer, kind, id, offset) =>
    group({
      kind,
      id,
      name: kind === 'system' ? 'Checkout' : 'Payments',
      page: { lines: MANY.slice(offset, offset + PAGE), offset, size: PAGE, total: MANY.length },
    }),
  async listServices(_viewer, query, offset) {
    if (query.includes('nonsense'))
      throw new UserError('There is no filter “nonsense”. Use `team:`, `tier:` or `level:`.');
    return listing({
      query,
      page: { lines: MANY.slice(offset, offset + PAGE), offset, size: PAGE, total: MANY.length },
    });
  },
  async explain(_viewer, words) {
    if (words === 'facts') return factsExplanation();
    if (words === 'production-readiness') return { kind: 'scorecard', scorecard: scorecardExplanation(60) };
    if (words === '')
      return { kind: 'scorecards', scorecards: [scorecardExplanation(60), scorecardExplanation(2)] };
    if (words.endsWith('merge-approval')) return { kind: 'rule', rule: ruleExplanation() };
    return { kind: 'nearest', asked: words, nearest: ['production-readiness/merge-approval'] };
  },
  suggest: async (_viewer, prefix) =>
    SERVICES.filter((id) => id.includes(prefix)).map((id) => ({ id, name: id })),
  exceptions: literalExceptions(),
  upkeep: literalUpkeep(),
  initiatives: literalInitiatives(),
  attestations: literalAttestations(),
  nudges: literalNudges(),
  digests: literalDigests(),
  pictures: { map: async () => literalMap({ services: 6 }), trend: async () => literalTrend('service') },
  reports: literalReports(),
  home: literalHome(),
};

/** As the real verbs: a guest sees the services of their team, here `payments-api`, and nothing of the rest. */
function refuse(viewer: Viewer, id: string): void {
  if (viewer.guest && id !== 'payments-api')
    throw new UserError(
      `“${id}” is not a service of your team. As a guest you see your own team's services only.`,
    );
  if (!SERVICES.includes(id))
    throw new UserError(`There is no service “${id}”. Type \`/ready list\` to find it.`);
}
