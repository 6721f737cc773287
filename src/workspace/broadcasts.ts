/**
 * Mentions that wake up a whole channel, wherever they hide in what the app sends: `<!channel>`, `<!here>`,
 * `<!everyone>` in mrkdwn, `broadcast` elements in rich text. In `plain_text` they are harmless letters.
 */
export function broadcastMentions(payload: { text?: unknown; blocks?: unknown }): string[] {
  const inText = typeof payload.text === 'string' ? mentionsIn(payload.text) : [];
  return [...inText, ...inTree(payload.blocks)];
}

const MENTION = /<!(channel|here|everyone|group)(\|[^>]*)?>/g;

const mentionsIn = (mrkdwn: string): string[] => [...mrkdwn.matchAll(MENTION)].map(([mention]) => mention);

function inTree(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(inTree);
  if (typeof node !== 'object' || node === null) return [];
  const { type, text, range } = node as Record<string, unknown>;
  if (type === 'broadcast') return [`<!${String(range)}>`];
  if ((type === 'mrkdwn' || type === 'markdown') && typeof text === 'string') return mentionsIn(text);
  return Object.values(node).flatMap(inTree);
}
