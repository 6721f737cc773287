import { describe, expect, test } from 'vitest';
import { type Exception, newException } from '../../src/domain/exceptions/exception.ts';
import { DAY } from '../../src/domain/instant.ts';
import type { AuditAct } from '../../src/use-cases/audit-ports.ts';
import { onBothDatabases } from '../support/databases.ts';
import { changeOf, NOW, recordOf } from '../support/store-records.ts';

const OMAR = { id: 'UOMAR', name: 'Omar' };

function exception(serviceKey: string, more: Partial<Exception> = {}): Exception {
  return {
    ...newException({
      id: 'e1',
      serviceKey,
      rules: [{ rule: 'readiness/coverage', meaning: 'm' }],
      kind: 'one-time',
      requester: OMAR,
      requestedAt: NOW,
      reason: 'New module',
      risk: 'Bugs',
      followUp: null,
      askedUntil: NOW + 14 * DAY,
      tier: 'tier-1',
      approvalsRequired: 1,
      extends: null,
      batch: null,
    }),
    ...more,
  };
}

onBothDatabases('exceptions', ({ open }) => {
  async function world() {
    const store = await open();
    const [one, two] = [recordOf({ id: 'one' }), recordOf({ id: 'two' })];
    await store.catalog.apply(changeOf({ services: [one, two] }));
    return { store, one: one.key, two: two.key };
  }

  test('what was asked is read back whole, and listed newest first by whatever is looked for', async () => {
    const { store, one, two } = await world();
    const first = exception(one);
    const second = exception(two, {
      id: 'e2',
      requestedAt: NOW + 1,
      rules: [{ rule: 'readiness/slo', meaning: 'm' }],
    });
    await store.exceptions.add(first);
    await store.exceptions.add(second);
    const page = { offset: 0, limit: 10 };
    const found = async (filter: Parameters<typeof store.exceptions.list>[0]) =>
      (await store.exceptions.list(filter, page)).items.map(({ id }) => id);
    expect(await store.exceptions.byId('e1')).toEqual(first);
    expect(await found({})).toEqual(['e2', 'e1']);
    expect(await found({ rule: 'readiness/slo' })).toEqual(['e2']);
    expect(await found({ serviceKeys: [one], states: ['pending'] })).toEqual(['e1']);
    expect(await found({ requester: 'UANA' })).toEqual([]);
    expect(await store.exceptions.list({}, { offset: 1, limit: 1 })).toEqual({ items: [first], total: 2 });
  });

  test('whoever writes over an older version changes nothing', async () => {
    const { store, one } = await world();
    await store.exceptions.add(exception(one));
    const denied = exception(one, { state: 'denied', version: 2 });
    expect(await store.exceptions.replace(denied, 1)).toBe(true);
    expect(await store.exceptions.replace(exception(one, { state: 'approved', version: 2 }), 1)).toBe(false);
    expect(await store.exceptions.byId('e1')).toEqual(denied);
  });

  test('of two who write at once over the same version one wins', async () => {
    const { store, one } = await world();
    await store.exceptions.add(exception(one));
    const won = await Promise.all(
      (['approved', 'denied'] as const).map((state) =>
        store.exceptions.replace(exception(one, { state, version: 2 }), 1),
      ),
    );
    expect(won.toSorted()).toEqual([false, true]);
  });

  test('evaluation sees the approved ones that have not ended', async () => {
    const { store, one, two } = await world();
    const approved = { state: 'approved', from: NOW, until: NOW + DAY } as const;
    await store.exceptions.add(exception(one, approved));
    await store.exceptions.add(exception(two, { id: 'e2' }));
    expect(await store.exceptions.inForce([one, two], NOW + DAY - 1)).toEqual(
      new Map([[one, [{ id: 'e1', rule: 'readiness/coverage', from: NOW, until: NOW + DAY }]]]),
    );
    expect(await store.exceptions.inForce([one, two], NOW + DAY)).toEqual(new Map());
  });

  test('what is open at a service is found at once, newest first', async () => {
    const { store, one, two } = await world();
    await store.exceptions.add(exception(one));
    await store.exceptions.add(exception(one, { id: 'e2', state: 'approved', requestedAt: NOW + 1 }));
    await store.exceptions.add(exception(one, { id: 'e3', state: 'denied' }));
    await store.exceptions.add(exception(two, { id: 'e4' }));
    const open = await store.exceptions.open([one]);
    expect([...open].map(([key, all]) => [key, all.map(({ id }) => id)])).toEqual([[one, ['e2', 'e1']]]);
  });

  test('those whose end has come are found, the earliest first', async () => {
    const { store, one } = await world();
    await store.exceptions.add(exception(one, { until: NOW + DAY }));
    await store.exceptions.add(exception(one, { id: 'e2', state: 'approved', until: NOW + 1 }));
    await store.exceptions.add(exception(one, { id: 'e3', state: 'denied', until: NOW + 1 }));
    expect((await store.exceptions.over(NOW + DAY, 10)).map(({ id }) => id)).toEqual(['e2', 'e1']);
    expect((await store.exceptions.over(NOW + DAY - 1, 10)).map(({ id }) => id)).toEqual(['e2']);
  });
});

