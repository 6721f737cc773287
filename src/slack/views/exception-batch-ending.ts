/** To whoever asked for many: that they end together, what can be done about each or all, and what was found then. */
import type { KnownBlock } from '@slack/types';
import type { Instant } from '../../domain/instant.ts';
import type { BatchView, CheckedBatch } from '../../use-cases/batch-views.ts';
import type { ExceptionLine } from '../../use-cases/exception-views.ts';
import { actions, button, context, overflow, section } from './blocks.ts';
import { whenPlain } from './dates.ts';
import { endButtons, outcomes, spoken } from './exception-batch.ts';
import { batchTitles } from './exception-matter.ts';
import { endsWords, followUpWords } from './exception-words.ts';
import type { Message } from './message.ts';
import { nudgeValue } from './nudge-target.ts';
import { askValue } from './targets.ts';
import { count, listed, mrkdwn } from './text.ts';
import { ICON } from './words.ts';

const MOST_SHOWN = 10;
const MOST_NAMED = 12;

/** Before the end what can be done about them; of those that are over what became of them. */
export function batchEnding(view: BatchView, until: Instant, now: Instant): Message {
  const living = view.lines.filter(({ exception }) => exception.state === 'approved');
  const over = view.lines.filter(({ exception }) => exception.state !== 'approved');
  const became = outcomes({ lines: over });
  const what = `The exception for ${count(view.lines.length, 'service')}`;
  return {
    text:
      living.length > 0
        ? `${what} ends ${whenPlain(until, now)}: ${batchTitles(view)}. Then the check counts again at ${named(living, 3)}.`
        : `${what}: ${batchTitles(view)}. ${became.map(({ words }) => spoken(words)).join('; ')}.`,
    blocks: [
      section(
        living.length > 0
          ? `${ICON.coming} *${what} ends ${endsWords({ until }, now)}*\n${batchTitles(view)}: then the check counts again.`
          : `${ICON.aside} *${what}*: ${batchTitles(view)}`,
      ),
      ...living.slice(0, MOST_SHOWN).map(serviceRow),
      ...context(restWords(living)),
      ...became.map(({ words, names }) => section(`${words}\n${listed(names, MOST_NAMED)}`)),
      ...context(followUp(view)),
      ...actions([
        ...(living.length > 0 ? endButtons({ batch: view.id, until }) : []),
        button('say', 'List them', living.length > 0 ? 'exceptions expiring' : 'exceptions mine'),
      ]),
    ],
  };
}

/** Pressed here a card would take the place of the whole message: what a reminder's menu shows stays beside it. */
function serviceRow({ exception, service }: ExceptionLine): KnownBlock {
  return section(
    `*${mrkdwn(service.id, 80)}*`,
    overflow([
      {
        label: 'It’s fixed, check now',
        action: 'nudge-menu',
        value: nudgeValue({ act: 'check', service: service.id }),
      },
      { label: 'Extend', action: 'exception-new', value: askValue({ kind: 'extend', id: exception.id }) },
      { label: 'Show it', action: 'exception-open', value: exception.id },
    ]),
  );
}

function restWords(living: readonly ExceptionLine[]): string {
  const rest = living.slice(MOST_SHOWN);
  return rest.length === 0 ? '' : `and ${named(rest, MOST_NAMED)}: \`/ready exceptions expiring\` lists them`;
}

function followUp({ shown: [first] }: BatchView): string {
  if (first === undefined || first.exception.followUp === null) return '';
  return `Follow-up: ${followUpWords(first.exception.followUp, first.followUp)}`;
}

function named(lines: readonly ExceptionLine[], most: number): string {
  return listed(
    lines.map(({ service }) => mrkdwn(service.id, 60)),
    most,
  );
}

/** After all of them were looked at again. */
export function checkedBatch({ fixed, open, trouble }: CheckedBatch): Message {
  const all = fixed.length + open.length;
  const lead =
    open.length === 0
      ? `Checked again: ${all === 1 ? 'it passes' : `all ${all} pass`}, nothing needs the exception any more.`
      : `Checked again: ${fixed.length} of ${all} pass.`;
  const unread = trouble.slice(0, 3).map(({ reason }) => `${ICON.unknown} ${mrkdwn(reason, 200)}`);
  return {
    text: lead,
    blocks: [
      section(`${open.length === 0 ? ICON.ok : ICON.gap} ${lead}`),
      ...context(
        fixed.length === 0 || open.length === 0 ? '' : `${ICON.ok} ${named(fixed, MOST_NAMED)}`,
        open.length === 0 ? '' : `Still need it: ${named(open, MOST_NAMED)}`,
        ...unread,
        trouble.length > unread.length ? `and ${trouble.length - unread.length} more did not answer` : '',
        trouble.length === 0 ? '' : 'What these know stays as it was.',
      ),
    ],
  };
}
