import { expect, test } from 'vitest';
import { CATALOG, openSmallHome, somebody } from '../support/small-home.ts';

test('a start reads the catalog only when a file of it, or the policy, is another than last time', async () => {
  const home = await openSmallHome();
  expect(await home.app.importAtStart()).not.toBe('unchanged');
  expect(await (await home.reopen()).importAtStart()).toBe('unchanged');
  home.write('catalog/all.yml', CATALOG.replace('name: Finder', 'name: Seeker'));
  expect(await home.app.importAtStart()).toMatchObject({ changed: [{ id: 'finder', fields: ['name'] }] });
  expect(await home.app.importAtStart()).toBe('unchanged');
  home.write('catalog/new.yml', 'services:\n  - {id: added, name: Added}\n');
  expect(await home.app.importAtStart()).toMatchObject({ added: [{ id: 'added' }] });
});

test('a catalog with a mistake is read at every start, since its owner may be mending it', async () => {
  const home = await openSmallHome({ 'catalog/bad.yml': 'services:\n  - {id: bad, nme: Bad}\n' });
  expect(await home.app.importAtStart()).toMatchObject({ rejected: [{}] });
  expect(await home.app.importAtStart()).toMatchObject({ rejected: [{}] });
});

test('files that name further files are always read', async () => {
  const location =
    'apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata: {name: all}\nspec: {target: ./more/catalog-info.yaml}\n';
  const home = await openSmallHome({ 'catalog/location.yaml': location });
  await home.app.importAtStart();
  expect(await home.app.importAtStart()).not.toBe('unchanged');
  expect((await home.app.verbs.showReadiness(somebody, 'finder')).service.id).toBe('finder');
});
