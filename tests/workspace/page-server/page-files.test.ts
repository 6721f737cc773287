import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWorkspace, type Workspace } from '../../../src/workspace/workspace.ts';

let workspace: Workspace;
beforeAll(async () => {
  workspace = await startWorkspace();
});
afterAll(() => workspace.close());

const get = (path: string) => fetch(`${workspace.origin}${path}`);

describe('the page', () => {
  test('comes with an import map that its policy allows, and no way out', async () => {
    const response = await get('/');
    const html = await response.text();
    const policy = response.headers.get('content-security-policy') ?? '';
    const [, map = ''] = /<script type="importmap">(.*)<\/script>/.exec(html) ?? [];
    expect(JSON.parse(map).imports).toMatchObject({ lit: '/vendor/lit/index.js', 'lit/': '/vendor/lit/' });
    expect(policy).toContain(`'sha256-${createHash('sha256').update(map).digest('base64')}'`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
  });

  test('serves its TypeScript as JavaScript', async () => {
    const response = await get('/main.ts');
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    const code = await response.text();
    expect(code).not.toContain('import type');
    expect(code).toContain('import ');
  });

  test('serves lit and what lit needs', async () => {
    const { imports } = JSON.parse(
      /importmap">(.*)<\/script>/.exec(await (await get('/')).text())?.[1] ?? '{}',
    );
    const entries = Object.values<string>(imports).filter((path) => path.endsWith('.js'));
    expect(entries).toHaveLength(4);
    for (const path of [
      ...entries,
      '/vendor/lit/directives/repeat.js',
      '/vendor/lit-html/directives/repeat.js',
    ]) {
      const response = await get(path);
      expect([path, response.status]).toEqual([path, 200]);
      // The build for Node would look for things that a browser lacks.
      expect(await response.text()).not.toContain('node:');
    }
  });

  const withheld = [
    '/missing.ts',
    '/tsconfig.json',
    '/..%2fworkspace.ts',
    '/text/..%2f..%2fworkspace.ts',
    '/vendor/lit/package.json',
    '/vendor/lit/..%2f..%2fhono/dist/index.js',
    '/vendor/hono/dist/index.js',
    '/%00.ts',
    '/%E0%A4%A.ts',
  ];
  test.each(withheld)('withholds %s', async (path) => {
    expect((await get(path)).status).toBe(404);
    expect(workspace.violations).toEqual([]);
  });
});
