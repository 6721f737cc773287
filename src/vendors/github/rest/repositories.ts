import { type Context, Hono } from 'hono';
import type { VendorEnv } from '../../vendor.ts';
import type { GithubContents } from '../contents.ts';
import {
  branchesOf,
  commitsOf,
  filesOf,
  findRepository,
  isHidden,
  rulesetsOn,
  workflowsOf,
} from '../derived.ts';
import { type GithubContext, problem } from '../problems.ts';
import type { GithubRepository } from '../repository.ts';
import { runJson, runsOf, workflowJson } from './actions.ts';
import { asked, codeAlertJson, dependabotAlertJson, numbered, secretAlertJson } from './alerts.ts';
import { commitJson, commitsAt } from './commits.ts';
import { issueJson } from './issues.ts';
import { repositoryJson } from './json.ts';
import { paged, pagedByCursor } from './pages.ts';
import { protectionJson } from './protection.ts';
import { rulesJson } from './rules.ts';

const FORBIDDEN = 'Resource not accessible by integration';

/** `/repos/{owner}/{repo}` and below. */
export function repositoryRoutes(contents: GithubContents) {
  const app = new Hono<{ Bindings: VendorEnv }>();

  /** Answers for a repository that is there; one that was renamed is found at its new address. */
  const get = (below: string, answer: (context: GithubContext, repository: GithubRepository) => Response) =>
    app.get(`/repos/:owner/:repo${below}`, (context: Context<{ Bindings: VendorEnv }>) => {
      const name = `${context.req.param('owner')}/${context.req.param('repo')}`;
      const repository = findRepository(contents, name);
      if (repository === undefined) return problem(context, 404, 'Not Found');
      return repository.name.toLowerCase() === name.toLowerCase()
        ? answer(context, repository)
        : moved(context, name, repository);
    });

  get('', (context, repository) => context.json(repositoryJson(repository, contents)));
  get('/branches/:branch/protection', (context, repository) => {
    if (isHidden(repository, 'administration')) return problem(context, 403, FORBIDDEN);
    const { protection } = repository;
    const isDefault = branchesOf(repository)[0] === context.req.param('branch');
    return protection === undefined || !isDefault
      ? problem(context, 404, 'Branch not protected')
      : context.json(protectionJson(repository, protection));
  });
  get('/rules/branches/:branch', (context, repository) => {
    const branch = context.req.param('branch') ?? '';
    const rules = rulesetsOn(repository, branch, contents).flatMap(rulesJson);
    return paged(context, rules, (rule) => rule);
  });
  get('/code-scanning/alerts', (context, repository) => {
    const { codeScanning } = repository;
    if (isHidden(repository, 'code scanning')) return problem(context, 403, FORBIDDEN);
    if (codeScanning === undefined) return problem(context, 404, 'no analysis found');
    return paged(context, asked(numbered(repository, codeScanning), context.req.query()), codeAlertJson);
  });
  get('/secret-scanning/alerts', (context, repository) => {
    const { secretScanning } = repository;
    if (isHidden(repository, 'secret scanning')) return problem(context, 403, FORBIDDEN);
    if (secretScanning === undefined)
      return problem(context, 404, 'Secret scanning is disabled on this repository.');
    return paged(context, asked(numbered(repository, secretScanning), context.req.query()), secretAlertJson);
  });
  get('/dependabot/alerts', (context, repository) => {
    const { vulnerabilityAlerts } = repository;
    if (isHidden(repository, 'vulnerability alerts')) return problem(context, 403, FORBIDDEN);
    if (vulnerabilityAlerts === undefined)
      return problem(context, 403, 'Dependabot alerts are disabled for this repository.');
    return pagedByCursor(
      context,
      asked(numbered(repository, vulnerabilityAlerts), context.req.query()),
      dependabotAlertJson,
    );
  });
  get('/issues/:number', (context, repository) => {
    if (isHidden(repository, 'issues')) return problem(context, 403, FORBIDDEN);
    const issue = issueJson(repository, Number(context.req.param('number')));
    return issue === undefined ? problem(context, 404, 'Not Found') : context.json(issue);
  });
  get('/actions/workflows', (context, repository) => {
    if (isHidden(repository, 'actions')) return problem(context, 403, FORBIDDEN);
    return paged(
      context,
      workflowsOf(repository),
      (one) => workflowJson(repository, one),
      (workflows, total_count) => ({ total_count, workflows }),
    );
  });
  get('/actions/runs', (context, repository) => {
    if (isHidden(repository, 'actions')) return problem(context, 403, FORBIDDEN);
    return paged(
      context,
      runsOf(repository, context.req.query()),
      (one) => runJson(repository, one, contents),
      (workflow_runs, total_count) => ({ total_count, workflow_runs }),
    );
  });
  get('/commits', (context, repository) => {
    if (commitsOf(repository).length === 0) return problem(context, 409, 'Git Repository is empty.');
    return paged(context, commitsAt(repository, context.req.query()), (one) => commitJson(repository, one));
  });
  get('/contents/:path{.+}', (context, repository) => {
    const path = context.req.param('path') ?? '';
    const text = filesOf(repository)[path];
    if (text === undefined) return problem(context, 404, 'Not Found');
    const content = Buffer.from(text).toString('base64');
    const name = path.split('/').at(-1);
    return context.json({ type: 'file', name, path, encoding: 'base64', size: text.length, content });
  });
  return app;
}

/** GitHub answers with the address by number, which we take for the new name. */
function moved(context: GithubContext, before: string, { name }: GithubRepository): Response {
  const url = new URL(context.req.url);
  url.pathname = url.pathname.replace(`/repos/${before}`, `/repos/${name}`);
  context.header('location', url.href);
  return problem(context, 301 as never, 'Moved Permanently'); // Hono leaves redirects out of the statuses with a body
}
