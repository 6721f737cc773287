/** A real foundation's landscape as a catalog: Home and the map of more than two thousand services with the names that people give. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { slug } from '../../../src/domain/slug.ts';
import { heatMap } from '../../../src/pictures/heat-map.ts';
import { homeView } from '../../../src/slack/views/home.ts';
import type { HomeOf } from '../../../src/use-cases/home-views.ts';
import { viewProblems } from '../../../src/workspace/limits/check-limits.ts';
import { drawnTexts, overlaps } from '../../support/drawn-texts.ts';
import { glyphs } from '../../support/glyphs.ts';
import { expectHarmless } from '../../support/hostile.ts';
import { openSmallHome, type SmallHome, viewerOf } from '../../support/small-home.ts';

const LANDSCAPE = join(import.meta.dirname, '../../../../shared/data/scale/cncf-landscape.yml');

interface Item {
  readonly name: string;
  readonly description?: string;
  readonly homepage_url?: string;
  readonly extra?: unknown;
}

interface Landscape {
  readonly landscape: readonly {
    readonly name: string;
    readonly subcategories: readonly {
      readonly name: string;
      readonly items: readonly (Item | null)[] | null;
    }[];
  }[];
}

/** A category is a system, a part of it a team; who has said more about themselves has a runbook. */
function catalog({ landscape }: Landscape): string {
  const teams = new Map<string, object>();
  const services = new Map<string, object>();
  for (const { name: category, subcategories } of landscape)
    for (const { name: part, items } of subcategories) {
      const owner = slug(`${category} ${part}`);
      teams.set(owner, { id: owner, name: part, members: ['ana@acme.test'] });
      for (const item of items ?? []) {
        const id = slug(item?.name ?? '');
        if (item === null || id === '' || services.has(id)) continue;
        const { name, description, homepage_url: url, extra } = item;
        const type = extra === undefined ? 'docs' : 'runbook';
        services.set(id, {
          ...{ id, name, owner, system: slug(category), type: 'service', lifecycle: 'production' },
          ...(description === undefined ? {} : { description }),
          ...(url === undefined ? {} : { links: [{ type, title: name, url }] }),
        });
      }
    }
  const systems = landscape.map(({ name }) => ({ id: slug(name), name }));
  return JSON.stringify({ teams: [...teams.values()], systems, services: [...services.values()] });
}

describe.skipIf(!existsSync(LANDSCAPE))('of a landscape of more than two thousand services', () => {
  let opened: SmallHome;
  const undo: (() => void | Promise<void>)[] = [];
  beforeAll(async () => {
    const landscape: Landscape = parse(readFileSync(LANDSCAPE, 'utf8'), { maxAliasCount: -1 });
    opened = await openSmallHome({ 'catalog/all.yml': catalog(landscape) }, (one) => undo.push(one));
    return async () => {
      for (const one of undo.toReversed()) await one();
    };
  }, 60_000);

  test.each<[string, HomeOf, string]>([
    ['the organisation', { kind: 'organisation' }, 'root@acme.test'],
    ['whoever is in every team', { kind: 'me' }, 'ana@acme.test'],
  ])('the Home of %s keeps to Slack’s limits on each page', async (_whose, of, email) => {
    const viewer = await viewerOf(opened.app, email);
    const { home } = opened.app.verbs;
    const began = performance.now();
    const first = await home.show(viewer, { of, offset: 0 });
    console.info(
      `Home of ${first.services?.page.total} services: ${Math.round(performance.now() - began)} ms`,
    );
    const total = first.services?.page.total ?? 0;
    expect(total).toBeGreaterThan(2_000);
    for (const offset of [0, 700, 1_400, total - 3]) {
      const drawn = homeView(await home.show(viewer, { of, offset }));
      expect(viewProblems(drawn)).toEqual([]);
      expect(drawn.blocks.length).toBeLessThanOrEqual(100);
      expectHarmless(drawn);
    }
  });

  test('the map groups itself, with labels that meet nowhere and characters that can be drawn', async () => {
    const map = await opened.app.verbs.pictures.map(await viewerOf(opened.app, 'root@acme.test'), '');
    expect(map).toMatchObject({ groupedItself: true });
    expect(map.by).not.toBe('service');
    expect(map.services).toBeGreaterThan(2_000);
    expect(map.rows.reduce((sum, { services }) => sum + services, 0)).toBe(map.services);
    const drawn = heatMap(map, 'light');
    const texts = drawnTexts(drawn);
    const known = glyphs();
    expect(overlaps(texts)).toEqual([]);
    expect(texts.filter(({ left, right }) => left < 0 || right > drawn.width)).toEqual([]);
    const letters = new Set(texts.flatMap(({ words }) => Array.from(words)));
    expect([...letters].filter((one) => !known.has(one.codePointAt(0) ?? 0))).toEqual([]);
  });
});
