import type { RichTextElement } from '@slack/types';
import type { CheckView } from '../../use-cases/show-readiness.ts';
import { linked, ours, words } from './blocks.ts';
import { clip } from './text.ts';
import { measuredWords } from './why-words.ts';
import { outcomeIcon } from './words.ts';

const TITLE = 90;
const REASON = 140;

/** Who looks: what is private stays out of an answer that others see. */
export interface Audience {
  readonly shared: boolean;
}

/** Whether value and reasons of this check are withheld here. */
export function isWithheld(view: CheckView, { shared }: Audience): boolean {
  return view.hidden || (shared && view.sensitive);
}

/** Why it stands as it does, in words for this audience; null when nothing is to be said. */
export function reasonOf(view: CheckView, audience: Audience): string | null {
  if (isWithheld(view, audience)) return 'details are private to its team';
  const reason = measuredWords(view.check.why) ?? view.check.reason?.trim() ?? '';
  if (reason === '') return null;
  return view.source === null ? reason : `${reason} (${view.source})`;
}

/** "❌ **Runbook linked** · no runbook link · Fix" */
export function gapLine(view: CheckView, audience: Audience, tag: string): RichTextElement[] {
  const reason = reasonOf(view, audience);
  return [
    ours(`${outcomeIcon(view.check.outcome)} `),
    words(view.title, TITLE, true),
    ...(reason === null ? [] : [ours(' · '), words(reason, REASON)]),
    ...(tag === '' ? [] : [ours(clip(` · ${tag}`, 60))]),
    ...linked(view.fixUrl, 'Fix'),
  ];
}
