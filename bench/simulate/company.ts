/** A company of 1,000 services whose 150 owners live in six zones: its files, its people, its rules. */
import type { Duration } from '../../src/domain/instant.ts';
import { DAY, HOUR, MINUTE } from '../../src/domain/instant.ts';

export const SERVICES = 1_000;
export const OWNERS = 150;

export interface Zone {
  readonly timezone: string;
  readonly holidays: string;
}

export const ZONES: readonly Zone[] = [
  { timezone: 'Europe/London', holidays: 'GB' },
  { timezone: 'Europe/Berlin', holidays: 'DE' },
  { timezone: 'America/New_York', holidays: 'US' },
  { timezone: 'America/Los_Angeles', holidays: 'US' },
  { timezone: 'Asia/Kolkata', holidays: 'IN' },
  { timezone: 'Asia/Tokyo', holidays: 'JP' },
];

export type VendorName = 'sim-forge' | 'sim-pager' | 'sim-scanner';

export interface Vendor {
  readonly name: VendorName;
  readonly fills: readonly string[];
  readonly interval: Duration;
  readonly maxAge: Duration;
}

/** As often as GitHub, PagerDuty and the scanners are asked, and with their ages. */
export const VENDORS: readonly Vendor[] = [
  { name: 'sim-forge', fills: ['vcs'], interval: 30 * MINUTE, maxAge: 6 * HOUR },
  { name: 'sim-pager', fills: ['oncall'], interval: 30 * MINUTE, maxAge: 6 * HOUR },
  { name: 'sim-scanner', fills: ['coverage', 'vulnerabilities'], interval: 6 * HOUR, maxAge: 2 * DAY },
];

export interface SimRule {
  readonly id: string;
  readonly vendor: VendorName;
  readonly expression: string;
  readonly level: 'bronze' | 'silver' | 'gold';
  readonly required: boolean;
  /** On average one service breaks it once in so long. */
  readonly breaksEvery: Duration;
  /** Of services that break it from the first day on. */
  readonly brokenAtFirst: number;
  /** Day of the year on which it comes into force; absent = from the first on. */
  readonly from?: number;
}

const forge = (id: string, fact: string, more: Partial<SimRule> = {}): SimRule => ({
  ...{ id, vendor: 'sim-forge', expression: `vcs.default_branch.${fact}`, level: 'silver', required: false },
  ...{ breaksEvery: 900 * DAY, brokenAtFirst: 0.08 },
  ...more,
});
const required = { level: 'bronze', required: true } as const;

export const RULES: readonly SimRule[] = [
  forge('protected', 'protected', required),
  forge('approvals', 'required_approvals >= 1', required),
  forge('code-owners', 'requires_code_owner_review'),
  forge('stale-approvals', 'dismisses_stale_approvals', { level: 'gold' }),
  forge('up-to-date', 'requires_up_to_date', { level: 'gold', breaksEvery: 600 * DAY }),
  {
    ...forge('levels', '', required),
    ...{ vendor: 'sim-pager', expression: 'oncall.escalation_levels >= 2', breaksEvery: 700 * DAY },
  },
  { ...forge('staffed', ''), vendor: 'sim-pager', expression: 'oncall.staffed', breaksEvery: 400 * DAY },
  { ...forge('rotation', ''), vendor: 'sim-pager', expression: 'oncall.people >= 3', level: 'gold' },
  {
    ...forge('criticals', '', required),
    ...{ vendor: 'sim-scanner', expression: 'vulnerabilities.open.critical == 0', breaksEvery: 365 * DAY },
  },
  {
    ...forge('highs', ''),
    ...{ vendor: 'sim-scanner', expression: 'vulnerabilities.open.high == 0', breaksEvery: 300 * DAY },
  },
  { ...forge('coverage', ''), vendor: 'sim-scanner', expression: 'coverage.percent > 80.0' },
  forge('signed', 'requires_signed_commits', {
    level: 'bronze',
    required: true,
    from: 100,
    brokenAtFirst: 0.3,
  }),
  forge('linear', 'requires_linear_history', { from: 170, brokenAtFirst: 0.4 }),
  forge('conversations', 'requires_resolved_conversations', {
    ...{ level: 'bronze', required: true, from: 260, brokenAtFirst: 0.15 },
  }),
];

