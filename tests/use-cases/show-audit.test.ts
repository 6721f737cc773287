import { expect, test } from 'vitest';
import { createToken, revokeToken } from '../../src/use-cases/tokens.ts';
import { CATALOG, openSmallHome, viewerOf } from '../support/small-home.ts';

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

test('a service that was archived is found by its former id, and said to be archived; one that never was is not', async () => {
  const { app, write } = await openSmallHome();
  const admin = await viewerOf(app, 'root@acme.test');
  const about = (service: string) => app.verbs.showAudit(admin, { service, limit: 10 });
  expect((await about('payment-gateway')).service).toMatchObject({ id: 'payments-api', archivedAt: null });
  write('catalog/all.yml', CATALOG.replace(/ {2}- \{id: payments-api[\s\S]*?\n(?= {2}- )/, ''));
  await app.importCatalog({ by: 'test', confirm: true });
  expect((await about('Payment-Gateway')).service).toMatchObject({
    ...{ id: 'payments-api', name: 'Payments API' },
    archivedAt: expect.any(Number),
  });
  await expect(about('legder')).rejects.toThrow(
    'There is no service “legder”, and none that was archived (did you mean "ledger"?).',
  );
});
