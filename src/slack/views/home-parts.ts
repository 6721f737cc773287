import type { KnownBlock } from '@slack/types';
import type { ExceptionLine } from '../../use-cases/exception-views.ts';
import type { ComingRule, HomeInitiative, HomeView } from '../../use-cases/home-views.ts';
import { actions, button, context, type MenuEntry, overflow, section } from './blocks.ts';
import { day } from './dates.ts';
import { stateWords } from './exception-words.ts';
import { titlesOf } from './home-decisions.ts';
import { openValue } from './initiative-form.ts';
import { doneWords, leftWords, progressBar } from './initiative-words.ts';
import { reminderWords } from './settings-modal.ts';
import { askValue, explainValue } from './targets.ts';
import { listed, mrkdwn } from './text.ts';
import { ICON } from './words.ts';

/** A heading, its rows, and what is left out with the button that shows all of it. */
function part(heading: string, rows: readonly KnownBlock[], rest: readonly KnownBlock[]): KnownBlock[] {
  return rows.length === 0 ? [] : [{ type: 'divider' }, section(heading), ...rows, ...rest];
}

function more(shown: number, total: number, label: string, say: string): KnownBlock[] {
  if (total <= shown) return [];
  return [...context(`and ${total - shown} more`), ...actions([button('say', label, say)])];
}

/** Running initiatives, by deadline. */
export function initiativeBlocks({ of, initiatives: { items, total } }: HomeView): KnownBlock[] {
  return part(
    of.kind === 'me' ? '*Your initiatives*' : '*Initiatives*',
    items.map(initiativeRow),
    more(items.length, total, 'All initiatives', 'initiatives'),
  );
}

function initiativeRow({ id, title, daysLeft, counts, own }: HomeInitiative): KnownBlock {
  const { open, unknown } = counts;
  const rest = [
    open > 0 ? `${open} open` : '',
    unknown > 0 ? `${unknown} not known` : '',
    own ? 'you run it' : '',
  ].filter((word) => word !== '');
  return section(
    `*${mrkdwn(title, 120)}* · ${leftWords(daysLeft)}\n${progressBar(counts)} ${doneWords(counts)}${rest.map((word) => ` · ${word}`).join('')}`,
    button('initiative-open', 'Open', openValue(id, 0), { spoken: `Open ${title}` }),
  );
}

/** Announced rules, the next first, and who would meet them today. */
export function comingBlocks({ coming: { items, total } }: HomeView): KnownBlock[] {
  return part('*Coming rules*', items.map(comingRow), more(items.length, total, 'All rules', 'explain'));
}

function comingRow(rule: ComingRule): KnownBlock {
  const { title, from, scorecard, rule: id } = rule;
  const words = `${scorecard}/${id}`;
  return section(
    `${ICON.coming} *${mrkdwn(title, 90)}* · from ${day(from)}\n${fareWords(rule)}`,
    button('explain', 'Explain', explainValue({ words, offset: 0 }), { spoken: `Explain ${title}` }),
  );
}

/** "3 of 12 would pass today; ledger, search and 7 more would not" */
function fareWords({ pass, fail, unknown, exempt, failing }: ComingRule): string {
  const asked = pass + fail + unknown + exempt;
  if (asked === 1) return oneFares({ pass, exempt, fail }, failing);
  const names = failing.map((id) => mrkdwn(id, 60));
  const others = fail - names.length;
  const all = others > 0 ? `${names.join(', ')} and ${others} more` : listed(names, names.length);
  return [
    pass + exempt === asked
      ? `${ICON.ok} all ${asked} would pass today`
      : `${pass + exempt} of ${asked} would pass today`,
    exempt > 0 ? `${exempt} of them by exception` : '',
    fail > 0 ? `${ICON.gap} not yet: ${all}` : '',
    unknown > 0 ? `${ICON.unknown} ${unknown} not known` : '',
  ]
    .filter((word) => word !== '')
    .join(' · ');
}

function oneFares(
  { pass, exempt, fail }: Pick<ComingRule, 'pass' | 'exempt' | 'fail'>,
  failing: readonly string[],
): string {
  if (pass > 0) return `${ICON.ok} would pass today`;
  if (exempt > 0) return `${ICON.exception} excused by an exception today`;
  return fail > 0
    ? `${ICON.gap} ${mrkdwn(failing[0] ?? '', 60)} would not pass today`
    : `${ICON.unknown} not known yet`;
}

/** Exceptions and their ends, the next first. */
export function exceptionBlocks({ of, exceptions: { items, total } }: HomeView): KnownBlock[] {
  return part(
    of.kind === 'me' ? '*Exceptions that you asked for*' : '*Exceptions*',
    items.map(exceptionRow),
    more(items.length, total, 'All exceptions', of.kind === 'me' ? 'exceptions mine' : 'exceptions'),
  );
}

function exceptionRow(line: ExceptionLine): KnownBlock {
  const { exception, service } = line;
  const isApproved = exception.state === 'approved';
  const words = isApproved
    ? `${stateWords(line)} · ends ${day(exception.until)}`
    : `${stateWords(line)} · until ${day(exception.until)}`;
  return section(
    `${ICON.exception} *${mrkdwn(service.id, 60)}* · ${titlesOf(line)}\n${words}`,
    overflow(exceptionEntries(exception.id, isApproved)),
  );
}

function exceptionEntries(id: string, isApproved: boolean): readonly MenuEntry[] {
  return [
    { label: 'Open', action: 'exception-open', value: id },
    ...(isApproved
      ? [{ label: 'Extend', action: 'exception-new', value: askValue({ kind: 'extend', id }) } as const]
      : []),
  ];
}

/** How the reader is reminded. */
export function settingsBlocks({ settings }: HomeView): KnownBlock[] {
  const { stewardOf } = settings;
  const whose =
    stewardOf.length === 0
      ? 'You are steward of no team, so no reminder comes to you.'
      : `As steward of ${listed(
          stewardOf.map(({ name }) => mrkdwn(name, 60)),
          5,
        )}`;
  return [
    { type: 'divider' },
    section(
      `*Your reminders*\n${whose}${stewardOf.length === 0 ? ' If one did: ' : ': '}${reminderWords(settings)}.`,
      button('nudge-settings', 'Change', '', { spoken: 'Change your reminders' }),
    ),
  ];
}
