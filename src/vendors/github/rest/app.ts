/** A GitHub App and its installations: https://docs.github.com/en/rest/apps/apps. Signatures of JWTs are not checked. */
import { Hono } from 'hono';
import type { VendorEnv } from '../../vendor.ts';
import type { GithubContents } from '../contents.ts';
import { repositoriesOf } from '../derived.ts';
import { type GithubContext, problem } from '../problems.ts';
import { repositoryJson, userJson } from './json.ts';
import { paged } from './pages.ts';

const HOUR = 3_600_000;
const PERMISSIONS = { metadata: 'read', contents: 'read', administration: 'read', members: 'read' };

export function appRoutes(contents: GithubContents, clock: { readonly now: () => number }) {
  const app = new Hono<{ Bindings: VendorEnv }>();
  const installations = () => [...contents.installations];
  const of = (context: GithubContext, login: string) => {
    const found = installations().find(([, { account }]) => account.toLowerCase() === login.toLowerCase());
    return found
      ? context.json(installationJson(found[0], found[1].account))
      : problem(context, 404, 'Not Found');
  };
  app.get('/app/installations', (context) =>
    paged(context, installations(), ([id, { account }]) => installationJson(id, account)),
  );
  app.get('/orgs/:org/installation', (context) => of(context, context.req.param('org')));
  app.get('/repos/:owner/:repo/installation', (context) => of(context, context.req.param('owner')));
  app.get('/users/:login/installation', (context) => of(context, context.req.param('login')));
  app.post('/app/installations/:id/access_tokens', (context) => {
    if (!contents.installations.has(Number(context.req.param('id'))))
      return problem(context, 404, 'Not Found');
    const expires_at = `${new Date(clock.now() + HOUR).toISOString().slice(0, 19)}Z`;
    const token = `ghs_${context.req.param('id')}`;
    return context.json({ token, expires_at, permissions: PERMISSIONS, repository_selection: 'all' }, 201);
  });
  app.get('/installation/repositories', (context) => {
    const seen = installations().flatMap(([, { account }]) => repositoriesOf(contents, account));
    return paged(
      context,
      seen,
      (one) => repositoryJson(one, contents),
      (repositories, total_count) => ({ total_count, repository_selection: 'all', repositories }),
    );
  });
  return app;
}

function installationJson(id: number, login: string): object {
  const url = `https://api.github.com/app/installations/${id}`;
  return {
    id,
    account: userJson(login, 'Organization'),
    app_id: 1,
    app_slug: 'readybot',
    target_id: id,
    target_type: 'Organization',
    repository_selection: 'all',
    access_tokens_url: `${url}/access_tokens`,
    repositories_url: 'https://api.github.com/installation/repositories',
    html_url: `https://github.com/organizations/${login}/settings/installations/${id}`,
    permissions: PERMISSIONS,
    events: [],
    created_at: '2025-01-06T09:00:00Z',
    updated_at: '2025-01-06T09:00:00Z',
    single_file_name: null,
    suspended_by: null,
    suspended_at: null,
  };
}
