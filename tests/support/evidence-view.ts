import { newException } from '../../src/domain/exceptions/exception.ts';
import { DAY, HOUR } from '../../src/domain/instant.ts';
import type { EvidenceRule, EvidenceView } from '../../src/use-cases/show-evidence.ts';
import { attestationLine } from './literal-attestations.ts';
import { NOW } from './view-models.ts';

const ANA = { id: 'UANA', name: 'Ana' };

export function evidenceRule(more: Partial<EvidenceRule> = {}): EvidenceRule {
  return {
    rule: 'security/approval',
    title: 'Merge approval',
    controls: ['SOC2-CC8.1'],
    required: true,
    check: {
      rule: 'approval',
      outcome: 'exempt',
      standing: 'exempt',
      since: NOW - 9 * DAY,
      evidence: [],
      reason: 'approvals required is 0, wanted ≥ 1',
    },
    heldUntil: NOW - HOUR,
    values: { since: NOW - DAY, until: NOW - HOUR },
    facts: [
      {
        path: 'vcs.default_branch.required_approvals',
        value: 0,
        collector: 'github',
        collectedAt: NOW - DAY,
        later: true,
      },
    ],
    exceptions: [
      {
        ...newException({
          id: 'e1',
          serviceKey: 'k',
          rules: [],
          kind: 'one-time',
          requester: { id: 'UOMAR', name: 'Omar' },
          requestedAt: NOW - 10 * DAY,
          reason: 'New module',
          risk: 'Bugs',
          followUp: null,
          askedUntil: NOW - HOUR,
          tier: 'tier-1',
          approvalsRequired: 1,
          extends: null,
          batch: null,
        }),
        state: 'expired',
        from: NOW - 9 * DAY,
        approvals: [{ by: ANA, at: NOW - 9 * DAY, until: NOW - HOUR }],
        end: { at: NOW - HOUR, by: null, reason: '' },
      },
    ],
    attestation: attestationLine(),
    hidden: false,
    ...more,
  };
}

export function evidenceView(more: Partial<EvidenceView> = {}): EvidenceView {
  return {
    service: { id: 'payments-api', name: 'Payments API', archivedAt: null },
    at: NOW - 2 * DAY,
    control: null,
    scorecards: [
      {
        ...{
          id: 'security',
          name: 'Security',
          version: 'v1',
          bar: 'met_by_exception',
          level: 'bronze',
          score: '50',
        },
        rules: [evidenceRule()],
      },
    ],
    ...more,
  };
}
