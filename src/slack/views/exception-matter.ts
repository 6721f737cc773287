/** What every short message about an exception says it is about. */
import type { ActionsBlockElement } from '@slack/types';
import type { BatchView } from '../../use-cases/batch-views.ts';
import type { ExceptionView } from '../../use-cases/exception-views.ts';
import { button } from './blocks.ts';
import { listed, mrkdwn } from './text.ts';

/** Characters of a reason in a message that is no request. */
export const REASON = 300;

export function titlesOf({ titles }: Pick<ExceptionView, 'titles'>, most = 3): string {
  return listed(
    titles.map((title) => mrkdwn(title, 80)),
    most,
  );
}

/** Of those that were asked for in one go: they are about the same. */
export function batchTitles({ lines: [first] }: Pick<BatchView, 'lines'>): string {
  return titlesOf(first ?? { titles: [] }, 2);
}

/** "payments-api: Code coverage over 85 %", the beginning of every line for a lock screen. */
export function spokenMatter(view: ExceptionView): string {
  return `${mrkdwn(view.service.id, 80)}: ${titlesOf(view, 2)}`;
}

export function openButton({ exception }: Pick<ExceptionView, 'exception'>): ActionsBlockElement {
  return button('exception-open', 'Show it', exception.id);
}
