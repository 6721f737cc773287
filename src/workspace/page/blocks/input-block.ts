import type { KnownBlock } from '@slack/types';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { drawElement } from '../controls/element.ts';
import { icon } from '../shell/icons.ts';
import { drawPlain } from '../text/draw-text.ts';
import { actionSite, type Site, type Surface } from './surface.ts';

type InputBlock = Extract<KnownBlock, { type: 'input' }>;

/** A label, its field, and what helps or is wrong below it. */
export function drawInputBlock(block: InputBlock, surface: Surface): TemplateResult {
  const { reader } = surface;
  const site = inputSite(block, surface);
  const error = surface.errors[block.block_id ?? ''];
  return html`
    <div class="block-input ${error ? 'has-error' : ''}">
      <label class="input-label" id=${site.labelledBy ?? nothing} for=${site.domId}>
        ${drawPlain(block.label, reader)}${block.optional ? html`<span class="input-optional"> (optional)</span>` : nothing}
      </label>
      ${drawElement(site, block.element)}
      ${error ? html`<p class="input-error" id="${site.domId}--error">${icon('warning')}${error}</p>` : nothing}
      ${block.hint ? html`<p class="input-hint" id="${site.domId}--hint">${drawPlain(block.hint, reader)}</p>` : nothing}
    </div>
  `;
}

function inputSite(block: InputBlock, surface: Surface): Site {
  const site = actionSite(surface, block.block_id ?? '', block.element);
  const invalid = surface.errors[site.blockId] !== undefined;
  const described = [invalid && `${site.domId}--error`, block.hint && `${site.domId}--hint`];
  return {
    ...site,
    sends: block.dispatch_action === true,
    optional: block.optional === true,
    invalid,
    labelledBy: `${site.domId}--label`,
    describedBy: described.filter(Boolean).join(' ') || null,
  };
}
