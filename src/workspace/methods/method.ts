/**
 * How a Web API method is written. To add one: call `defineMethod` in the file of its family and list it in that
 * file's array; `index.ts` gathers the families.
 */
import type { z } from 'zod';
import type { Slack } from '../slack.ts';

export type Method = {
  /** As in the URL: `chat.postMessage`. */
  name: string;
  /** Kind of token that it takes. */
  token: 'bot' | 'app';
  /** Any one of these is enough; none: no scope needed. */
  scopes: string[];
  /** Calls a minute: 1, 20, 50, 100; `posting` is one a second per channel. */
  tier: Tier;
  args: z.ZodType<Record<string, unknown>>;
  /** The answer's fields beside `ok`. Throws `SlackError` to refuse. */
  run(slack: Slack, args: Record<string, unknown>): object;
};

export type Tier = 1 | 2 | 3 | 4 | 'posting';

type Definition<Args extends z.ZodType<Record<string, unknown>>> = Pick<Method, 'name' | 'tier'> &
  Partial<Pick<Method, 'token' | 'scopes'>> & {
    args: Args;
    run(slack: Slack, args: z.infer<Args>): object;
  };

/** A method of a bot token without scopes, unless it says otherwise. */
export function defineMethod<Args extends z.ZodType<Record<string, unknown>>>(
  definition: Definition<Args>,
): Method {
  return {
    token: 'bot',
    scopes: [],
    ...definition,
    // The route parses with `args` before it runs the method.
    run: definition.run as Method['run'],
  };
}
