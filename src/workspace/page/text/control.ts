import { unescapeEntities } from './entities.ts';
import { safeUrl } from './safe-url.ts';
import type { Inline } from './text-node.ts';

/**
 * What stands between `<` and `>` in Slack's mrkdwn: a mention, a date, or a link. What is none of them is the
 * text that it was.
 */
export function parseControl(control: string): Inline {
  const bar = control.indexOf('|');
  const target = bar < 0 ? control : control.slice(0, bar);
  const label = bar < 0 ? null : unescapeEntities(control.slice(bar + 1));
  return parseMention(target, label) ?? parseLink(target, label) ?? { kind: 'text', text: `<${control}>` };
}

function parseMention(target: string, label: string | null): Inline | null {
  const id = target.slice(1);
  if (/^@[UWB][A-Z0-9]*$/.test(target)) return { kind: 'user', id, label };
  if (/^#[CDG][A-Z0-9]*$/.test(target)) return { kind: 'channel', id, label };
  if (/^!subteam\^S[A-Z0-9]*$/.test(target)) return { kind: 'group', id: id.slice('subteam^'.length), label };
  if (/^!(here|channel|everyone)$/.test(target)) return { kind: 'broadcast', range: id };
  return target.startsWith('!date^') ? parseDate(target, label) : null;
}

/** `!date^1392734382^{date} at {time}^https://link`. */
function parseDate(target: string, fallback: string | null): Inline | null {
  const [, seconds = '', format = '', link] = target.split('^');
  if (!/^-?\d+$/.test(seconds) || format === '') return fallback ? { kind: 'text', text: fallback } : null;
  return { kind: 'date', timestamp: Number(seconds), format, url: link ? safeUrl(link) : null, fallback };
}

function parseLink(target: string, label: string | null): Inline | null {
  const url = safeUrl(unescapeEntities(target));
  if (!url) return null;
  const text = label || unescapeEntities(target).replace(/^(mailto|tel):/, '');
  return { kind: 'link', url, children: [{ kind: 'text', text }] };
}
