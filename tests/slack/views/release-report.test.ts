import { describe, expect, test } from 'vitest';
import { checkRelease } from '../../../src/domain/release-check.ts';
import { releaseMessage } from '../../../src/slack/views/release-report.ts';
import { expectGoodMessage, poisoned, survivesHostileText } from '../../support/hostile.ts';
import { releaseReport } from '../../support/literal-reports.ts';
import { sketch } from '../../support/sketch.ts';
import { NOW } from '../../support/view-models.ts';

const KEEP = ['kind', 'weight', 'result', 'bar'];
const SAVED = { id: '7k3m9qxz', byName: 'Ana', report: releaseReport() };

test('a release check says go or no-go first, then what is against it, excepted and not known', () => {
  const message = releaseMessage(SAVED);
  expectGoodMessage(message);
  expect(sketch(message)).toMatchInlineSnapshot(`
    "
    says: No-go for Checkout. 1 of 3 services meet their minimum bar; 1 is below it; 1 can't be told. Against it: payments-api. Saved as 7k3m9qxz.
    # ❌ No-go · Checkout
    1 of 3 services meet their minimum bar; 1 is below it; 1 can't be told.
    | *Against it (1)*
    | ❌ *payments-api* · Runbook linked · no runbook is linked · since {20 February 2026}
    | *Warnings (1)*
    | ❔ *ledger* · Runbook linked · not known: PagerDuty answers 403 · since {9 March 2026}
    | *Exceptions in force (1)*
    | 🛡️ *payments-api* · Coverage over 80 % · until {26 March 2026} · Ana and Bo
    | *Without effect on this (1)*
    | ❔ *ledger* · 2 not known above its minimum bar: Coverage and Merge approval
    . ✅ In order: finder
    . 3 services <!date^1773308460^as of {date_short_pretty} at {time}|as of 12 March 2026 at 09:41 UTC> · checked by Ana · \`/ready report show 7k3m9qxz\` shows the same later
    [static_select open: payments-api → payments-api, ledger → ledger, finder → finder] [Check anew → say report release payments-api ledger finder] [Share → release-share 7k3m9qxz] [As Markdown → report-export:0 markdown release 7k3m9qxz] [As CSV → report-export:1 csv release 7k3m9qxz]
    "
  `);
});

test('a go is short', () => {
  const services = SAVED.report.services.filter(({ id }) => id === 'finder');
  const message = releaseMessage({ ...SAVED, report: { ...SAVED.report, result: 'go', services } });
  expect(sketch(message)).toMatchInlineSnapshot(`
    "
    says: Go for Checkout. 1 of 1 service meets its minimum bar. Saved as 7k3m9qxz.
    # ✅ Go · Checkout
    1 of 1 service meets its minimum bar.
    . ✅ In order: finder
    . 1 service <!date^1773308460^as of {date_short_pretty} at {time}|as of 12 March 2026 at 09:41 UTC> · checked by Ana · \`/ready report show 7k3m9qxz\` shows the same later
    [static_select open: finder → finder] [Check anew → say report release finder] [Share → release-share 7k3m9qxz] [As Markdown → report-export:0 markdown release 7k3m9qxz] [As CSV → report-export:1 csv release 7k3m9qxz]
    "
  `);
});

test('where no service has a minimum bar it says so, and no 0 of 0', () => {
  const services = SAVED.report.services.map((service) => ({ ...service, bar: 'none' as const }));
  const message = releaseMessage({ ...SAVED, report: { ...SAVED.report, services } });
  expect(sketch(message)).toContain('\n3 have no minimum bar.\n');
});

describe('of 200 services', () => {
  const report = checkRelease(
    'Everything',
    Array.from({ length: 200 }, (_, nth) => ({
      ...{ key: `k${nth}`, id: `service-with-a-long-name-${nth}`, name: 'x', tier: 'Customers stop' },
      ...({ unknown: 'block', bar: 'not_met', judged: true } as const),
      checks: [
        {
          ...{ rule: 'r/runbook', title: 'T'.repeat(500), required: true, reason: 'R'.repeat(500) },
          ...({ outcome: 'fail', standing: 'fail', since: NOW, unprovenSince: null } as const),
        },
      ],
      exceptions: [{ titles: ['Coverage'], until: NOW, by: ['Ana', 'Bo', 'Cy', 'Di'] }],
    })),
    NOW,
  );
  const message = releaseMessage({ ...SAVED, report });

  test('the message says how many more there are, and where', () => {
    expectGoodMessage(message);
    expect(sketch(message)).toMatch(/Against it \(200\)[\s\S]*and 1\d\d more: take it as Markdown or CSV/);
  });

  test('they are not checked anew by a button that could not name them all', () => {
    expect(sketch(message)).not.toContain('Check anew');
  });
});

survivesHostileText((text) =>
  releaseMessage(
    { id: SAVED.id, byName: text, report: poisoned(SAVED.report, text, KEEP) },
    { sharedBy: text },
  ),
);
