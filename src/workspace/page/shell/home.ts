import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Acts } from '../acts/acts.ts';
import { drawBlocks } from '../blocks/blocks.ts';
import { surfaceOf } from '../blocks/surface.ts';
import { type Model, viewKey } from '../model/model.ts';
import type { Reader } from '../text/reader.ts';
import { drawAppHeader } from './conversation.ts';

/** The app's Home, as it was last published for the acting person. */
export function drawHome(model: Model, acts: Acts, reader: Reader): TemplateResult {
  const { page } = model;
  const conversation = page.conversations.find(({ kind }) => kind === 'im');
  return html`
    ${conversation ? drawAppHeader(model, conversation, 'home') : nothing}
    <div class="home" tabindex="0" role="region" aria-label="Home of ${page.app.name}">
      <div class="home-content">${page.home ? drawHomeView(model, acts, page.home, reader) : drawNoHome(page.app.name)}</div>
    </div>
  `;
}

function drawHomeView(
  model: Model,
  acts: Acts,
  view: NonNullable<Model['page']['home']>,
  reader: Reader,
): TemplateResult {
  const key = viewKey(view);
  const place = { viewId: view.id };
  const surface = surfaceOf(model, { key, dom: key, kind: 'home', place, reader, acts, blocks: view.blocks });
  return drawBlocks(view.blocks, surface);
}

function drawNoHome(name: string): TemplateResult {
  return html`<div class="empty"><h3>Nothing here yet</h3><p>${name} has not published a Home for this person.</p></div>`;
}
