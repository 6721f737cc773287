import { type Context, Hono } from 'hono';
import type { VendorEnv } from '../../vendor.ts';
import type { GithubContents, GithubOrganisation } from '../contents.ts';
import { findRepository, isHidden, nodeId, numberOf, repositoriesOf, shortName } from '../derived.ts';
import { type GithubContext, problem } from '../problems.ts';
import type { GithubPermission, GithubRepository } from '../repository.ts';
import {
  asked,
  codeAlertJson,
  dependabotAlertJson,
  type Numbered,
  numbered,
  secretAlertJson,
} from './alerts.ts';
import { minimalRepositoryJson, organisationJson, repositoryJson, teamJson, userJson } from './json.ts';
import { paged, pagedByCursor } from './pages.ts';

/** `/orgs/{org}` and below. */
export function organisationRoutes(contents: GithubContents) {
  const app = new Hono<{ Bindings: VendorEnv }>();

  /** Answers for an organisation that is there. */
  const get = (
    path: string,
    answer: (context: GithubContext, organisation: GithubOrganisation) => Response,
  ) =>
    app.get(path, (context: Context<{ Bindings: VendorEnv }>) => {
      const organisation = contents.organisations.get((context.req.param('org') ?? '').toLowerCase());
      return organisation ? answer(context, organisation) : problem(context, 404, 'Not Found');
    });

  /** Alerts of all repositories whose scanner is on, without those that may not be seen. */
  const alerts = <T extends { readonly createdAt: string }>(
    login: string,
    permission: GithubPermission,
    of: (repository: GithubRepository) => readonly T[] | undefined,
  ): readonly Numbered<T>[] =>
    repositoriesOf(contents, login)
      .filter((repository) => !isHidden(repository, permission) && !repository.archived)
      .flatMap((repository) => numbered(repository, of(repository)));

  const inRepository =
    <T>(json: (one: Numbered<T>) => object) =>
    (one: Numbered<T>) => ({
      ...json(one),
      repository: minimalRepositoryJson(one.repository, contents),
    });

  get('/orgs/:org', (context, { login, name = login }) => context.json(organisationJson(login, name)));
  get('/orgs/:org/repos', (context, { login }) =>
    paged(context, sorted(repositoriesOf(contents, login), context), (one) => repositoryJson(one, contents)),
  );
  get('/orgs/:org/properties/values', (context, { login }) =>
    paged(context, repositoriesOf(contents, login), propertiesJson),
  );
  get('/orgs/:org/members', (context, { members = [] }) =>
    paged(context, members, (one) => userJson(one.login)),
  );
  get('/orgs/:org/teams', (context, organisation) =>
    paged(context, organisation.teams ?? [], (one) => teamJson(one, organisation)),
  );
  get('/orgs/:org/teams/:team/members', (context, organisation) => {
    const team = organisation.teams?.find(({ slug }) => slug === context.req.param('team'));
    return team
      ? paged(context, team.members ?? [], (login) => userJson(login))
      : problem(context, 404, 'Not Found');
  });
  get('/orgs/:org/teams/:team/repos', (context, organisation) => {
    const team = organisation.teams?.find(({ slug }) => slug === context.req.param('team'));
    if (team === undefined) return problem(context, 404, 'Not Found');
    const seen = Object.keys(team.repositories ?? {}).flatMap(
      (short) => findRepository(contents, `${organisation.login}/${short}`) ?? [],
    );
    return paged(context, seen, (one) => repositoryJson(one, contents));
  });
  get('/orgs/:org/code-scanning/alerts', (context, { login }) =>
    paged(
      context,
      asked(
        alerts(login, 'code scanning', (one) => one.codeScanning),
        context.req.query(),
      ),
      inRepository(codeAlertJson),
    ),
  );
  get('/orgs/:org/secret-scanning/alerts', (context, { login }) =>
    paged(
      context,
      asked(
        alerts(login, 'secret scanning', (one) => one.secretScanning),
        context.req.query(),
      ),
      inRepository(secretAlertJson),
    ),
  );
  get('/orgs/:org/dependabot/alerts', (context, { login }) =>
    pagedByCursor(
      context,
      asked(
        alerts(login, 'vulnerability alerts', (one) => one.vulnerabilityAlerts),
        context.req.query(),
      ),
      inRepository(dependabotAlertJson),
    ),
  );
  return app;
}

function sorted(repositories: readonly GithubRepository[], { req }: GithubContext) {
  if (req.query('sort') !== 'full_name') return repositories;
  const sign = req.query('direction') === 'desc' ? -1 : 1;
  return repositories.toSorted((a, b) => (a.name < b.name ? -sign : sign));
}

function propertiesJson(repository: GithubRepository): object {
  return {
    repository_id: numberOf(repository.name),
    repository_name: shortName(repository),
    repository_full_name: repository.name,
    repository_node_id: nodeId('R', repository.name),
    properties: Object.entries(repository.properties ?? {}).map(([property_name, value]) => ({
      property_name,
      value,
    })),
  };
}
