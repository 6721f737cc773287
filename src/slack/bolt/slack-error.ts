/** Slack's own name of a refused call (`channel_not_found`), or undefined for any other trouble. */
export function refusalOf(error: unknown): string | undefined {
  const name: unknown = Object(Object(error).data).error;
  return typeof name === 'string' ? name : undefined;
}

/** What went wrong between us and Slack, in one sentence for the log and for whoever runs the bot. */
export function troubleOf(error: unknown): string {
  const refusal = refusalOf(error);
  if (refusal !== undefined) return `Slack answers “${refusal}”`;
  const cause: unknown = Object(error).original ?? error;
  return cause instanceof Error ? cause.message : 'the connection closed';
}
