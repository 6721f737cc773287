import { Hono } from 'hono';
import { type Account, createAccount, type Resource } from './github/account.ts';
import type { GithubContents } from './github/contents.ts';
import { graphqlRoute } from './github/graphql/route.ts';
import { limitReached, problem } from './github/problems.ts';
import { appRoutes } from './github/rest/app.ts';
import { conditional } from './github/rest/conditional.ts';
import { organisationRoutes } from './github/rest/organisations.ts';
import { repositoryRoutes } from './github/rest/repositories.ts';
import type { StandIn, VendorEnv } from './vendor.ts';

/**
 * GitHub's API as https://docs.github.com/en/rest (version 2022-11-28) and https://docs.github.com/en/graphql describe
 * it: GraphQL over the part of the schema in `github/schema.graphql` with its cost in points, REST with ETags and pages,
 * primary and secondary limits. Any token is taken, and sees all but what a repository hides.
 */
export const github: StandIn<GithubContents> = {
  name: 'github',
  api(contents, clock) {
    const account = createAccount(contents, clock);
    const app = new Hono<{ Bindings: VendorEnv }>();
    app.use(async (context, next) => {
      if (context.req.header('authorization') !== undefined) return next();
      return problem(context, 401, 'Requires authentication');
    });
    app.get('/rate_limit', (context) => context.json(rateLimit(account)));
    app.post('/graphql', counted(account, 'graphql'), graphqlRoute(contents, account));
    app.use(
      '*',
      counted(account, 'core'),
      conditional((env) => pay(account, env)),
    );
    app.route('/', appRoutes(contents, clock));
    app.route('/', organisationRoutes(contents));
    app.route('/', repositoryRoutes(contents));
    app.notFound((context) => problem(context, 404, 'Not Found'));
    return app;
  },
};

function pay(account: Account, env: VendorEnv): void {
  account.spend('core', 1);
  env.costs(1);
}

/** Refuses what exceeds a limit, and writes the account on every answer. */
function counted(account: Account, resource: Resource) {
  return async (context: Parameters<typeof problem>[0], next: () => Promise<void>) => {
    const limit = account.exceeded(resource);
    if (limit !== undefined) context.res = limitReached(context, limit, resource);
    else await account.during(resource, next);
    for (const [name, value] of Object.entries(account.headers(resource)))
      context.res.headers.set(name, value);
  };
}

/** https://docs.github.com/en/rest/rate-limit/rate-limit#get-rate-limit-status-for-the-authenticated-user */
function rateLimit(account: Account) {
  const told = (resource: Resource) => {
    const { limit, used, remaining, resetAt } = account.standing(resource);
    return { limit, used, remaining, reset: Math.ceil(resetAt / 1000) };
  };
  return {
    resources: { core: told('core'), graphql: told('graphql'), search: told('core') },
    rate: told('core'),
  };
}
