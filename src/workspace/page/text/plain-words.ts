import { parseMrkdwn } from './mrkdwn.ts';
import { nameOf, type Reader } from './reader.ts';
import { slackDate } from './slack-date.ts';
import type { Flow, Inline } from './text-node.ts';

/** What mrkdwn says, in words alone: for screen readers and titles. */
export function plainWords(text: string, reader: Reader): string {
  return flowWords(parseMrkdwn(text), reader).trim();
}

function flowWords(flows: Flow[], reader: Reader): string {
  return flows
    .map((flow) => {
      if (flow.kind === 'quote') return flowWords(flow.children, reader);
      return 'children' in flow ? inlineWords(flow.children, reader) : '';
    })
    .join('\n');
}

function inlineWords(nodes: Inline[], reader: Reader): string {
  return nodes.map((node) => nodeWords(node, reader)).join('');
}

function nodeWords(node: Inline, reader: Reader): string {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'break':
      return '\n';
    case 'emoji':
      return node.unicode;
    case 'user':
      return `@${nameOf(reader.person(node.id), node.label ?? node.id)}`;
    case 'channel':
      return `#${reader.channel(node.id)?.name ?? node.label ?? 'private channel'}`;
    case 'group':
      return `@${reader.group(node.id)?.handle ?? node.label ?? node.id}`;
    case 'broadcast':
      return `@${node.range}`;
    case 'date':
      return slackDate(node.timestamp, node.format, reader) ?? node.fallback ?? '';
    case 'colour':
      return node.value;
    default:
      return inlineWords(node.children, reader);
  }
}
