import type { Config } from '../config.ts';
import type { HttpDeps } from '../http/route.ts';
import type { Context } from '../use-cases/context.ts';
import { takeHint } from '../use-cases/take-hint.ts';

/** What GitHub's webhooks do; undefined without their secret. */
export function githubHooks(
  context: Context,
  { githubWebhookSecret: secret }: Pick<Config, 'githubWebhookSecret'>,
): HttpDeps['github'] {
  if (secret === undefined) return undefined;
  return { secret, hint: (hint) => takeHint(context, { vendor: 'github', ...hint }) };
}
