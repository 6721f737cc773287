import { expect, test } from 'vitest';
import { DAY } from '../../../src/domain/instant.ts';
import { detailsModal } from '../../../src/slack/views/details-modal.ts';
import { attestationLine } from '../../support/literal-attestations.ts';
import { sketch } from '../../support/sketch.ts';
import { details, NOW } from '../../support/view-models.ts';

const LINES = [
  attestationLine({
    id: 'c',
    byName: 'Bo',
    withdrawal: true,
    counts: false,
    at: NOW - DAY,
    until: NOW - DAY,
  }),
  attestationLine({
    id: 'b',
    title: 'Threat review',
    byName: 'Cy',
    hidden: true,
    statement: '',
    evidence: null,
  }),
  attestationLine({ id: 'a', counts: false, statement: 'Old one' }),
];

const facts = { service: 'payments-api', tab: 'facts', offset: 0 } as const;

test('the facts begin with what counts as attested, then its history with who and when', () => {
  const shown = sketch(detailsModal(details('payments-api', { attestations: LINES }), facts, NOW));
  const places = ['Attested by people', 'Threat review', 'withdrawn by Bo', 'Old one'].map((words) =>
    shown.indexOf(words),
  );
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test('a sensitive statement is withheld, who stated it is not', () => {
  const [, hidden] = LINES;
  const shown = sketch(
    detailsModal(details('payments-api', { attestations: hidden ? [hidden] : [] }), facts, NOW),
  );
  expect(shown).toContain('Cy');
  expect(shown).not.toContain('wiki.acme.test/drill');
});

test('Attest stands below checks and facts for whoever may', () => {
  const shown = (tab: 'checks' | 'facts' | 'history', mayAttest: boolean) =>
    JSON.stringify(detailsModal(details('payments-api', { mayAttest }), { ...facts, tab }, NOW)).includes(
      '"attest"',
    );
  expect([
    shown('checks', true),
    shown('facts', true),
    shown('history', true),
    shown('checks', false),
  ]).toEqual([true, true, false, false]);
});
