import { LogLevel, WebAPIPlatformError, WebAPIRateLimitedError, WebClient } from '@slack/web-api';
import { z } from 'zod';
import { ExternalServiceError } from '../../domain/errors.ts';
import { MINUTE, SECOND } from '../../domain/instant.ts';
import type { Asking } from '../source.ts';

const group = z.object({
  id: z.string(),
  handle: z.string(),
  name: z.string(),
  users: z.array(z.string()).default([]),
  /** Above 0 for a group that is switched off. */
  date_delete: z.number().nullish(),
  is_external: z.boolean().nullish(),
});
export type FoundGroup = z.infer<typeof group>;

const person = z.object({
  id: z.string(),
  deleted: z.boolean().nullish(),
  is_bot: z.boolean().nullish(),
  real_name: z.string().nullish(),
  tz: z.string().nullish(),
  profile: z.object({ email: z.string().nullish() }).nullish(),
});
export type FoundPerson = z.infer<typeof person>;

export interface FoundWorkspace {
  readonly groups: readonly FoundGroup[];
  readonly people: readonly FoundPerson[];
}

/** Everybody of a large workspace takes a few minutes at twenty pages a minute. */
const PATIENCE = 5 * MINUTE;
const PER_PAGE = 500;

/** All user groups with their members, and everybody. Throws an `ExternalServiceError`; never tells half a list. */
export async function readWorkspace({ secrets, clock, signal }: Asking): Promise<FoundWorkspace> {
  const { SLACK_BOT_TOKEN: token, SLACK_API_URL: apiUrl } = secrets(['SLACK_BOT_TOKEN', 'SLACK_API_URL']);
  if (token === undefined) throw new ExternalServiceError('Slack', 'SLACK_BOT_TOKEN is not set');
  const client = new WebClient(token, {
    timeout: 10 * SECOND,
    // Nothing is sent twice by these but questions. A wish for silence is told, so that the next import waits.
    retryConfig: { retries: 2, minTimeout: SECOND, factor: 2 },
    rejectRateLimitedCalls: true,
    // What it would warn of is told by what is thrown.
    logLevel: LogLevel.ERROR,
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
  });
  const timeUp = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
  try {
    const listed = z
      .object({ usergroups: z.array(group) })
      .parse(await client.usergroups.list({ include_users: true }));
    const people: FoundPerson[] = [];
    for await (const page of client.paginate('users.list', { limit: PER_PAGE })) {
      timeUp.throwIfAborted();
      people.push(...z.object({ members: z.array(person) }).parse(page).members);
    }
    return { groups: listed.usergroups, people };
  } catch (error) {
    signal.throwIfAborted();
    throw inWords(error, clock.now());
  }
}

function inWords(error: unknown, now: number): ExternalServiceError {
  const told = (message: string, notBefore?: number) =>
    new ExternalServiceError('Slack', message, {
      cause: error,
      ...(notBefore === undefined ? {} : { notBefore }),
    });
  if (error instanceof WebAPIRateLimitedError)
    return told('Slack asks us to wait', now + error.retryAfter * SECOND);
  if (error instanceof z.ZodError) return told('Slack answers what we cannot read');
  if (!(error instanceof WebAPIPlatformError)) return told('Slack cannot be reached');
  // The library's type leaves out what Slack says beside `missing_scope`.
  const { error: name, needed } = error.data as { error: string; needed?: string };
  return told(
    name === 'missing_scope' ? `Slack wants the scope ${needed ?? '(unsaid)'}` : `Slack answers ${name}`,
  );
}
