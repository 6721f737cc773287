import type { HandoverView } from '../../use-cases/upkeep-views.ts';
import { actions, button, context, lines, ours, section, words } from './blocks.ts';
import { day } from './dates.ts';
import { fitted, type Message } from './message.ts';
import { count, listed, mrkdwn } from './text.ts';
import { ICON } from './words.ts';

const MOST_LINES = 25;

/** To a team that was given services: which, and that nobody is reminded of them for a while. */
export function handoverMessage({ team, services, graceUntil }: HandoverView): Message {
  const what = `${count(services.length, 'service')} ${services.length === 1 ? 'is' : 'are'} of ${mrkdwn(team.name, 60)} now`;
  const [only] = services;
  return fitted(Math.min(services.length, MOST_LINES), (shown) => ({
    text: `${what}: ${listed(
      services.map(({ id }) => mrkdwn(id, 60)),
      5,
    )}.`,
    blocks: [
      section(`${ICON.aside} *${what}*`),
      ...lines(
        services.slice(0, shown).map(({ id, tier }) => [words(id, 80, true), ours(' · '), words(tier, 40)]),
      ),
      ...context(
        shown < services.length ? `and ${services.length - shown} more` : '',
        `Nobody is reminded of what they lack before ${day(graceUntil)}.`,
      ),
      ...actions(
        services.length === 1 && only !== undefined
          ? [button('open', 'Open the card', only.id), button('claim-new', 'Not ours', only.id, { nth: 1 })]
          : [button('say', 'Open them', `@${team.id}`)],
      ),
    ],
  }));
}
