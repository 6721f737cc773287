import { expect, test } from 'vitest';
import type { ServiceRecord } from '../../src/use-cases/ports.ts';
import type { OwnershipClaim, Relabelling } from '../../src/use-cases/upkeep-ports.ts';
import { onBothDatabases } from '../support/databases.ts';
import { changeOf, NOW, recordOf } from '../support/store-records.ts';

const DECIDED = { decidedBy: 'U2', decidedByName: 'Bo', decidedAt: NOW + 1 };
const UNDECIDED = { decidedBy: null, decidedByName: null, decidedAt: null };
const SAID = { by: 'U1', byName: 'Ana', at: NOW };

function relabelling(more: Partial<Relabelling> = {}): Relabelling {
  const from = { tier: 'tier-1', lifecycle: 'production', type: 'service' };
  const open = { ...SAID, ...UNDECIDED, asked: ['U2'], state: 'open' } as const;
  return {
    id: 'r1',
    serviceKey: 'k1',
    from,
    to: { ...from, tier: 'tier-2' },
    reason: 'Old',
    ...open,
    ...more,
  };
}

const CLAIM: OwnershipClaim = {
  ...{ id: 'c1', serviceKey: 'k1', team: 'payments', from: null, note: null, state: 'open' },
  ...SAID,
  ...UNDECIDED,
};

onBothDatabases('what is said of the catalog in Slack', ({ open }) => {
  async function opened() {
    const { catalog, upkeep } = await open();
    const services = ['k1', 'k2'].map((key) => recordOf({ id: `service-${key}` }, { key }));
    await catalog.apply(changeOf({ services }));
    return upkeep;
  }

  test('an edit replaces the one before of the same service', async () => {
    const upkeep = await opened();
    const edit = { id: 'shop', fields: { tier: 'tier-1' }, registered: true, archived: false, ...SAID };
    await upkeep.edit(edit);
    await upkeep.edit({ ...edit, fields: {}, archived: true });
    expect(await upkeep.edits()).toEqual([{ ...edit, fields: {}, archived: true }]);
  });

  test('a question about labels is decided once, and open until then', async () => {
    const upkeep = await opened();
    await upkeep.relabel(relabelling());
    await upkeep.relabel(relabelling({ id: 'r2', serviceKey: 'k2', at: NOW - 1 }));
    expect((await upkeep.relabellings()).map(({ id }) => id)).toEqual(['r2', 'r1']);
    expect((await upkeep.relabellings(['k1'])).map(({ id }) => id)).toEqual(['r1']);
    const denied = relabelling({ ...DECIDED, state: 'denied' });
    expect(await upkeep.decideRelabelling(denied)).toBe(true);
    expect(await upkeep.decideRelabelling(relabelling({ ...DECIDED, state: 'approved' }))).toBe(false);
    expect(await upkeep.relabelling('r1')).toEqual(denied);
    expect(await upkeep.relabellings(['k1'])).toEqual([]);
  });

  test('a claim is decided once; all that were ever made of a service are found, newest first', async () => {
    const upkeep = await opened();
    await upkeep.claim(CLAIM);
    await upkeep.claim({ ...CLAIM, id: 'c2', at: NOW + 1 });
    expect(await upkeep.decideClaim({ ...CLAIM, ...DECIDED, state: 'declined' })).toBe(true);
    expect(await upkeep.decideClaim({ ...CLAIM, ...DECIDED, state: 'accepted' })).toBe(false);
    expect((await upkeep.claims(['k1'])).map(({ id }) => id)).toEqual(['c2']);
    expect((await upkeep.claimsAbout('k1')).map(({ id, state }) => [id, state])).toEqual([
      ['c2', 'open'],
      ['c1', 'declined'],
    ]);
    expect(await upkeep.claimsAbout('k2')).toEqual([]);
  });

  test('of each service it is known when all of it was last said to be true, and since when it is there and whose', async () => {
    const { catalog, upkeep } = await open();
    const service = (key: string, more: Partial<ServiceRecord> = {}) =>
      recordOf({ id: key, owner: 'payments' }, { key, ...more });
    const services = [
      service('k1'),
      service('k2', { ownerSince: NOW + 5, addedAt: NOW - 5 }),
      service('k3', { archivedAt: NOW }),
    ];
    await catalog.apply(changeOf({ services }));
    const said = { id: 'v1', serviceKey: 'k2', ...SAID, confirmed: {} };
    await upkeep.verify({ ...said, at: NOW + 20 });
    await upkeep.verify({ ...said, id: 'v2', at: NOW + 10 });
    expect(await upkeep.lastVerified()).toEqual(new Map([['k2', NOW + 20]]));
    const tenure = { owner: 'payments', tier: 'tier-1', addedAt: NOW, ownerSince: null };
    expect(await catalog.tenures()).toEqual([
      { ...tenure, key: 'k1' },
      { ...tenure, key: 'k2', addedAt: NOW - 5, ownerSince: NOW + 5 },
    ]);
    await catalog.apply(changeOf({ services: [recordOf({ id: 'k1' }, { key: 'k1', ownerSince: NOW + 9 })] }));
    expect((await catalog.tenures())[0]).toMatchObject({ owner: null, ownerSince: NOW + 9 });
  });
});
