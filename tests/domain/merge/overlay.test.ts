import { describe, expect, test } from 'vitest';
import type { CatalogReading, DeclaredService, Overlay } from '../../../src/domain/catalog.ts';
import type { KeptService } from '../../../src/domain/merge/entries.ts';
import { type MergedCatalog, mergeCatalog } from '../../../src/domain/merge/merge-catalog.ts';
import { declared, NO_READING, POLICY, reading, team } from './readings.ts';

const TEAMS = [team('payments'), team('search')];
const ALL = ['name', 'type', 'lifecycle'] as const;

function said(id: string, fields: Partial<DeclaredService>, more: Partial<Overlay> = {}): CatalogReading {
  const assumed = ALL.filter((field) => fields[field] === undefined);
  const entry = { ...declared(id, fields), assumed };
  const overlay = { id, entry, origin: { source: 'slack' }, registered: false, archived: false, ...more };
  return { ...NO_READING, overlays: [overlay] };
}

function files(...services: readonly DeclaredService[]): CatalogReading {
  return reading({ services, teams: TEAMS });
}

function only({ services }: MergedCatalog) {
  expect(services).toHaveLength(1);
  const [one] = services;
  if (one === undefined) throw new Error('nothing was merged');
  return { ...one.entry, from: one.origin.source, fieldSources: one.fieldSources };
}

describe('what is said in Slack of a service in a file', () => {
  test('fills what the file leaves unsaid, and is remembered as Slack’s', () => {
    const found = only(
      mergeCatalog(
        [files(declared('shop', { channel: '#shop' })), said('shop', { tier: 'tier-1', channel: '#else' })],
        POLICY,
      ),
    );
    expect(found).toMatchObject({ tier: 'tier-1', channel: '#shop', fieldSources: { tier: 'slack' } });
  });

  test('fills what the file only assumes: type and lifecycle', () => {
    const file = { ...declared('shop'), assumed: ['type', 'lifecycle'] as const };
    const slack = said('shop', { type: 'worker' });
    expect(only(mergeCatalog([files(file), slack], POLICY))).toMatchObject({
      type: 'worker',
      lifecycle: 'production',
      fieldSources: { type: 'slack', lifecycle: 'default' },
    });
    expect(only(mergeCatalog([files(declared('shop')), slack], POLICY)).type).toBe('service');
  });

  test('names the owner where the file’s leads to no team, and what the file says is still told', () => {
    const slack = said('shop', { owner: 'search' });
    const lost = files(declared('shop', { owner: 'gone', ownerDeclared: '@acme/gone' }));
    expect(only(mergeCatalog([lost, slack], POLICY))).toMatchObject({
      owner: 'search',
      ownerDeclared: '@acme/gone',
      fieldSources: { owner: 'slack' },
    });
    expect(only(mergeCatalog([files(declared('shop', { owner: 'payments' })), slack], POLICY)).owner).toBe(
      'payments',
    );
  });

  test('is more than what was discovered', () => {
    const found = {
      ...files(declared('shop', { tier: 'tier-2', channel: '#x' })),
      discovered: true as const,
    };
    const merged = mergeCatalog([found, said('shop', { tier: 'tier-1' })], POLICY, {
      ...{ services: [], teams: [], systems: [] },
      yielding: ['own-yaml'],
    });
    expect(only(merged)).toMatchObject({ tier: 'tier-1', channel: '#x' });
  });

  test('follows a service to its new id', () => {
    const renamed = files(declared('shop-2', { formerly: ['shop'] }));
    expect(only(mergeCatalog([renamed, said('shop', { tier: 'tier-1' })], POLICY)).tier).toBe('tier-1');
  });

  test('counts at once for a service that nobody reads this time, and goes when it is taken back', () => {
    const base = [files(declared('shop', { owner: 'payments' }))];
    const kept = keep(mergeCatalog(base, POLICY));
    const partial = { services: kept, teams: TEAMS, systems: [], sources: ['slack'] };
    const with1 = mergeCatalog([{ ...said('shop', { tier: 'tier-1' }), teams: asRead() }], POLICY, partial);
    expect(only(with1)).toMatchObject({ tier: 'tier-1', owner: 'payments', from: 'own-yaml' });
    const without = mergeCatalog([{ ...said('shop', {}), teams: asRead() }], POLICY, {
      ...partial,
      services: keep(with1),
    });
    expect(only(without)).toMatchObject({ tier: 'tier-2', fieldSources: { tier: 'default' } });
    expect(mergeCatalog([{ ...NO_READING, teams: asRead() }], POLICY, partial).staying).toEqual(['shop']);
  });
});

describe('what is registered in Slack', () => {
  test('is a service of its own', () => {
    const found = only(
      mergeCatalog([files(), said('cron', { owner: 'search' }, { registered: true })], POLICY),
    );
    expect(found).toMatchObject({ id: 'cron', owner: 'search', from: 'slack' });
  });

  test('is none once it is archived, nor where it was never registered', () => {
    expect(mergeCatalog([said('cron', {}, { registered: true, archived: true })], POLICY).services).toEqual(
      [],
    );
    expect(mergeCatalog([said('cron', {})], POLICY).services).toEqual([]);
  });

  test('yields to a file that begins to speak of it, and fills what that leaves unsaid', () => {
    const slack = said('cron', { tier: 'tier-1', name: 'Nightly' }, { registered: true });
    const merged = mergeCatalog([files(declared('cron', { name: 'Cron' })), slack], POLICY);
    expect(only(merged)).toMatchObject({ from: 'own-yaml', name: 'Cron', tier: 'tier-1' });
    expect(merged.rejections).toEqual([]);
  });

  test('stays hidden behind a file’s entry that was rejected', () => {
    const origin = { source: 'own-yaml', file: 'a.yml' };
    const rejected = reading({ rejections: [{ kind: 'service', id: 'cron', origin }] });
    const merged = mergeCatalog([rejected, said('cron', {}, { registered: true })], POLICY);
    expect(merged.services).toEqual([]);
  });
});

function asRead() {
  return TEAMS.map((entry) => ({ entry, origin: { source: 'slack' } }));
}

function keep({ services }: MergedCatalog): readonly KeptService[] {
  return services.map(({ entry, origin, fieldSources }) => ({ entry, origin, fieldSources }));
}
