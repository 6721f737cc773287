import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { bindWorkshop } from '../../src/shell/bind-workshop.ts';
import { lockFile } from '../../src/store/sqlite/lock.ts';
import { shell } from '../support/shell.ts';
import { CATALOG, factsFile, READY_YML, SCORECARD } from '../support/small-home.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

/** One command line over this home, as the process would run it: opened, answered, closed. */
async function ready(home: string, ...args: string[]) {
  for (const name of ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'DATABASE_URL', 'READY_NOW'])
    vi.stubEnv(name, undefined);
  vi.stubEnv('READY_HOME', home);
  const { workshop, close } = bindWorkshop(new AbortController().signal);
  const run = await shell(args, workshop);
  await close();
  return run;
}

function aHome(): string {
  return temporaryFolder({
    'ready.yml': READY_YML,
    'catalog/shop.yml': CATALOG,
    'scorecards/readiness.yml': SCORECARD,
    'facts.yml': factsFile({ approvals: 0 }),
  });
}

describe('the shell over a real home', () => {
  test('takes a newcomer from the files to a card', async () => {
    const home = aHome();
    expect(await ready(home, 'validate')).toMatchObject({ exit: 0, stderr: '' });

    const early = await ready(home, 'show', 'payments-api');
    expect(early).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringContaining('no database yet') });

    const imported = await ready(home, 'import', '--json');
    expect([imported.exit, imported.document()]).toMatchObject([
      0,
      { added: [{ id: 'finder' }, { id: 'ledger' }, { id: 'old-site' }, { id: 'payments-api' }] },
    ]);
    expect((await ready(home, 'import', '--json')).document()).toMatchObject({
      added: [],
      unchanged: 4,
    });

    const evaluated = (await ready(home, 'evaluate', '--json')).document();
    expect(evaluated).toMatchObject({ services: 4, collected: 4, troubled: 0, standing: { services: 4 } });

    const card = await ready(home, 'show', 'payment-gateway', '--json');
    expect([card.exit, card.document()]).toMatchObject([
      0,
      {
        service: { id: 'payments-api', owner: 'payments' },
        asked_as: 'payment-gateway',
        primary: { level: 'bronze', gaps: [{ rule: 'approval', outcome: 'fail' }] },
      },
    ]);
    expect((await ready(home, 'show', 'payments-api')).stdout).toContain('✗ Merge approval');

    const facts = await ready(home, 'facts', 'payments-api');
    expect(facts.stdout).toMatch(/vcs\.default_branch\.required_approvals +0\n/);
  });

  test('judges the services named anew, and sees what changed', async () => {
    const home = aHome();
    await ready(home, 'import');
    await ready(home, 'evaluate');
    writeFileSync(join(home, 'facts.yml'), factsFile({ approvals: 2 }));
    expect((await ready(home, 'evaluate', 'payment-gateway', '--json')).document()).toMatchObject({
      services: 1,
      collected: 1,
    });
    const card = await ready(home, 'show', 'payments-api', '--json');
    expect(card.document()).toMatchObject({ primary: { gaps: [], level: 'silver' } });
  });

  test('says who holds the database while a bot runs, and still reads', async () => {
    const home = aHome();
    await ready(home, 'import');
    const lock = lockFile(join(home, 'data', 'ready.db'));
    const refused = await ready(home, 'evaluate');
    const read = await ready(home, 'show', 'payments-api');
    lock.release();
    expect(refused).toMatchObject({ exit: 2, stdout: '' });
    expect(refused.stderr).toContain('another Ready process is using this database');
    expect(refused.stderr).toContain('Stop that one first');
    expect(read.exit).toBe(0);
  });

  test('writes what init promises, and what it writes is valid', async () => {
    const folder = temporaryFolder();
    const home = join(folder, 'home');
    expect((await ready(folder, 'init', home)).exit).toBe(0);
    expect(readFileSync(join(home, 'ready.yml'), 'utf8')).toContain('organisation:');
    expect(existsSync(join(home, 'scorecards', 'production-readiness.yml'))).toBe(true);
    const run = await ready(home, 'validate', '--json');
    expect([run.exit, run.document()]).toMatchObject([0, { ok: true, problems: [], services: 1 }]);
  });
});
