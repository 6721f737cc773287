/** The verbs of the catalog's upkeep without a catalog, and the view models that they answer. */
import { DAY } from '../../src/domain/instant.ts';
import type {
  FieldDraft,
  HandoverView,
  Kept,
  OwnerSuggestions,
  OwnershipClaimView,
  RelabelledView,
  RelabellingView,
  UpkeepDraft,
  UpkeepReaders,
  UpkeepVerbs,
  VerificationDraft,
} from '../../src/use-cases/upkeep-views.ts';
import { card, NOW } from './view-models.ts';

const SERVICE = { id: 'payments-api', name: 'Payments API' };
const PAYMENTS = { id: 'payments', name: 'Payments' };
const LABELS = { tier: 'tier-1', lifecycle: 'production', type: 'service' };
const ANA = { id: 'U1', name: 'Ana' };

const VALUES: Readonly<Record<FieldDraft['field'], string>> = {
  ...{ id: 'payments-api', name: 'Payments API', description: 'Takes card payments', owner: 'payments' },
  ...{ ...LABELS, system: 'checkout', channel: '#payments', repo: 'github.com/acme/payments' },
  ...{ runbook: 'https://wiki.acme.test/p', dashboard: '', logs: '', depends_on: 'ledger, risk' },
};

/** `held`: fields that a file says. */
export function upkeepDraft(more: Partial<UpkeepDraft> = {}, held: readonly string[] = ['id']): UpkeepDraft {
  const fields = (Object.keys(VALUES) as FieldDraft['field'][]).map((field) => ({
    field,
    value: VALUES[field],
    heldBy: held.includes(field) ? 'catalog/shop.yml:12' : null,
  }));
  return {
    service: SERVICE,
    fields,
    tiers: [
      { id: 'tier-1', name: 'Customers stop' },
      { id: 'tier-2', name: 'Customers wait' },
    ],
    owner: PAYMENTS,
    mine: ['payments'],
    mayArchive: false,
    removedAt:
      'payments-api stands in catalog/shop.yml:12. Remove it there, and it is archived with its history.',
    asked: null,
    deciders: ['Bo', 'Vera'],
    ...more,
  };
}

export function kept(more: Partial<Kept> = {}): Kept {
  return { kind: 'kept', card: card(), changed: ['channel'], relabelling: null, claimed: null, ...more };
}

export function ownerSuggestions(more: Partial<OwnerSuggestions> = {}): OwnerSuggestions {
  return {
    service: SERVICE,
    owner: null,
    suggestions: [
      {
        team: PAYMENTS,
        confidence: 85,
        evidence: [
          { kind: 'codeowners', words: 'CODEOWNERS names @acme/payments' },
          { kind: 'commits', words: '3 of 4 who committed in the last 90 days' },
        ],
      },
      {
        team: { id: 'search', name: 'Search' },
        confidence: 50,
        evidence: [{ kind: 'on-call', words: 'on call for it now' }],
      },
    ],
    asked: [],
    ...more,
  };
}

export function ownershipClaim(more: Partial<OwnershipClaimView> = {}): OwnershipClaimView {
  return {
    ...{ id: 'c1', service: { ...SERVICE, tier: 'tier-1' }, team: PAYMENTS, from: null, note: null },
    ...{ evidence: ownerSuggestions().suggestions[0]?.evidence ?? [], by: ANA, at: NOW - DAY },
    ...{ state: 'open', decidedByName: null, decidedAt: null, heldBy: null },
    ...more,
  };
}

export function relabelling(more: Partial<RelabellingView> = {}): RelabellingView {
  return {
    ...{ id: 'r1', service: { ...SERVICE, tier: 'tier-1' }, from: LABELS, to: { ...LABELS, tier: 'tier-2' } },
    ...{ eased: ['tier'], reason: 'Only reports use it.', by: ANA, at: NOW - DAY },
    ...{ state: 'open', decidedByName: null, decidedAt: null },
    ...more,
  };
}

export function relabelled(services: number): RelabelledView {
  const to = { tier: 'tier-2', lifecycle: 'deprecated', type: 'worker' };
  return {
    tier: { id: 'tier-1', name: 'Customers stop' },
    at: NOW,
    services: Array.from({ length: services }, (_, nth) => ({
      ...{ id: `service-${nth}`, name: `Service ${nth}` },
      ...{ from: LABELS, to, eased: ['tier', 'lifecycle', 'type'] },
    })),
  };
}

export function handover(services: number): HandoverView {
  return {
    team: PAYMENTS,
    services: Array.from({ length: services }, (_, nth) => ({
      ...{ id: `service-${nth}`, name: `Service ${nth}`, tier: 'tier-1' },
    })),
    graceUntil: NOW + 14 * DAY,
  };
}

export function verificationDraft(more: Partial<VerificationDraft> = {}): VerificationDraft {
  return {
    ...{
      service: SERVICE,
      owner: PAYMENTS,
      tier: { id: 'tier-1', name: 'Customers stop' },
      lifecycle: 'production',
    },
    ...{
      channel: '#payments',
      links: [{ type: 'runbook', title: 'Runbook', url: 'https://wiki.acme.test/p' }],
    },
    ...{ last: { byName: 'Ana', at: NOW - 90 * DAY }, everyDays: 90, mayEdit: true },
    ...more,
  };
}

/** Nothing is to be said of it. */
export const NO_UPKEEP: UpkeepReaders = {
  claim: async () => null,
  relabelling: async () => null,
  relabelled: async () => null,
  handover: async () => null,
};

export function literalUpkeep(changes: Partial<UpkeepVerbs> = {}): UpkeepVerbs {
  return {
    draftRegister: async (_viewer, name) =>
      upkeepDraft(
        {
          service: null,
          fields: upkeepDraft().fields.map(({ field }) => ({
            field,
            value: field === 'name' ? name : '',
            heldBy: null,
          })),
          ...{ removedAt: null, deciders: [] },
        },
        [],
      ),
    register: async () => kept(),
    draftEdit: async () => upkeepDraft(),
    edit: async () => kept(),
    archive: async () => SERVICE,
    unarchive: async () => card(),
    decideRelabelling: async (_viewer, _id, decision) => ({
      kind: 'done',
      view: relabelling({
        state: decision === 'approve' ? 'approved' : 'denied',
        decidedByName: 'Bo',
        decidedAt: NOW,
      }),
    }),
    suggestOwners: async () => ownerSuggestions(),
    askOwner: async () => ownershipClaim(),
    confirmOwner: async () => ({
      kind: 'done',
      view: ownershipClaim({ state: 'accepted', decidedByName: 'Bo' }),
    }),
    notUs: async () => ({ kind: 'done', view: ownershipClaim({ state: 'declined', decidedByName: 'Bo' }) }),
    someoneElse: async () => ({
      kind: 'done',
      view: ownershipClaim({ state: 'declined', decidedByName: 'Bo' }),
    }),
    claim: async () => ownershipClaim(),
    ownerless: async (_viewer, offset) => ({
      page: { items: [ownerSuggestions()], total: 21 },
      offset,
      askable: 7,
    }),
    askAll: async () => 7,
    draftVerification: async () => verificationDraft(),
    verify: async () => card(),
    teams: async () => [PAYMENTS],
    ...changes,
  };
}
