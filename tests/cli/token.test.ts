import { describe, expect, test } from 'vitest';
import { createToken, listTokens, revokeToken } from '../../src/use-cases/tokens.ts';
import { SHELL_USER, shell, workshopWith } from '../support/shell.ts';
import { openSmallHome } from '../support/small-home.ts';

/** The shell over a real database. */
async function desk() {
  const { app, advance } = await openSmallHome();
  const { context } = app;
  const opened = async () =>
    ({
      verbs: app.verbs,
      viewer: SHELL_USER,
      tokens: {
        create: (request) => createToken(context, request),
        list: () => listTokens(context),
        revoke: (id, by) => revokeToken(context, id, by),
      },
      // What else a writing verb may do is not used.
    }) as Awaited<ReturnType<ReturnType<typeof workshopWith>['write']>>;
  const workshop = workshopWith({ clock: context.clock, read: opened, write: opened });
  return { advance, app, run: (...argv: string[]) => shell(argv, workshop) };
}

const CREATE = ['token', 'create', '--scope', 'facts:custom', '--service', 'payments-api'];

describe('ready token', () => {
  test('creates one and shows its secret that once', async () => {
    const { run } = await desk();
    const created = await run(...CREATE, '--name', 'load tests', '--json');
    expect(created.exit).toBe(0);
    expect(created.document()).toMatchObject({
      secret: expect.stringMatching(/^readybot_[\w-]{43}$/),
      token: { name: 'load tests', scopes: ['facts:custom'], services: ['payments-api'], last_used_at: null },
    });
    const { secret } = created.document() as { secret: string };
    const list = await run('token', 'list');
    expect(list.stdout).toContain('facts:custom of payments-api');
    expect(list.stdout).not.toContain(secret);
  });

  test('says on paper too that the secret is not shown again', async () => {
    const { run } = await desk();
    expect((await run(...CREATE)).stdout).toMatch(/^readybot_[\w-]{43}\n\nKeep it .* not shown again\.\n\n/);
  });

  test('revokes one by the beginning of its id', async () => {
    const { run } = await desk();
    const { token } = (await run(...CREATE, '--json')).document() as { token: { id: string } };
    expect((await run('token', 'revoke', token.id.slice(0, 13))).stdout).toContain('revoked just now');
    expect((await run('token', 'list', '--json')).document()).toMatchObject({
      tokens: [{ id: token.id, revoked_at: expect.any(String) }],
    });
  });

  test.each([
    [['token', 'crate'], 'There is no action "crate" (did you mean "create"?)'],
    [['token', 'create', '--service', 'ledger'], 'Say what it may do: --scope facts:custom'],
    [
      ['token', 'create', '--scope', 'facts:custom'],
      'Say for which services: --service ID, or --all-services.',
    ],
    [[...CREATE, '--all-services'], 'Either --service or --all-services, not both.'],
    [[...CREATE, '--expires', 'soon'], '"soon" is no duration.'],
    [['token', 'revoke'], 'Say which: ready token revoke ID.'],
    [['token', 'revoke', 'nothing'], 'There is no token "nothing".'],
  ])('says what to do instead of %j', async (argv, words) => {
    const { run } = await desk();
    const told = await run(...argv);
    expect([told.exit, told.stderr]).toEqual([2, expect.stringContaining(words)]);
  });
});
