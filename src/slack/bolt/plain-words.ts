import type { WebClient } from '@slack/web-api';
import { type Instant, MINUTE } from '../../domain/instant.ts';
import type { Clock } from '../../use-cases/ports.ts';
import type { Conversations } from './conversations.ts';

const FRESH = 10 * MINUTE;

/** Slack's notation of mentions, channels and addresses, as a person would have typed it. */
export type PlainWords = (text: string) => Promise<string>;

/** `botUserId`: mentions of the bot itself are left out. */
export function createPlainWords(
  client: Pick<WebClient, 'usergroups'>,
  conversations: Pick<Conversations, 'nameOf'>,
  clock: Clock,
  botUserId: string,
): PlainWords {
  const handleOf = groupHandles(client, clock);

  async function written(control: string): Promise<string> {
    const [target = '', label] = splitOnce(control, '|');
    if (target === `@${botUserId}`) return '';
    if (target.startsWith('@')) return label ? `@${label}` : target;
    if (target.startsWith('#'))
      return `#${label || (await conversations.nameOf(target.slice(1))) || target.slice(1)}`;
    if (!target.startsWith('!')) return target.replace(/^(mailto|tel):/, '');
    const group = /^!subteam\^(\w+)$/.exec(target)?.[1];
    if (group === undefined) return '';
    return `@${(label ?? '').replace(/^@/, '') || (await handleOf(group)) || group}`;
  }

  return async (text) => {
    const pieces = text.split(/<([^<>\n]+)>/);
    const read = await Promise.all(pieces.map((piece, nth) => (nth % 2 === 1 ? written(piece) : piece)));
    return unescaped(read.join('')).replace(/\s+/g, ' ').trim();
  };
}

/** Slack's own order, backwards. */
function unescaped(text: string): string {
  return text.replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
}

function splitOnce(text: string, by: string): [string, string?] {
  const at = text.indexOf(by);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + by.length)];
}

/** User groups by id; a list that cannot be read leaves the id, and is asked for again later. */
function groupHandles(
  client: Pick<WebClient, 'usergroups'>,
  clock: Clock,
): (id: string) => Promise<string | undefined> {
  let known: { readonly at: Instant; readonly handles: ReadonlyMap<string, string> } | undefined;

  async function read(): Promise<ReadonlyMap<string, string>> {
    const { usergroups = [] } = await client.usergroups.list({});
    return new Map(usergroups.flatMap(({ id, handle }) => (id && handle ? [[id, handle] as const] : [])));
  }

  return async (id) => {
    if (known === undefined || clock.now() - known.at > FRESH)
      known = { at: clock.now(), handles: await read().catch(() => new Map<string, string>()) };
    return known.handles.get(id);
  };
}