/** What the vendors tell of a service, by which of its rules are broken. */
export function factsOf(vendor: VendorName, isBroken: (rule: string) => boolean) {
  if (vendor === 'sim-pager')
    return {
      oncall: {
        escalation_levels: isBroken('levels') ? 1 : 2,
        staffed: !isBroken('staffed'),
        people: isBroken('rotation') ? 2 : 5,
      },
    };
  if (vendor === 'sim-scanner')
    return {
      coverage: { percent: isBroken('coverage') ? 61.5 : 91.5 },
      vulnerabilities: {
        open: { critical: isBroken('criticals') ? 2 : 0, high: isBroken('highs') ? 3 : 0 },
      },
    };
  return {
    vcs: {
      default_branch: {
        protected: !isBroken('protected'),
        required_approvals: isBroken('approvals') ? 0 : 1,
        requires_code_owner_review: !isBroken('code-owners'),
        dismisses_stale_approvals: !isBroken('stale-approvals'),
        requires_up_to_date: !isBroken('up-to-date'),
        requires_signed_commits: !isBroken('signed'),
        requires_linear_history: !isBroken('linear'),
        requires_resolved_conversations: !isBroken('conversations'),
      },
    },
  };
}

export const ADMIN = 'root@acme.test';
export const APPROVERS = ['vera@acme.test', 'uma@acme.test'];
/** How often each tier repeats, in days. */
export const EVERY_DAYS = [2, 5, 10] as const;

export const READY_YML = JSON.stringify({
  organisation: 'Acme',
  timezone: 'Europe/London',
  working_hours: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00', holidays: 'GB' },
  admins: [ADMIN],
  rollout: { mode: 'on' },
  tiers: EVERY_DAYS.map((days, nth) => ({
    ...{ id: `tier-${nth + 1}`, name: `Tier ${nth + 1}`, jobs: ['A shopper pays'], approvers: APPROVERS },
    ...{ nudge_every_days: days, escalate_after: 3 },
  })),
  default_tier: 'tier-3',
  collectors: Object.fromEntries(VENDORS.map(({ name }) => [name, {}])),
});

export const nameOf = (owner: number) => `owner${owner}`;
export const mailOf = (owner: number) => `${nameOf(owner)}@acme.test`;
export const zoneOf = (owner: number) => ZONES[owner % ZONES.length] as Zone;
export const idOf = (service: number) => `s${String(service).padStart(4, '0')}`;
export const numberOf = (id: string) => Number(id.slice(1));
export const tierOf = (service: number) => (service % 10 < 2 ? 0 : service % 10 < 6 ? 1 : 2);
/** Who is told while the team's own steward is away: a neighbour in the same zone. */
export const standInOf = (owner: number) => (owner + ZONES.length) % OWNERS;

/** @param ownerOf of a service, by number */
export function catalogYml(ownerOf: (service: number) => number): string {
  const teams = Array.from({ length: OWNERS }, (_, owner) => ({
    ...{ id: `t${owner}`, name: `Team ${owner}`, channel: `#t${owner}`, timezone: zoneOf(owner).timezone },
    ...{ members: [mailOf(owner), mailOf(standInOf(owner))], holidays: zoneOf(owner).holidays },
    stewards: [mailOf(owner), mailOf(standInOf(owner))],
  }));
  const services = Array.from({ length: SERVICES }, (_, nth) => ({
    ...{ id: idOf(nth), name: `Service ${nth}`, tier: `tier-${tierOf(nth) + 1}`, owner: `t${ownerOf(nth)}` },
    ...{ type: 'service', lifecycle: 'production', repo: `github.com/acme/${idOf(nth)}` },
  }));
  return JSON.stringify({ teams, services });
}

export function scorecardYml(day: number): string {
  const rules = RULES.filter(({ from = 0 }) => from <= day).map(({ id, expression, level, required }) => ({
    ...{ id, title: `Rule ${id}`, level, required, expression },
    ...{ why: 'Shoppers pay less when it breaks.', fix: 'Mend it.' },
  }));
  return JSON.stringify({
    ...{ id: 'readiness', name: 'Readiness', maintainers: [ADMIN] },
    ...{ levels: ['bronze', 'silver', 'gold'], rules },
  });
}
