import { describe, expect, test } from 'vitest';
import { pickerModal, serviceOptions } from '../../../src/slack/views/picker-modal.ts';
import { readinessCard } from '../../../src/slack/views/readiness-card.ts';
import { optionsProblems } from '../../../src/workspace/limits/check-limits.ts';
import { expectGoodModal, expectHarmless, HOSTILE, survivesHostileText } from '../../support/hostile.ts';
import { sketch } from '../../support/sketch.ts';
import { card, heading, NOW } from '../../support/view-models.ts';

test('the picker is a search field', () => {
  const modal = pickerModal(null);
  expectGoodModal(modal);
  expect(sketch(modal)).toMatchInlineSnapshot(`
    "
    modal: Check readiness
    [external_select pick: Type the name of a service]
    "
  `);
});

test('the chosen service’s card stands below the search field', () => {
  const modal = pickerModal(readinessCard(card(), { now: NOW }), heading('payments-api'));
  expectGoodModal(modal);
  expect(sketch(modal)).toContain('🥉 payments-api · Bronze');
});

describe('the note', () => {
  survivesHostileText((text) => pickerModal(null, undefined, text));
});

describe('the options', () => {
  test('are at most a hundred, each addressed by its id', () => {
    const found = Array.from({ length: 200 }, (_, nth) => ({ id: `service-${nth}`, name: 'x'.repeat(500) }));
    const options = serviceOptions([...found, { id: 'y'.repeat(76), name: 'too long to address' }]);
    expect(options).toHaveLength(100);
    expect(optionsProblems({ options })).toEqual([]);
  });

  test.each(HOSTILE)('survive %s', (_name, text) => {
    const options = serviceOptions([{ id: 'payments-api', name: text }]);
    expect(optionsProblems({ options })).toEqual([]);
    expectHarmless(options);
  });
});
