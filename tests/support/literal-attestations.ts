import { DAY } from '../../src/domain/instant.ts';
import type {
  AttestableRule,
  AttestationDraft,
  AttestationLine,
  AttestationVerbs,
} from '../../src/use-cases/attestation-views.ts';
import { card, NOW } from './view-models.ts';

export function attestationLine(more: Partial<AttestationLine> = {}): AttestationLine {
  return {
    id: '019ccd5c-6700-7000-8000-000000000001',
    serviceKey: 'k',
    rule: 'security/restore-drill',
    title: 'Restore drill',
    statement: 'Restored the ledger in 20 minutes',
    evidence: 'https://wiki.acme.test/drill',
    by: 'UANA',
    byName: 'Ana',
    at: NOW - 2 * DAY,
    until: NOW + 88 * DAY,
    withdrawal: false,
    counts: true,
    hidden: false,
    ...more,
  };
}

export function attestableRule(more: Partial<AttestableRule> = {}): AttestableRule {
  return {
    rule: 'security/restore-drill',
    title: 'Restore drill',
    whyItMatters: 'A backup that nobody restored is a hope.',
    fix: 'Restore it into an empty place.',
    evidence: 'required',
    validFor: 90 * DAY,
    by: 'owner',
    current: null,
    ...more,
  };
}

export function attestationDraft(more: Partial<AttestationDraft> = {}): AttestationDraft {
  const chosen = more.chosen ?? attestableRule();
  return {
    service: { id: 'payments-api', name: 'Payments API' },
    rules: [chosen],
    chosen,
    today: '2026-03-10',
    own: false,
    ...more,
  };
}

export function literalAttestations(changes: Partial<AttestationVerbs> = {}): AttestationVerbs {
  return {
    draft: async () => attestationDraft(),
    attest: async () => ({ kind: 'attested', line: attestationLine(), card: card('payments-api') }),
    withdraw: async () => card('payments-api'),
    of: async () => [attestationLine()],
    ...changes,
  };
}
