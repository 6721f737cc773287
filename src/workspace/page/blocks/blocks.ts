import type { KnownBlock } from '@slack/types';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { drawElement } from '../controls/element.ts';
import { icon } from '../shell/icons.ts';
import { drawFlows, drawPlain, drawTextObject } from '../text/draw-text.ts';
import { parseMarkdown } from '../text/markdown.ts';
import { richTextFlow } from '../text/rich-text.ts';
import { safeUrl } from '../text/safe-url.ts';
import { drawContext, drawContextActions } from './context.ts';
import { drawFallback, wordsOf } from './fallback.ts';
import { drawImageBlock } from './image.ts';
import { drawInputBlock } from './input-block.ts';
import { drawSection } from './section.ts';
import { actionSite, type Surface } from './surface.ts';
import { drawTable } from './table.ts';

/** The blocks of a message, a modal or Home, as Slack draws them. */
export function drawBlocks(blocks: KnownBlock[], surface: Surface): TemplateResult {
  return html`<div class="blocks">${blocks.map((block) => html`<div class="block">${drawBlock(block, surface)}${drawFailure(block, surface)}</div>`)}</div>`;
}

function drawBlock(block: KnownBlock, surface: Surface): TemplateResult {
  const { reader, page } = surface;
  switch (block.type) {
    case 'header':
      return html`<div class="block-header" role="heading" aria-level="3">${drawPlain(block.text, reader)}</div>`;
    case 'section':
      return drawSection(block, surface);
    case 'context':
      return drawContext(block, surface);
    case 'divider':
      return html`<hr class="block-divider" />`;
    case 'image':
      return drawImageBlock(block, page, reader);
    case 'input':
      return drawInputBlock(block, surface);
    case 'actions':
      return drawActions(block, surface);
    default:
      return drawLongText(block, surface);
  }
}

function drawLongText(block: KnownBlock, surface: Surface): TemplateResult {
  const { reader } = surface;
  switch (block.type) {
    case 'rich_text':
      return html`<div class="block-rich-text">${drawFlows(richTextFlow(block), reader)}</div>`;
    case 'markdown':
      return html`<div class="block-markdown">${drawFlows(parseMarkdown(block.text), reader)}</div>`;
    case 'table':
    case 'data_table':
      return drawTable(block, reader);
    default:
      return drawRare(block, surface);
  }
}

/** What bots seldom send: drawn simply, or named with the words that it carries. */
function drawRare(block: KnownBlock, surface: Surface): TemplateResult {
  switch (block.type) {
    case 'context_actions':
      return drawContextActions(block, surface);
    case 'video':
      return drawVideo(block, surface);
    case 'alert':
      return html`<div class="block-alert" data-level=${block.level ?? 'default'}>${drawTextObject(block.text, surface.reader)}</div>`;
    default:
      return drawFallback(block.type, wordsOf(block));
  }
}

function drawActions(block: Extract<KnownBlock, { type: 'actions' }>, surface: Surface): TemplateResult {
  const blockId = block.block_id ?? '';
  return html`
    <div class="block-actions">
      ${block.elements.map((element) => html`<div class="action">${drawElement(actionSite(surface, blockId, element), element)}</div>`)}
    </div>
  `;
}

function drawVideo(video: Extract<KnownBlock, { type: 'video' }>, { reader }: Surface): TemplateResult {
  const url = safeUrl(video.title_url ?? video.video_url);
  const title = drawPlain(video.title, reader);
  return html`
    <div class="block-video">
      <strong>${url ? html`<a href=${url} target="_blank" rel="noopener noreferrer">${title}</a>` : title}</strong>
      ${video.description ? html`<div>${drawPlain(video.description, reader)}</div>` : nothing}
      ${drawFallback('video', video.alt_text)}
    </div>
  `;
}

/** The app did not take what was done in this block. */
function drawFailure(block: KnownBlock, surface: Surface): TemplateResult | typeof nothing {
  const { failed } = surface;
  return failed?.element.startsWith(`${surface.dom}--${block.block_id ?? ''}--`)
    ? html`<p class="act-failed" role="alert">${icon('warning')}${failed.message}</p>`
    : nothing;
}
