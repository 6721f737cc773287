import type { Label, Labels } from '../../domain/relabel.ts';
import type { RelabelledView, RelabellingView } from '../../use-cases/upkeep-views.ts';
import { actions, button, context, lines, ours, section, words } from './blocks.ts';
import { moment } from './dates.ts';
import { fitted, type Message } from './message.ts';
import { count, listed, mrkdwn } from './text.ts';
import { ICON } from './words.ts';

const MOST_LINES = 25;

/** To who decides: what would be asked less of a service, and why. Afterwards, what became of it. */
export function relabelRequestMessage(view: RelabellingView): Message {
  const id = mrkdwn(view.service.id, 80);
  const who = mrkdwn(view.by.name, 60);
  const change = changes(view.from, view.to, view.eased);
  const verdict = verdictWords(view);
  return {
    text: `${who} asks to change ${id}: ${change}.${verdict === '' ? '' : ` ${verdict}.`}`,
    blocks: [
      section(
        [
          `${verdict === '' ? ICON.doubt : ICON.aside} ${who} asks to change *${id}*: ${change}`,
          `> ${mrkdwn(view.reason, 1_000)}`,
          verdict,
        ]
          .filter((line) => line !== '')
          .join('\n'),
      ),
      ...actions([
        ...(view.state === 'open'
          ? [
              button('relabel-approve', 'Approve', view.id, { style: 'primary' }),
              button('relabel-deny', 'Deny', view.id),
            ]
          : []),
        button('open', 'Open the card', view.service.id),
      ]),
      ...context(
        instants(view),
        `You decide about ${mrkdwn(view.from.tier, 40)}: less would be asked of it afterwards.`,
      ),
    ],
  };
}

/** "tier tier-1 → tier-3, lifecycle production → deprecated" */
function changes(from: Labels, to: Labels, eased: readonly Label[]): string {
  return listed(
    eased.map((label) => `${label} ${mrkdwn(from[label], 40)} → ${mrkdwn(to[label], 40)}`),
    3,
  );
}

/** True however late the message is read: nobody posts it anew because time goes by. */
function instants({ at, decidedAt }: RelabellingView): string {
  return [moment('Asked', at), ...(decidedAt === null ? [] : [moment('decided', decidedAt)])].join(', ');
}

function verdictWords({ state, decidedByName }: RelabellingView): string {
  if (state === 'open') return '';
  if (state === 'overtaken') return 'Overtaken: it is labelled otherwise by now';
  const who = decidedByName === null ? 'somebody' : mrkdwn(decidedByName, 60);
  return `${state === 'approved' ? 'Approved' : 'Denied'} by ${who}`;
}

/** To the requester. */
export function relabelDecidedMessage(view: RelabellingView): Message {
  const id = mrkdwn(view.service.id, 80);
  const text = `${id}: ${changes(view.from, view.to, view.eased)}. ${verdictWords(view)}.`;
  return {
    text,
    blocks: [
      section(`${view.state === 'approved' ? ICON.ok : ICON.aside} ${text}`),
      ...actions([button('open', 'Open the card', view.service.id)]),
      ...context(instants(view)),
    ],
  };
}

/** To a tier's approvers: labels were changed where nobody is asked. */
export function relabelledMessage({ tier, services }: RelabelledView): Message {
  const what = `${count(services.length, 'service')} of ${mrkdwn(tier.id, 40)} ${services.length === 1 ? 'is' : 'are'} labelled so that less is asked`;
  return fitted(Math.min(services.length, MOST_LINES), (shown) => ({
    text: `${what}: ${listed(
      services.map(({ id }) => mrkdwn(id, 60)),
      5,
    )}.`,
    blocks: [
      section(`${ICON.aside} *${what}*`),
      ...lines(
        services
          .slice(0, shown)
          .map(({ id, from, to, eased }) => [
            words(id, 80, true),
            ...eased.flatMap((label) => [
              ours(` · ${label} `),
              words(from[label], 40),
              ours(' → '),
              words(to[label], 40),
            ]),
          ]),
      ),
      ...context(
        shown < services.length ? `and ${services.length - shown} more` : '',
        'That was written in files or found elsewhere, where nobody was asked. You are told because you decide about this tier.',
      ),
    ],
  }));
}
