import { describe, expect, test } from 'vitest';
import {
  type Attestation,
  attestationInForce,
  readStatement,
  recordedAt,
  type Statement,
  type Terms,
} from '../../src/domain/attestation.ts';
import { DAY, HOUR } from '../../src/domain/instant.ts';
import { localDate } from '../../src/domain/local-date.ts';

const NOW = Date.parse('2026-03-10T12:00:00Z');
const TERMS: Terms = {
  validFor: 90 * DAY,
  evidence: 'required',
  now: NOW,
  timezone: 'Europe/London',
  current: undefined,
};
const TYPED: Statement = {
  statement: ' Restored from backup in 20 minutes ',
  evidence: 'https://wiki.acme.test/drill',
  date: '2026-03-10',
};

function problems(typed: Partial<Statement>, terms: Partial<Terms> = {}) {
  return readStatement({ ...TYPED, ...typed }, { ...TERMS, ...terms }).problems.map(
    ({ field, message }) => `${field}: ${message}`,
  );
}

function stated(typed: Partial<Statement>, terms: Partial<Terms> = {}) {
  const read = readStatement({ ...TYPED, ...typed }, { ...TERMS, ...terms });
  return 'stated' in read ? read.stated : read.problems;
}

describe('a statement', () => {
  test('of today counts from now on, for as long as its rule says', () => {
    expect(stated({})).toEqual({
      statement: 'Restored from backup in 20 minutes',
      evidence: 'https://wiki.acme.test/drill',
      at: NOW,
      until: NOW + 90 * DAY,
    });
  });

  test('of an earlier day counts from the beginning of that day where the person is', () => {
    expect(stated({ date: '2026-03-08' }, { timezone: 'America/New_York' })).toMatchObject({
      at: Date.parse('2026-03-08T05:00:00Z'),
    });
  });

  test('of the day that it is where the person is is one of today', () => {
    const now = Date.parse('2026-03-10T23:30:00Z');
    expect(stated({ date: '2026-03-11' }, { now, timezone: 'Asia/Tokyo' })).toMatchObject({ at: now });
    expect(localDate(now, 'Asia/Tokyo')).toBe('2026-03-11');
  });

  test('needs no link where its rule does not ask for one', () => {
    expect(stated({ evidence: '' }, { evidence: 'optional' })).toMatchObject({ evidence: null });
  });

  test.each([
    [{ statement: '  ' }, 'statement: Say what you checked'],
    [{ statement: 'x'.repeat(1_001) }, 'statement: Keep it below'],
    [{ evidence: '' }, 'evidence: This rule needs a link'],
    [{ evidence: 'wiki/drill' }, 'evidence: Paste a link'],
    [{ evidence: 'javascript:alert(1)' }, 'evidence: Paste a link'],
    [{ evidence: 'https://' }, 'evidence: Paste a link'],
    [{ evidence: `https://wiki.acme.test/${'x'.repeat(400)}` }, 'evidence: Use a link of at most'],
    [{ date: '2026-03-11' }, 'date: That day has not come yet'],
    [{ date: '2025-12-10' }, 'date: That is so long ago'],
    [{ date: '2026-02-30' }, 'date: Choose a day'],
    [{ date: '' }, 'date: Choose a day'],
  ])('such as %j is refused at its field', (typed, message) => {
    expect(problems(typed)).toEqual([expect.stringContaining(message)]);
  });

  test('says everything that is wrong at once', () => {
    expect(problems({ statement: '', evidence: '', date: '' })).toHaveLength(3);
  });

  test('of an earlier day than what counts already would shorten it, and is refused', () => {
    const current = attestation(1, { byName: 'Bo', at: NOW - DAY, until: NOW + 89 * DAY });
    expect(problems({ date: '2026-03-08' }, { current })).toEqual([expect.stringContaining('Bo attested')]);
    expect(problems({ date: '2026-03-10' }, { current })).toEqual([]);
  });
});

/** Recorded so many hours after NOW. */
function attestation(hours: number, more: Partial<Attestation> = {}): Attestation {
  const millis = (NOW + hours * HOUR).toString(16).padStart(12, '0');
  return {
    id: `${millis.slice(0, 8)}-${millis.slice(8)}-7000-8000-000000000000`,
    serviceKey: 'k',
    rule: 'readiness/drill',
    statement: 'Done',
    evidence: null,
    by: 'UANA',
    byName: 'Ana',
    at: NOW,
    until: NOW + 10 * HOUR,
    ...more,
  };
}

describe('what is in force', () => {
  const first = attestation(0);
  const second = attestation(2);
  const withdrawn = attestation(4, { at: NOW + 4 * HOUR, until: NOW + 4 * HOUR });
  const history = [withdrawn, second, first];

  test('is the newest that was recorded by then, and nothing once it is withdrawn', () => {
    const at = (hours: number) => attestationInForce(history, NOW + hours * HOUR);
    expect([-1, 0, 1, 2, 3, 4, 5].map(at)).toEqual([
      undefined,
      first,
      first,
      second,
      second,
      undefined,
      undefined,
    ]);
  });

  test('ends at its end, not after it', () => {
    expect(attestationInForce([first], first.until - 1)).toBe(first);
    expect(attestationInForce([first], first.until)).toBeUndefined();
    expect(recordedAt(second)).toBe(NOW + 2 * HOUR);
  });
});
