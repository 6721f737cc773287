import type { RichTextBlock, RichTextBlockElement, RichTextElement, RichTextList } from '@slack/types';
import { emojiNamed } from './emoji.ts';
import { safeUrl } from './safe-url.ts';
import { type Flow, type Inline, type TextStyle, textWithBreaks } from './text-node.ts';

const STYLES: TextStyle[] = ['bold', 'italic', 'strike', 'underline'];

/** The nodes of a `rich_text` block, which is how Slack stores what people write. */
export function richTextFlow(block: RichTextBlock): Flow[] {
  return (block.elements ?? []).map(elementFlow);
}

function elementFlow(element: RichTextBlockElement): Flow {
  switch (element.type) {
    case 'rich_text_quote':
      return { kind: 'quote', children: [{ kind: 'paragraph', children: inlineNodes(element.elements) }] };
    case 'rich_text_preformatted':
      return { kind: 'code-block', children: inlineNodes(element.elements) };
    case 'rich_text_list':
      return listFlow(element);
    case 'rich_text_section':
      return { kind: 'paragraph', children: inlineNodes(element.elements) };
    default:
      return unknownFlow(element);
  }
}

/** `offset`, which the types do not know, says how many numbers an ordered list leaves out. */
function listFlow(list: RichTextList & { offset?: number }): Flow {
  return {
    kind: 'list',
    ordered: list.style === 'ordered',
    start: (list.offset ?? 0) + 1,
    indent: list.indent ?? 0,
    items: list.elements.map((item) => inlineNodes(item.elements)),
  };
}

/** Slack adds elements faster than types: what is new says its name instead of vanishing. */
function unknownFlow(element: { type: string }): Flow {
  return { kind: 'paragraph', children: [{ kind: 'text', text: `[${element.type}]` }] };
}

function inlineNodes(elements: RichTextElement[]): Inline[] {
  return elements.flatMap(styledNodes);
}

function styledNodes(element: RichTextElement): Inline[] {
  const style = element.style ?? {};
  const inner = plainNodes(element);
  const coded: Inline[] = style.code ? [{ kind: 'code', children: inner }] : inner;
  return STYLES.filter((name) => style[name as keyof typeof style]).reduce<Inline[]>(
    (children, name) => [{ kind: 'styled', style: name, children }],
    coded,
  );
}

function plainNodes(element: RichTextElement): Inline[] {
  switch (element.type) {
    case 'text':
      return textWithBreaks(element.text);
    case 'link':
      return linkNodes(element.url, element.text);
    case 'emoji':
      return [emojiNode(element.name, element.unicode)];
    case 'user':
      return [{ kind: 'user', id: element.user_id, label: null }];
    case 'channel':
      return [{ kind: 'channel', id: element.channel_id, label: null }];
    case 'usergroup':
      return [{ kind: 'group', id: element.usergroup_id, label: null }];
    case 'broadcast':
      return [{ kind: 'broadcast', range: element.range }];
    case 'color':
      return [{ kind: 'colour', value: element.value }];
    case 'date':
      return [dateNode(element)];
    default:
      return [{ kind: 'text', text: `[${element.type}]` }];
  }
}

function linkNodes(written: string, label: string | undefined): Inline[] {
  const url = safeUrl(written);
  const children = textWithBreaks(label || written);
  return url ? [{ kind: 'link', url, children }] : children;
}

/** `unicode` is hexadecimal code points joined by hyphens. */
function emojiNode(name: string, unicode: string | undefined): Inline {
  const known = emojiNamed(name);
  if (known) return known;
  const points = (unicode ?? '').split('-').map((point) => Number.parseInt(point, 16));
  const drawable = points.every((point) => point > 0 && point <= 0x10ffff);
  return drawable
    ? { kind: 'emoji', name, unicode: String.fromCodePoint(...points) }
    : { kind: 'text', text: `:${name}:` };
}

function dateNode(element: RichTextElement & { type: 'date' }): Inline {
  const { timestamp, format, fallback = null } = element;
  return { kind: 'date', timestamp, format, url: element.url ? safeUrl(element.url) : null, fallback };
}
