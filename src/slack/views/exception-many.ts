/** The part of the request's modal that asks for the same check at many services. */
import type { KnownBlock } from '@slack/types';
import { context } from './blocks.ts';
import type { AskScene } from './exception-ask.ts';
import { LONGEST_TEXT } from './exception-facts.ts';
import { INPUT } from './exception-form.ts';
import { textInput } from './inputs.ts';
import { count, listed, mrkdwn, sentence } from './text.ts';

const MOST_NAMED = 12;

/** Only of one check many services can be excused at once, and only when it is asked for. */
export function moreServices({ form, preview }: Pick<AskScene, 'form' | 'preview'>): KnownBlock[] {
  if (form.target.kind === 'prolong') return context(...coverage(preview));
  if (form.rules.length !== 1 || form.target.kind !== 'new') return [];
  return [
    textInput({
      block: INPUT.services,
      label: 'The same check for many services',
      value: form.services,
      most: LONGEST_TEXT,
      optional: true,
      placeholder: 'ledger refunds-worker, or team:payments tier:tier-1',
      hint: 'Ids are asked for besides this one; a filter stands for all that match it. Press Enter to count them.',
      dispatches: 'exception-change',
    }),
    ...context(...coverage(preview)),
  ];
}

/** "12 services: finder, ledger, …": whose exceptions are to be prolonged. */
export function together(services: readonly string[]): string {
  const names = listed(
    services.map((id) => mrkdwn(id, 60)),
    MOST_NAMED,
  );
  return `*${count(services.length, 'service')}*: ${names}\nThose that pass by now are left out.`;
}

/** How many services it covers, or why these cannot be asked about together: said before it is sent. */
function coverage(preview: AskScene['preview']): readonly string[] {
  if (preview === null) return [];
  const { services, trouble } = preview;
  if (trouble !== null) return [`⚠️ ${sentence(trouble, 300)}`];
  return services > 1 ? [`Covers ${count(services, 'service')}.`] : [];
}
