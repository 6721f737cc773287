import type { KnownBlock } from '@slack/types';
import type { GroupView, MineView, Summary } from '../../use-cases/list-services.ts';
import { actions, button, context, header, lines, section } from './blocks.ts';
import { fitted, type Message } from './message.ts';
import {
  barSummary,
  groupVerdict,
  levelsLine,
  openMenu,
  pageBlocks,
  serviceRow,
  spokenSummary,
} from './service-rows.ts';
import { shownValue } from './targets.ts';
import { count, mrkdwn, plain } from './text.ts';

const MOST_LINES = 25;
const MOST_GROUPS = 6;
const LINES_EACH = 5;

/** A team or a system with its services, worst first. */
export function groupMessage(group: GroupView): Message {
  const { kind, id, page } = group;
  const spoken = `${mrkdwn(group.name, 80)}, ${kind}: ${count(group.summary.services, 'service')}. ${spokenSummary(group.summary)}`;
  return fitted(Math.min(page.lines.length, MOST_LINES), (shown) => ({
    text: spoken,
    blocks: [
      header(`${plain(group.name, 100)} · ${count(group.summary.services, 'service')}`),
      section([groupVerdict(group), levelsLine(group.summary)].filter((line) => line !== '').join('\n')),
      ...context(aboutLine(group)),
      ...(page.lines.length === 0 ? nothingHere() : pageBlocks(page, { kind, id }, shown)),
    ],
  }));
}

function aboutLine({ kind, description, channel }: GroupView): string {
  return [
    kind === 'team' ? 'Team' : 'System',
    description === null ? '' : mrkdwn(description, 200),
    channel === null ? '' : mrkdwn(channel, 80),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function nothingHere(): KnownBlock[] {
  return [
    section('No service of the catalog names it as its owner or system, or you may not see those that do.'),
    ...actions([button('say', 'List all services', 'list')]),
  ];
}

/** A person's own services by team, worst first; whoever has none learns how to find one. */
export function mineMessage(mine: MineView): Message {
  if (mine.newcomer || mine.groups.length === 0) return newcomer(mine);
  const groups = mine.groups.slice(0, MOST_GROUPS);
  const services = mine.groups.reduce((sum, { summary }) => sum + summary.services, 0);
  const notMet = mine.groups.reduce((sum, { summary }) => sum + summary.bar.notMet, 0);
  const verdict =
    notMet === 0 ? 'none is known to be below the minimum bar' : `${notMet} below the minimum bar`;
  return fitted(LINES_EACH, (each) => ({
    text: `Your services: ${services} in ${count(mine.groups.length, 'team')}, ${verdict}.`,
    blocks: [
      header('Your services'),
      ...groups.flatMap((group, nth) => ownGroup(group, nth, each)),
      ...context(
        mine.groups.length > groups.length
          ? `and ${count(mine.groups.length - groups.length, 'more team')}`
          : '',
      ),
      ...actions([
        ...openMenu(groups.flatMap(({ page }) => page.lines.slice(0, each))),
        button('say', 'All services', 'list'),
        button('say', 'Help', 'help', { nth: 1 }),
      ]),
    ],
  }));
}

function ownGroup(group: GroupView, nth: number, each: number): KnownBlock[] {
  const { page, kind, id, name, summary } = group;
  const rest = summary.services - Math.min(each, page.lines.length);
  const more =
    rest > 0 ? button('show', `All ${summary.services}`, shownValue(kind, id), { nth }) : undefined;
  return [
    section(`${ownHeading(name, summary)}\n${levelsLine(summary)}`, more),
    ...lines(page.lines.slice(0, each).map(serviceRow)),
  ];
}

/** "*Payments* · 6 services · minimum bar met by 5 of 6" */
function ownHeading(name: string, summary: Summary): string {
  const standing = barSummary(summary);
  return `*${mrkdwn(name, 80)}* · ${count(summary.services, 'service')}${standing === '' ? '' : ` · ${standing}`}`;
}

function newcomer({ catalogSize }: MineView): Message {
  const size = catalogSize === 0 ? '' : ` The catalog has ${count(catalogSize, 'service')}.`;
  return {
    text: 'You are in no team of the catalog yet. Type /ready and the name of a service to see how ready it is.',
    blocks: [
      header('Production readiness'),
      section(
        `You are in no team of the catalog yet, so there is nothing of your own to show.${size}\nType \`/ready payments-api\` with any service, team, repository, channel or address. When you should be in a team, ask whoever keeps the catalog to add your e-mail address.`,
      ),
      ...actions([
        button('say', 'List all services', 'list', { style: 'primary' }),
        button('say', 'What is checked', 'explain', { nth: 1 }),
        button('say', 'Help', 'help', { nth: 2 }),
      ]),
    ],
  };
}
