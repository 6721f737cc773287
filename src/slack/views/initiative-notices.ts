/** What is said of an initiative unasked: in its channel, and to its owner. */
import type { KnownBlock, RichTextElement } from '@slack/types';
import type { Instant } from '../../domain/instant.ts';
import type { InitiativeView, Laggard } from '../../use-cases/initiative-views.ts';
import type { InitiativeNews } from '../../use-cases/initiatives/initiative-intents.ts';
import { actions, button, context, lines, ours, section, words } from './blocks.ts';
import { day, dayPlain } from './dates.ts';
import { openValue } from './initiative-form.ts';
import { askedWords, behindWords, countWords, leftWords, progressBar } from './initiative-words.ts';
import { fitted, type Message } from './message.ts';
import { count, mrkdwn, plain } from './text.ts';
import { ICON } from './words.ts';

const MOST_BEHIND = 5;
const MOST_LAGGARDS = 10;

/** The message about what happened; `timezone`: the organisation's, for texts that know no reader's. */
export function initiativeMessage(view: InitiativeView, what: InitiativeNews, timezone: string): Message {
  if (what === 'week') return weeklyList(view);
  const { title, id } = view.initiative;
  const { lead, rest } = NEWS[what](view);
  const until = (of: (at: Instant) => string) => lead.replace(DEADLINE, of(view.initiative.deadline));
  const name = mrkdwn(title, 120);
  return {
    text: `${name}: ${until((at) => dayPlain(at, timezone))}`,
    blocks: [
      section(`${ICON.coming} *${name}*\n${until(day)}`),
      ...rest,
      ...actions([button('initiative-open', 'Open', openValue(id, 0), { spoken: `Open ${title}` })]),
    ],
  };
}

/** Stands for the deadline, which a screen reader and a screen write differently. */
const DEADLINE = '\u{F0000}';

interface Told {
  readonly lead: string;
  readonly rest: readonly KnownBlock[];
}

const NEWS: Readonly<Record<Exclude<InitiativeNews, 'week'>, (view: InitiativeView) => Told>> = {
  drafted: ({ initiative }) => ({
    lead:
      initiative.state === 'draft'
        ? `Somebody drafted it for you to run, until ${DEADLINE}. Nobody is told of it until you start it.`
        : `It runs until ${DEADLINE}, and you are the one who answers for it.`,
    rest: context(mrkdwn(initiative.why, 500)),
  }),
  start: (view) => ({
    lead: `Starts: ${servicesOf(view)} by ${DEADLINE}. ${sentenceOf(askedWords(view, 4))}`,
    rest: [
      section(`*Why*  ${mrkdwn(view.initiative.why, 500)}`),
      ...context(
        `${mrkdwn(view.initiative.ownerName, 40)} runs it. Owners are reminded in the message that they get anyway.`,
      ),
    ],
  }),
  half: (view) => ({
    lead: `Half way: ${leftWords(view.daysLeft)}, until ${DEADLINE}.`,
    rest: progress(view),
  }),
  'last-week': (view) => ({ lead: `Last week: due ${DEADLINE}.`, rest: progress(view) }),
  extended: (view) => ({ lead: `New deadline: ${DEADLINE}${said(view)}.`, rest: progress(view) }),
  met: ({ counts }) => ({
    lead: `${ICON.ok} Met: all ${count(counts.done + counts.excused, 'service')} are there${byException(counts.excused)}.`,
    rest: [],
  }),
  ended: (view) => ({ lead: 'Its time is over, and not all are there.', rest: progress(view) }),
  cancelled: (view) => ({ lead: `Cancelled${said(view)}. Nobody is reminded of it any more.`, rest: [] }),
};

function servicesOf({ counts, teams }: InitiativeView): string {
  const services = counts.done + counts.open + counts.excused + counts.unknown;
  return `${count(services, 'service')} of ${count(teams.filter(({ team }) => team !== null).length, 'team')}`;
}

function sentenceOf(asked: string): string {
  return `Asked for: ${asked}.`;
}

function byException(excused: number): string {
  return excused === 0 ? '' : `, ${excused} by exception`;
}

/** " (Ana: two vendors are late)" */
function said({ initiative: { remark } }: InitiativeView): string {
  if (remark === undefined) return '';
  const why = remark.text === '' ? '' : `: ${mrkdwn(remark.text, 300)}`;
  return ` (${mrkdwn(remark.by, 40)}${why})`;
}

function progress({ counts, teams, trouble }: InitiativeView): KnownBlock[] {
  const behind = behindWords(teams, MOST_BEHIND);
  return [
    section(`${progressBar(counts)} ${countWords(counts)}`),
    ...context(
      behind === '' ? '' : `Furthest behind: ${behind}`,
      trouble === null ? '' : `${ICON.doubt} ${mrkdwn(trouble, 300)}`,
    ),
  ];
}

/** Mondays, to whoever runs it: who is behind, and what only the owner can clear away. */
function weeklyList(view: InitiativeView): Message {
  const { initiative, counts, laggards, blockers } = view;
  const name = mrkdwn(initiative.title, 120);
  const open = [button('initiative-open', 'Open', openValue(initiative.id, 0))];
  if (counts.open + counts.unknown === 0) {
    const all = `Everybody is there by now, so this was the last list.`;
    return { text: `${name}: ${all}`, blocks: [section(`${ICON.ok} *${name}*\n${all}`), ...actions(open)] };
  }
  const stands = `${countWords(counts)}; ${leftWords(view.daysLeft)}`;
  return fitted(MOST_LAGGARDS, (most) => {
    const shown = laggards.items.slice(0, most);
    return {
      text: `${name}: ${stands}.`,
      blocks: [
        section(`${ICON.coming} *${name}* · ${stands}\n\`${progressBar(counts)}\``),
        ...list('*Not there yet*', shown, laggards.total),
        ...list('*Nobody can tell*', blockers.unknown.slice(0, most), blockers.unknownTotal),
        ...list('*Nobody owns it*', blockers.ownerless.slice(0, most), blockers.ownerlessTotal),
        ...actions(open),
        ...context('You get this on Mondays because you run it, until all are there or you close it.'),
      ],
    };
  });
}

function list(title: string, some: readonly Laggard[], total: number): KnownBlock[] {
  if (total === 0) return [];
  return [
    section(`${title} · ${count(total, 'service')}`),
    ...lines(some.map(line)),
    ...context(total > some.length ? `and ${total - some.length} more` : ''),
  ];
}

function line({ id, progress: stands, gaps, team }: Laggard): RichTextElement[] {
  const [first] = gaps;
  const more = gaps.length > 1 ? ` and ${gaps.length - 1} more` : '';
  const why = first?.reason === null || first === undefined ? '' : `: ${plain(first.reason, 90)}`;
  return [
    ours(`${stands === 'unknown' ? ICON.unknown : ICON.gap} `),
    words(id, 60, true),
    ...(first === undefined ? [] : [ours(' · '), words(`${plain(first.title, 60)}${why}`, 150), ours(more)]),
    ours(' · '),
    team === null ? ours('no owner') : words(team.name, 40),
  ];
}
