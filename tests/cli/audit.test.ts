import { describe, expect, test } from 'vitest';
import { answering, shell } from '../support/shell.ts';
import { auditView, NOW } from '../support/view-models.ts';

describe('ready audit', () => {
  test('shows who did what, newest first', async () => {
    const asked: unknown[] = [];
    const workshop = answering({
      showAudit: async (_viewer, question) => {
        asked.push(question);
        return auditView({ more: true });
      },
    });
    const { exit, stdout } = await shell(['audit', '--service', 'payments-api', '--since', '7d'], workshop);
    expect(exit).toBe(0);
    expect(asked).toEqual([{ service: 'payments-api', since: NOW - 7 * 86_400_000, limit: 50 }]);
    expect(stdout).toMatchInlineSnapshot(`
      "#3 2026-03-12T09:38:00Z  exception.approve payments-api by Ana (slack) {"until":"2026-03-26T10:00:00Z"}
      #2 2026-03-12T09:39:00Z  token.create 0195f2f0-0000-7000-8000-000000000001 by root (cli) {"name":"load tests"}
      #1 2026-03-12T09:40:00Z  catalog.import 0195f2f0-0000-7000-8000-000000000001 by the bot (bot) {"added":47}
      and earlier ones: --all
      "
    `);
  });

  test('says of a service that it was archived, and when', async () => {
    const service = { id: 'old-api', name: 'Old API', archivedAt: NOW };
    const workshop = answering({ showAudit: async () => auditView({ service }) });
    expect((await shell(['audit', '--service', 'old-api'], workshop)).stdout).toMatch(
      /^old-api was archived on 2026-03-12\.\n#3 /,
    );
    expect((await shell(['audit', '--json'], workshop)).document()).toMatchObject({
      service: { id: 'old-api', archived: new Date(NOW).toISOString() },
    });
  });

  test('as a document it keeps every field', async () => {
    const workshop = answering({ showAudit: async () => auditView() });
    expect((await shell(['audit', '--json'], workshop)).document()).toMatchObject({
      entries: [
        { number: 3, act: 'exception.approve', actor: 'UANA', service: 'payments-api' },
        {},
        { actor: null },
      ],
      more: false,
    });
  });

  test.each([
    [{ sound: 3, broken: null, hash: 'ab' }, 0, '3 entries, each bound to the one before.\nLast hash: ab\n'],
    [
      { sound: 1, broken: 2, hash: 'ab' },
      1,
      'Entry #2 was altered, or one before it is gone: the first 1 entry are sound.\n',
    ],
    [{ sound: 0, broken: null, hash: '' }, 0, '0 entries, each bound to the one before.\n'],
  ])('verify tells of %j', async (verdict, exit, said) => {
    const run = await shell(['audit', 'verify'], answering({ verifyAudit: async () => verdict }));
    expect([run.exit, run.stdout]).toEqual([exit, said]);
  });

  test('says what to type instead', async () => {
    const run = await shell(['audit', 'verfy'], answering({}));
    expect([run.exit, run.stderr]).toEqual([2, expect.stringContaining('did you mean "verify"?')]);
  });
});
