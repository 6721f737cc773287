import type { SectionBlock } from '@slack/types';
import type { OwnerlessService, OwnerlessView } from '../../use-cases/nudge-views.ts';
import { button, context, plainText, section } from './blocks.ts';
import { fitted, type Message, type Modal } from './message.ts';
import { teamSelect } from './team-select.ts';
import { count, listed, mrkdwn } from './text.ts';
import { ICON, midSentence } from './words.ts';

const MOST_SERVICES = 15;
const MOST_SUGGESTIONS = 3;

/** The admins' weekly list of services whose gaps reach nobody, with whom they may be of. */
export function ownerlessMessage({ services }: OwnerlessView): Message {
  if (services.length === 0) {
    const words = 'Every service has an owner who is there.';
    return { text: words, blocks: [section(`${ICON.ok} ${words}`)] };
  }
  const lead = `${count(services.length, 'service')} without an owner who is there`;
  const names = services.map(({ service }) => mrkdwn(service.id, 60));
  return fitted(Math.min(services.length, MOST_SERVICES), (shown) => ({
    text: `${lead}: ${listed(names, 3)}. What they lack reaches nobody.`,
    blocks: [
      section(`${ICON.doubt} *${lead}*\nWhat they lack reaches nobody, the most critical first.`),
      ...services.slice(0, shown).map(serviceSection),
      ...context(
        services.length > shown ? `and ${listed(names.slice(shown), 20)}` : '',
        'Once a week, to admins. An owner in the catalog’s files comes before one assigned here.',
      ),
    ],
  }));
}

function serviceSection(one: OwnerlessService, nth: number): SectionBlock {
  const { service, failing } = one;
  const job = service.tier.job === null ? '' : `: ${mrkdwn(midSentence(service.tier.job), 80)}`;
  const open = failing === 0 ? '' : ` · ${failing} open`;
  return section(
    [
      `*${mrkdwn(service.id, 80)}* (${mrkdwn(service.tier.id, 30)}${job})${open}`,
      whyWords(one),
      ...suggestionLines(one),
    ].join('\n'),
    button('assign-owner', 'Assign', service.id, { nth, spoken: `Assign an owner to ${service.id}` }),
  );
}

function whyWords({ why, declared }: Pick<OwnerlessService, 'why' | 'declared'>): string {
  const name = declared === null ? '' : `“${mrkdwn(declared, 80)}”`;
  if (why === 'left') return `${name === '' ? 'Its team' : name} has nobody who is still there`;
  return why === 'unknown-team' && name !== ''
    ? `The catalog says ${name}, which is none of its teams`
    : 'The catalog names no owner';
}

function suggestionLines({ suggestions }: OwnerlessService): readonly string[] {
  const shown = suggestions.slice(0, MOST_SUGGESTIONS);
  if (shown.length === 0) return [];
  const words = shown.map(({ team, because }) => `*${mrkdwn(team.name, 60)}* (${mrkdwn(because, 80)})`);
  return [`Perhaps ${words.join(', ')}`];
}

/** Whose it is from now on; the best suggestion is chosen already. */
export function assignModal(one: OwnerlessService): Modal {
  const { service, suggestions } = one;
  const [best] = suggestions;
  return {
    type: 'modal',
    callback_id: 'assign-owner',
    private_metadata: service.id,
    title: plainText('Assign an owner', 24),
    submit: plainText('Assign', 24),
    close: plainText('Cancel', 24),
    blocks: [
      section([`*${mrkdwn(service.id, 80)}* · ${mrkdwn(service.name, 80)}`, whyWords(one)].join('\n')),
      teamSelect('assign-owner', {
        label: 'Whose is it?',
        optional: false,
        chosen: best?.team ?? null,
        ...(best === undefined ? {} : { hint: `Suggested: ${best.because}` }),
      }),
      ...context('From now on its people answer for it: what it lacks is told to them.'),
    ],
  } satisfies Modal;
}

/** What came of it, and how many are left. */
export function assignedMessage(service: string, team: string, { services }: OwnerlessView): Message {
  // The catalog may take it over a moment later.
  const left = services.filter((one) => one.service.id !== service).length;
  const rest =
    left === 0
      ? 'No other service is without an owner.'
      : `${count(left, 'other service')} without an owner left.`;
  const text = `${mrkdwn(service, 80)} is assigned to ${mrkdwn(team, 80)}. ${rest}`;
  return { text, blocks: [section(`${ICON.ok} ${text}`)] };
}
