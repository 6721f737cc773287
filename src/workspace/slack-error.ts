/** A refusal in Slack's terms: `{ok: false, error}`. */
export class SlackError extends Error {
  readonly code: string;
  /** Sentences for `response_metadata.messages`. */
  readonly details: string[];
  /** Further fields of the answer, such as `needed` and `provided`. */
  readonly extra: Record<string, unknown>;

  constructor(code: string, details: string[] = [], extra: Record<string, unknown> = {}) {
    super(details.length > 0 ? `${code}: ${details.join('; ')}` : code);
    this.name = 'SlackError';
    this.code = code;
    this.details = details;
    this.extra = extra;
  }
}

/**
 * Refusals that depend on the world and not on the app: somebody left, a channel was archived, a view changed
 * meanwhile. An app has to live with them, so they are no violations.
 */
const THE_WORLDS_DOING = new Set([
  'cannot_dm_bot',
  'cant_update_message',
  'channel_not_found',
  'file_not_found',
  'hash_conflict',
  'is_archived',
  'message_not_found',
  'no_such_subteam',
  'not_found',
  'not_in_channel',
  'ratelimited',
  'thread_not_found',
  'user_disabled',
  'user_not_found',
  'user_not_in_channel',
  'user_not_visible',
  'users_not_found',
]);

/** Whether a refusal is the app's own mistake. */
export const isViolation = (code: string): boolean => !THE_WORLDS_DOING.has(code);

/** Refuses with every problem at once, under the first one's name; does nothing when there are none. */
export function refuseAll(problems: { error: string; message: string }[]): void {
  const [first] = problems;
  if (!first) return;
  const sentences = problems.map(({ message }) => message);
  // Only `invalid_blocks` repeats its sentences in a field of their own.
  throw new SlackError(first.error, sentences, first.error === 'invalid_blocks' ? { errors: sentences } : {});
}

/** The value, or Slack's refusal where there is none. */
export function orRefuse<Value>(value: Value | null | undefined, code: string, detail?: string): Value {
  if (value === null || value === undefined) throw new SlackError(code, detail ? [detail] : []);
  return value;
}
