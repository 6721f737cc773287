import { html, nothing, type TemplateResult } from 'lit/html.js';

/** In place of what this playground does not draw: its name, and the words that it carries. */
export function drawFallback(type: string, words: string): TemplateResult {
  return html`
    <div class="fallback">
      <span class="fallback-type">${type}</span>
      ${words ? html`<span>${words}</span>` : nothing}
    </div>
  `;
}

/** All that a block would have people read, found without knowing its shape. */
export function wordsOf(block: unknown): string {
  if (typeof block !== 'object' || block === null) return '';
  const words = Object.entries(block).map(([key, value]) => {
    const isWords = typeof value === 'string' && ['text', 'title', 'caption', 'alt_text'].includes(key);
    return isWords ? value : wordsOf(value);
  });
  return words.filter((word) => word !== '').join(' · ');
}