onBothDatabases('attestations', ({ open }) => {
  test('are kept as history; only the newest of a rule is about to end', async () => {
    const store = await open();
    const record = recordOf({ id: 'one' });
    const { key } = record;
    await store.catalog.apply(changeOf({ services: [record] }));
    const stated = {
      id: 'a1',
      serviceKey: key,
      rule: 'readiness/drill',
      statement: 'Restored from backup',
      evidence: 'https://wiki.acme.test/drill',
      by: 'UANA',
      byName: 'Ana',
      at: NOW,
      until: NOW + DAY,
    };
    const again = { ...stated, id: 'a2', at: NOW + 1, until: NOW + 2 * DAY };
    await store.attestations.add(stated);
    await store.attestations.add(again);
    expect((await store.attestations.of([key])).get(key)).toEqual([again, stated]);
    expect(await store.attestations.ending(NOW, NOW + DAY + 1, 10)).toEqual([]);
    expect(await store.attestations.ending(NOW, NOW + 3 * DAY, 10)).toEqual([again]);
  });
});

onBothDatabases('the audit log', ({ kind, url, open }) => {
  const act = (more: Partial<AuditAct> = {}): AuditAct => ({
    at: NOW,
    actor: 'UANA',
    actorName: 'Ana \u0000<!channel>',
    from: 'slack',
    act: 'exception.approve',
    serviceKey: 'k1',
    subject: 'e1',
    details: { until: '2026-03-26', note: 'half \uD83D' },
    ...more,
  });

  describe('each entry', () => {
    test('is numbered without gaps and bound to the one before', async () => {
      const { audit } = await open();
      await audit.append([act(), act({ act: 'exception.deny', serviceKey: null })]);
      await audit.append([act({ subject: 'e2' })]);
      expect((await audit.after(0, 10)).map(({ number }) => number)).toEqual([1, 2, 3]);
      expect((await audit.after(2, 10)).map(({ subject }) => subject)).toEqual(['e2']);
      expect(await audit.verify()).toMatchObject({ sound: 3, broken: null });
    });

    test('has its place also where many write at once, from several processes', async () => {
      const at = await url();
      const stores = kind === 'sqlite' ? [await open(at)] : [await open(at), await open(at)];
      await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          stores[n % stores.length]?.transaction(({ audit }) => audit.append([act({ subject: `e${n}` })])),
        ),
      );
      expect(await stores[0]?.audit.verify()).toMatchObject({ sound: 20, broken: null });
    });

    test('is found by service and time, newest first', async () => {
      const { audit } = await open();
      await audit.append([act(), act({ serviceKey: 'k2' }), act({ at: NOW + DAY })]);
      const numbers = async (filter: Parameters<typeof audit.list>[0]) =>
        (await audit.list(filter, 10)).map(({ number }) => number);
      expect(await numbers({ serviceKey: 'k1' })).toEqual([3, 1]);
      expect(await numbers({ since: NOW + 1 })).toEqual([3]);
    });
  });
});
