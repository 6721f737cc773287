import { describe, expect, test } from 'vitest';
import type { Person, Team } from '../../src/domain/catalog.ts';
import { ownersReader } from '../../src/use-cases/owners.ts';

const TEAM: Team = {
  id: 'payments',
  name: 'Payments',
  members: ['Ana@acme.test', 'bo@acme.test', 'U0CY'],
  stewards: [],
  nudges: 'dm',
};
const ANA: Person = { email: 'ana@acme.test', slack: 'U0ANA' };

function catalog() {
  const state = { revision: 1, reads: 0, fails: false };
  return {
    state,
    port: {
      revision: async () => state.revision,
      people: async () => [ANA, { email: 'eve@acme.test' }],
      async teams() {
        state.reads += 1;
        if (state.fails) throw new Error('the database is away');
        return [TEAM];
      },
    },
  };
}

describe('the owner of a service', () => {
  test('is its team, with what is known of the members', async () => {
    const ownerOf = ownersReader(catalog().port);
    expect(await ownerOf('payments')).toEqual({ team: TEAM, people: [ANA] });
    expect(await ownerOf('nobody')).toBeUndefined();
  });

  test('is read once for each revision of the catalog', async () => {
    const { port, state } = catalog();
    const ownerOf = ownersReader(port);
    await Promise.all([ownerOf('payments'), ownerOf('payments')]);
    expect(state.reads).toBe(1);
    state.revision = 2;
    await ownerOf('payments');
    expect(state.reads).toBe(2);
  });

  test('is read again after a failure', async () => {
    const { port, state } = catalog();
    const ownerOf = ownersReader(port);
    state.fails = true;
    await expect(ownerOf('payments')).rejects.toThrow('away');
    state.fails = false;
    expect(await ownerOf('payments')).toMatchObject({ team: TEAM });
  });
});
