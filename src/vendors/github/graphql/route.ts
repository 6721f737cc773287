import type { Account } from '../account.ts';
import type { GithubContents } from '../contents.ts';
import { type GithubContext, problem } from '../problems.ts';
import { answerQuery, type GraphqlRequest } from './answer.ts';
import { rootOf } from './root.ts';
import { readSchema } from './schema.ts';

/** `POST /graphql`. */
export function graphqlRoute(contents: GithubContents, account: Account) {
  const schema = readSchema();
  return async (context: GithubContext): Promise<Response> => {
    const request = await context.req.json<GraphqlRequest>().catch(() => undefined);
    if (typeof request?.query !== 'string') return problem(context, 400, 'Problems parsing JSON');
    const standing = () => account.standing('graphql');
    const { body, points } = await answerQuery(schema, request, (cost) => rootOf(contents, standing, cost));
    account.spend('graphql', points);
    context.env.costs(points);
    return context.json(body);
  };
}
