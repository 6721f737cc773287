import { expect, test } from 'vitest';
import { createToken, revokeToken } from '../../src/use-cases/tokens.ts';
import { openSmallHome, viewerOf } from '../support/small-home.ts';

test('imports, scorecards and tokens are in the log, each act once, and only admins read it', async () => {
  const { app } = await openSmallHome();
  const admin = await viewerOf(app, 'root@acme.test');
  const { token } = await createToken(app.context, {
    name: 'load tests',
    scopes: ['facts:custom'],
    services: 'all',
    by: 'ana',
  });
  await revokeToken(app.context, token.id, 'bo');
  await revokeToken(app.context, token.id, 'bo');
  const { entries } = await app.verbs.showAudit(admin, { limit: 10 });
  expect(entries.map(({ act, actor, from }) => [act, actor, from])).toEqual([
    ['token.revoke', 'cli:bo', 'cli'],
    ['token.create', 'cli:ana', 'cli'],
    ['catalog.import', 'test', 'cli'],
    ['scorecard.load', null, 'bot'],
  ]);
  expect(await app.verbs.verifyAudit(admin)).toMatchObject({ sound: 4, broken: null });
  const member = await viewerOf(app, 'ana@acme.test');
  await expect(app.verbs.showAudit(member, { limit: 10 })).rejects.toThrow('Only admins read the audit log.');
  await expect(app.verbs.verifyAudit(member)).rejects.toThrow('Only admins');
});
