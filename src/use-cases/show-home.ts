import { may, type Viewer } from '../domain/rights.ts';
import type { Context } from './context.ts';
import { rulesInForce } from './exceptions/rules-in-force.ts';
import { comingRules } from './home/coming-rules.ts';
import { homeExceptions } from './home/home-exceptions.ts';
import { homeInitiatives } from './home/home-initiatives.ts';
import { type HomeScope, homeChoices, homeScope } from './home/home-scope.ts';
import { homeServices } from './home/home-services.ts';
import { homeVerifications } from './home/home-verifications.ts';
import { waitingDecisions } from './home/waiting-decisions.ts';
import type { HomeAsk, HomeView } from './home-views.ts';
import { showPreferences } from './nudging/choose-preferences.ts';
import { refuseStrangers } from './reachable-service.ts';
import { visible } from './service-lines.ts';
import type { Page, ServiceFilter } from './service-rows.ts';

/** Lines of each part: together they stay well below the hundred blocks that Slack shows. */
const MOST = {
  decisions: 8,
  verifications: 3,
  services: 10,
  initiatives: 6,
  coming: 6,
  exceptions: 8,
} as const;

/** Services that are looked through for their initiatives and exceptions. */
const MOST_SERVICES = 20_000;

/** What one person sees first: what waits for them, what is theirs, what is coming. From the database alone. */
export async function showHome(context: Context, viewer: Viewer, ask: HomeAsk): Promise<HomeView> {
  refuseStrangers(viewer);
  const { store, policy, clock } = context;
  const now = clock.now();
  const teams = await store.catalog.teams();
  const scope = homeScope({ of: ask.of, viewer, organisation: policy.organisation }, teams);
  const rules = rulesInForce(await context.scorecards());
  const isAsked = scope.of.kind === ask.of.kind;
  const offset = isAsked ? ask.offset : 0;
  const page = { offset: isAsked ? (ask.confirming ?? 0) : 0, limit: MOST.verifications };
  const [decisions, verifications, services, about, settings, everything] = await Promise.all([
    waitingDecisions(context, viewer, { teams, rules, most: MOST.decisions }),
    homeVerifications(context, viewer, { teams, within: scope.filter, page, now }),
    scope.filter === null
      ? null
      : homeServices(context, viewer, { filter: scope.filter, offset, limit: MOST.services, now }),
    aboutServices(context, viewer, { scope, rules, now }),
    showPreferences(context, viewer),
    viewer.guest ? null : store.catalog.tally({}, null),
  ]);
  return {
    ...{ of: scope.of, name: scope.name, decisions, verifications, services, ...about, settings, at: now },
    choices: homeChoices(viewer, teams, policy.organisation),
    newcomer: scope.filter === null,
    catalogSize: everything?.services ?? 0,
    mayRegister: may(viewer, 'register-service'),
  };
}

const NONE: Page<never> = { items: [], total: 0 };

async function aboutServices(
  context: Context,
  viewer: Viewer,
  {
    scope,
    rules,
    now,
  }: {
    readonly scope: HomeScope;
    readonly rules: ReturnType<typeof rulesInForce>;
    readonly now: number;
  },
): Promise<Pick<HomeView, 'initiatives' | 'coming' | 'exceptions'>> {
  const filter = scope.filter === null ? null : visible(scope.filter, viewer);
  const keys = filter === null ? [] : await keysOf(context, filter);
  const [initiatives, coming, exceptions] = await Promise.all([
    homeInitiatives(context, viewer, { keys, most: MOST.initiatives, now }),
    filter === null ? NONE : comingRules(context, { filter, most: MOST.coming, now }),
    homeExceptions(context, viewer, { of: scope.of, keys, rules, most: MOST.exceptions }),
  ]);
  return { initiatives, coming, exceptions };
}

/** Null: all services. */
async function keysOf({ store }: Context, filter: ServiceFilter): Promise<readonly string[] | null> {
  if (Object.keys(filter).length === 0) return null;
  const { items } = await store.catalog.list(filter, { offset: 0, limit: MOST_SERVICES }, null);
  return items.map(({ key }) => key);
}
