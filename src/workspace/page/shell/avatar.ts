import { html, type TemplateResult } from 'lit/html.js';
import type { PagePerson } from '../../page-protocol.ts';

/** A person's initials on their colour; the name always stands beside it. */
export function drawAvatar(
  person: PagePerson | undefined,
  size: 'small' | 'medium' | 'large',
): TemplateResult {
  const colour = safeColour(person?.avatar.colour ?? null);
  const round = person?.kind === 'bot' ? 'avatar-bot' : '';
  return html`<span class="avatar avatar-${size} ${round}" .style=${`--avatar: ${colour}`} aria-hidden="true">${person?.avatar.initials ?? '?'}</span>`;
}

/** The sign before an option or suggestion: initials on a colour, or a character. */
export function drawChoiceIcon({ text, colour }: { text: string; colour: string | null }): TemplateResult {
  return colour
    ? html`<span class="avatar avatar-tiny" .style=${`--avatar: ${safeColour(colour)}`} aria-hidden="true">${text}</span>`
    : html`<span class="choice-sign" aria-hidden="true">${text}</span>`;
}

/** Colours come from the workspace's server; a declaration must not carry more than a colour. */
function safeColour(colour: string | null): string {
  return colour && CSS.supports('color', colour) ? colour : 'var(--text-quiet)';
}
