import type { MrkdwnElement, PlainTextElement } from '@slack/types';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { formatRoute } from '../model/route.ts';
import { parseMrkdwn, parsePlain } from './mrkdwn.ts';
import { nameOf, type Reader } from './reader.ts';
import { slackDate } from './slack-date.ts';
import type { Flow, Inline } from './text-node.ts';

type Drawn = TemplateResult | string | typeof nothing;

/** A text object of either kind, as Slack draws it. */
export function drawTextObject(text: PlainTextElement | MrkdwnElement, reader: Reader): Drawn[] {
  return text.type === 'plain_text' ? drawPlain(text, reader) : drawMrkdwn(text.text, reader, text.verbatim);
}

/** Headers, labels, buttons and options. */
export function drawPlain(text: PlainTextElement, reader: Reader): Drawn[] {
  return drawInline(parsePlain(text.text, text.emoji ?? true), reader);
}

export function drawMrkdwn(text: string, reader: Reader, verbatim = false): Drawn[] {
  return drawFlows(parseMrkdwn(text, { verbatim }), reader);
}

// The templates below stand on one line each: between them white space would be drawn.

export function drawFlows(flows: Flow[], reader: Reader): Drawn[] {
  return flows.map((flow) => drawFlow(flow, reader));
}

function drawFlow(flow: Flow, reader: Reader): TemplateResult {
  switch (flow.kind) {
    case 'paragraph':
      return html`<div class="text-line">${drawInline(flow.children, reader)}</div>`;
    case 'heading':
      return html`<div class="text-heading" role="heading" aria-level=${flow.level + 2}>${drawInline(flow.children, reader)}</div>`;
    case 'quote':
      return html`<blockquote>${drawFlows(flow.children, reader)}</blockquote>`;
    case 'code-block':
      return html`<pre tabindex="0">${drawInline(flow.children, reader)}</pre>`;
    case 'list':
      return drawList(flow, reader);
    case 'table':
      return drawTextTable(flow, reader);
    case 'rule':
      return html`<hr class="block-divider" />`;
  }
}

function drawList(list: Flow & { kind: 'list' }, reader: Reader): TemplateResult {
  const items = list.items.map((item) => html`<li>${drawInline(item, reader)}</li>`);
  return list.ordered
    ? html`<ol class="text-list" start=${list.start} data-indent=${list.indent}>${items}</ol>`
    : html`<ul class="text-list" data-indent=${list.indent}>${items}</ul>`;
}

function drawTextTable({ head, rows }: Flow & { kind: 'table' }, reader: Reader): TemplateResult {
  const cells = (row: Inline[][]) => row.map((cell) => html`<td>${drawInline(cell, reader)}</td>`);
  return html`<div class="table-frame" tabindex="0"><table><thead><tr>${head.map((cell) => html`<th scope="col">${drawInline(cell, reader)}</th>`)}</tr></thead><tbody>${rows.map((row) => html`<tr>${cells(row)}</tr>`)}</tbody></table></div>`;
}

export function drawInline(nodes: Inline[], reader: Reader): Drawn[] {
  return nodes.flatMap((node) => drawNode(node, reader));
}

function drawNode(node: Inline, reader: Reader): Drawn | Drawn[] {
  switch (node.kind) {
    case 'text':
      return drawCharacters(node.text);
    case 'break':
      return html`<br />`;
    case 'styled':
      return drawStyled(node, reader);
    case 'code':
      return html`<code>${drawInline(node.children, reader)}</code>`;
    case 'link':
      return drawLink(node.url, drawInline(node.children, reader));
    case 'emoji':
      return html`<span class="emoji" role="img" aria-label=${node.name} title=":${node.name}:">${node.unicode}</span>`;
    case 'date':
      return drawDate(node, reader);
    case 'colour':
      return drawColour(node.value);
    default:
      return drawMention(node, reader);
  }
}

/** Emoji that are typed as characters get the emoji font too, or a text font would draw some of them. */
function drawCharacters(text: string): Drawn[] {
  return text
    .split(/(\p{RGI_Emoji}+)/v)
    .map((piece, index) => (index % 2 === 1 ? html`<span class="emoji">${piece}</span>` : piece));
}

function drawStyled({ style, children }: Inline & { kind: 'styled' }, reader: Reader): TemplateResult {
  const inner = drawInline(children, reader);
  switch (style) {
    case 'bold':
      return html`<strong>${inner}</strong>`;
    case 'italic':
      return html`<em>${inner}</em>`;
    case 'strike':
      return html`<s>${inner}</s>`;
    case 'underline':
      return html`<u>${inner}</u>`;
  }
}

/** Links into Slack itself stay in this window, where `main.ts` follows them. */
function drawLink(url: string, inner: Drawn[]): TemplateResult {
  return url.startsWith('slack:')
    ? html`<a href=${url}>${inner}</a>`
    : html`<a href=${url} target="_blank" rel="noopener noreferrer">${inner}</a>`;
}

function drawDate(date: Inline & { kind: 'date' }, reader: Reader): Drawn {
  const words = slackDate(date.timestamp, date.format, reader) ?? date.fallback ?? '';
  const full = slackDate(date.timestamp, '{date_long} at {time}', reader);
  const drawn = html`<time title=${full ?? nothing}>${words}</time>`;
  return date.url ? drawLink(date.url, [drawn]) : drawn;
}

function drawColour(value: string): Drawn {
  const isColour = /^#[0-9a-f]{3,8}$/i.test(value);
  return isColour ? html`<span class="swatch" .style=${`--swatch: ${value}`}></span>${value}` : value;
}

type Mention = Inline & { kind: 'user' | 'channel' | 'group' | 'broadcast' };

function drawMention(node: Mention, reader: Reader): TemplateResult {
  switch (node.kind) {
    case 'user': {
      const name = nameOf(reader.person(node.id), node.label ?? node.id);
      return html`<span class="mention ${node.id === reader.me ? 'mention-me' : ''}">@${name}</span>`;
    }
    case 'channel':
      return drawChannel(node.id, node.label, reader);
    case 'group': {
      const name = reader.group(node.id)?.handle ?? node.label?.replace(/^@/, '') ?? node.id;
      const mine = reader.group(node.id)?.members.includes(reader.me);
      return html`<span class="mention ${mine ? 'mention-me' : ''}">@${name}</span>`;
    }
    case 'broadcast':
      return html`<span class="mention mention-me">@${node.range}</span>`;
  }
}

function drawChannel(id: string, label: string | null, reader: Reader): TemplateResult {
  const channel = reader.channel(id);
  if (!channel) return html`<span class="mention">#${label ?? 'private channel'}</span>`;
  const href = formatRoute({ me: reader.me, show: 'conversation', channel: id, threadTs: null });
  return html`<a class="mention" href=${href}>#${channel.name}</a>`;
}
