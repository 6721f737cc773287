import { describe, expect, test } from 'vitest';
import { DAY } from '../../src/domain/instant.ts';
import type { EvidenceRule } from '../../src/use-cases/show-evidence.ts';
import type { Verbs } from '../../src/use-cases/verbs.ts';
import { evidenceRule, evidenceView } from '../support/evidence-view.ts';
import { literalVerbs } from '../support/literal-verbs.ts';
import { answering, shell } from '../support/shell.ts';
import { NOW } from '../support/view-models.ts';

const asking = (verbs: Partial<Verbs>) => answering(literalVerbs(verbs));

function ofRule(more: Partial<EvidenceRule>): Partial<Verbs> {
  const scorecards = evidenceView().scorecards.map((one) => ({ ...one, rules: [evidenceRule(more)] }));
  return { showEvidence: async () => evidenceView({ scorecards }) };
}

describe('ready evidence', () => {
  test('shows what held, and below each rule what proves it', async () => {
    const asked: unknown[] = [];
    const workshop = asking({
      showEvidence: async (_viewer, question) => {
        asked.push(question);
        return evidenceView();
      },
    });
    const argv = ['evidence', 'payments-api', '--at', '2026-03-10', '--control', 'SOC2-CC8.1'];
    const { exit, stdout } = await shell(argv, workshop);
    expect(exit).toBe(0);
    expect(asked).toEqual([{ service: 'payments-api', at: '2026-03-10', control: 'SOC2-CC8.1' }]);
    expect(stdout).toMatchInlineSnapshot(`
      "payments-api at 2026-03-10T09:41Z

      Security · version v1 · level bronze · minimum bar met by exception · score 50 · 1 rule
        ◆ Merge approval · exempt · since 2026-03-03T09:41Z, until 2026-03-12T08:41Z · minimum bar · SOC2-CC8.1
            approvals required is 0, wanted ≥ 1
            vcs.default_branch.required_approvals = 0 from github, read 2026-03-11T09:41Z (later; the outcome was the same)
            exception until 2026-03-12T08:41Z, asked by Omar, approved by Ana 2026-03-03T09:41Z: New module
            attested by Ana as of 2026-03-10T09:41Z, until 2026-06-08T09:41Z: Restored the ledger in 20 minutes https://wiki.acme.test/drill
      "
    `);
  });

  test('says since when a value has been the same that was read again after the moment', async () => {
    const values = { since: NOW - 5 * DAY, until: null };
    const fact = {
      path: 'coverage.percent',
      value: 88,
      collector: 'codecov',
      collectedAt: NOW,
      later: false,
    };
    const { stdout } = await shell(['evidence', 'payments-api'], asking(ofRule({ values, facts: [fact] })));
    expect(stdout).toContain(
      'coverage.percent = 88 from codecov, read 2026-03-12T09:41Z, the same since 2026-03-07T09:41Z',
    );
  });

  test('without a moment is about now', async () => {
    const asked: unknown[] = [];
    const workshop = asking({
      showEvidence: async (_viewer, question) => {
        asked.push(question);
        return evidenceView({ scorecards: [] });
      },
    });
    const { stdout } = await shell(['evidence', 'payments-api'], workshop);
    expect(asked).toEqual([{ service: 'payments-api', at: new Date(NOW).toISOString() }]);
    expect(stdout).toContain('No scorecard had judged it by then.');
  });

  test('says of a service that it is archived, and what to ask where nothing judges it any more', async () => {
    const service = { id: 'old-api', name: 'Old API', archivedAt: NOW };
    const workshop = asking({
      lookUp: async (_viewer, asked) => ({ kind: 'nearest', asked, nearest: [] }),
      showEvidence: async (_viewer, { service: id }) =>
        evidenceView({ service: { ...service, id }, at: NOW, scorecards: [] }),
    });
    const { stdout } = await shell(['evidence', 'old-api'], workshop);
    expect(stdout).toMatch(/^old-api \(archived since 2026-03-12T09:41Z\) at /);
    expect(stdout).toContain('Ask about a day before.');
  });

  test('as a document it keeps every field', async () => {
    const workshop = asking({ showEvidence: async () => evidenceView() });
    const run = await shell(['evidence', 'payments-api', '--json'], workshop);
    expect(run.document()).toMatchSnapshot();
  });

  test('says that values are private, and nothing of them', async () => {
    const workshop = asking(ofRule({ hidden: true, values: null, facts: [], attestation: null }));
    const { stdout } = await shell(['evidence', 'payments-api'], workshop);
    expect(stdout).toContain('values are private to its team');
    expect(stdout).not.toContain('required_approvals');
  });

  test('says that no rule named the control', async () => {
    const workshop = asking({
      showEvidence: async () => evidenceView({ control: 'ISO-1', scorecards: [] }),
    });
    const run = await shell(['evidence', 'payments-api', '--control', 'ISO-1'], workshop);
    expect([run.exit, run.stderr]).toEqual([2, expect.stringContaining('named the control "ISO-1"')]);
  });
});
