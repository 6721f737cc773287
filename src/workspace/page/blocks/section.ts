import type { KnownBlock } from '@slack/types';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { drawElement } from '../controls/element.ts';
import { drawTextObject } from '../text/draw-text.ts';
import { actionSite, type Surface } from './surface.ts';

type SectionBlock = Extract<KnownBlock, { type: 'section' }>;

const LONG = 700;
const MANY_LINES = 5;

/** Text and fields, with an accessory beside them. */
export function drawSection(block: SectionBlock, surface: Surface): TemplateResult {
  const { reader } = surface;
  const accessory = block.accessory;
  const site = accessory && actionSite(surface, block.block_id ?? '', accessory);
  return html`
    <div class="block-section">
      <div class="section-body">
        ${block.text ? drawFoldable(block, surface) : nothing}
        ${
          block.fields
            ? html`<div class="section-fields">${block.fields.map((field) => html`<div class="section-field">${drawTextObject(field, reader)}</div>`)}</div>`
            : nothing
        }
      </div>
      ${
        accessory && site
          ? html`<div class="section-accessory ${accessory.type === 'image' ? 'accessory-image' : ''}">${drawElement(site, accessory)}</div>`
          : nothing
      }
    </div>
  `;
}

/** Slack folds long text away unless the block says `expand`. */
function drawFoldable(block: SectionBlock, surface: Surface): TemplateResult {
  const text = block.text?.text ?? '';
  const drawn = block.text ? drawTextObject(block.text, surface.reader) : nothing;
  if (block.expand || !isLong(text)) return html`<div class="section-text">${drawn}</div>`;
  const id = `${surface.dom}--${block.block_id ?? ''}--text`;
  const open = surface.expanded.has(id);
  return html`
    <div class="section-text ${open ? '' : 'folded'}" id=${id}>${drawn}</div>
    <button
      type="button"
      class="text-button"
      aria-expanded=${String(open)}
      aria-controls=${id}
      @click=${() => surface.acts.expand(id, !open)}
    >
      ${open ? 'Show less' : 'Show more'}
    </button>
  `;
}

function isLong(text: string): boolean {
  return text.length > LONG || text.split('\n').length > MANY_LINES;
}
