import type { KnownBlock } from '@slack/types';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { PageFile, PageState } from '../../page-protocol.ts';
import { drawPlain } from '../text/draw-text.ts';
import type { Reader } from '../text/reader.ts';
import { safeUrl } from '../text/safe-url.ts';

type ImageBlock = Extract<KnownBlock, { type: 'image' }>;
type ImageSource = { alt_text: string; image_url?: string; slack_file?: { id: string } | { url: string } };

/** An image of its own line, with its title above it. */
export function drawImageBlock(block: ImageBlock, page: PageState, reader: Reader): TemplateResult {
  return html`
    <figure class="block-image">
      ${block.title ? html`<figcaption>${drawPlain(block.title, reader)}</figcaption>` : nothing}
      ${drawImageElement(block, page)}
    </figure>
  `;
}

/**
 * An image if this workspace serves it. Another machine's is only named, with a link: looking at a message here
 * sends nothing anywhere.
 */
export function drawImageElement(image: ImageSource, page: PageState): TemplateResult {
  const url = sourceOf(image, page);
  const local = url ? URL.parse(url, location.href) : null;
  if (local?.origin === location.origin)
    return html`<img src=${local.href} alt=${image.alt_text} loading="lazy" />`;
  const away = url ? safeUrl(url) : null;
  const words = html`<span class="image-away-alt">${image.alt_text}</span>`;
  return away
    ? html`<a class="image-away" href=${away} target="_blank" rel="noopener noreferrer" title="Not loaded: it is on another machine">${words}</a>`
    : html`<span class="image-away" title="No such image">${words}</span>`;
}

function sourceOf(image: ImageSource, page: PageState): string | null {
  if (image.image_url) return image.image_url;
  if (!image.slack_file) return null;
  return 'id' in image.slack_file ? fileUrl(image.slack_file.id, page) : image.slack_file.url;
}

function fileUrl(id: string, page: PageState): string {
  const shared = Object.values(page.messages).flatMap((messages) => messages.flatMap(({ files }) => files));
  return shared.find((file) => file.id === id)?.url ?? `/files/${encodeURIComponent(id)}`;
}

/** Files below a message: pictures as pictures, others as a card with their name and size. */
export function drawFile(file: PageFile): TemplateResult {
  const size = new Intl.NumberFormat('en-US', { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 1 });
  return file.mimetype.startsWith('image/')
    ? html`<figure class="block-image"><figcaption>${file.title}</figcaption><a href=${file.url} target="_blank"><img src=${file.url} alt=${file.altText || file.title} loading="lazy" /></a></figure>`
    : html`<a class="file-card" href=${file.url} target="_blank"><strong>${file.title}</strong><span>${file.name} · ${size.format(file.size / 1000)}</span></a>`;
}
