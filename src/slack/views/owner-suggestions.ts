import type { KnownBlock } from '@slack/types';
import type { OwnerlessPage, OwnerSuggestion, OwnerSuggestions } from '../../use-cases/upkeep-views.ts';
import { actions, button, context, header, plainText, section } from './blocks.ts';
import { fitted, type Message, type Modal } from './message.ts';
import { turns, windowWords } from './pages.ts';
import { teamSelect } from './team-select.ts';
import { count, listed, mrkdwn } from './text.ts';
import { askedTeamValue } from './upkeep-target.ts';
import { ICON } from './words.ts';

const MOST_EVIDENCE = 4;

/** Whose a service probably is, with what speaks for it; one press asks that team. */
export function ownerModal(found: OwnerSuggestions): Modal {
  const { service, owner, suggestions, asked } = found;
  const now = owner === null ? 'Nobody answers for it yet.' : `The catalog says: ${mrkdwn(owner.name, 60)}.`;
  return {
    type: 'modal',
    callback_id: 'claim-new',
    private_metadata: service.id,
    title: plainText('Whose is it?', 24),
    submit: plainText('Ask this team', 24),
    close: plainText('Cancel', 24),
    blocks: [
      section(`*${mrkdwn(service.id, 80)}*\n${now}`),
      ...(suggestions.length === 0
        ? [section('Neither CODEOWNERS nor commits nor reviews nor on-call lead to a team.')]
        : suggestions.map((one, nth) => suggestionBlock(service.id, one, nth))),
      ...context(askedWords(asked)),
      teamSelect('claim-new', {
        label: 'Another team',
        optional: false,
        chosen: null,
        hint: 'It confirms, declines or names another.',
      }),
    ],
  } satisfies Modal;
}

function suggestionBlock(service: string, one: OwnerSuggestion, nth: number): KnownBlock {
  const value = askedTeamValue({ service, team: one.team.id });
  return section(
    `*${mrkdwn(one.team.name, 60)}* · ${likely(one)}\n${evidenceWords(one)}`,
    button('claim-ask', 'Ask them', value, { nth, spoken: `Ask ${one.team.name} whether it is theirs` }),
  );
}

function likely({ confidence }: OwnerSuggestion): string {
  const word = confidence >= 75 ? 'very likely' : confidence >= 50 ? 'likely' : 'possible';
  return `${word} (${confidence} %)`;
}

export function evidenceWords({ evidence }: Pick<OwnerSuggestion, 'evidence'>): string {
  const shown = evidence.slice(0, MOST_EVIDENCE).map(({ words }) => mrkdwn(words, 120));
  return shown.join(' · ');
}

function askedWords(asked: OwnerSuggestions['asked']): string {
  if (asked.length === 0) return '';
  const names = asked.map(({ name }) => mrkdwn(name, 60));
  return `${ICON.aside} Asked already, and not answered: ${listed(names, 3)}.`;
}

/** For admins: services without owner, with whose each probably is, and one press for all that are likely. */
export function ownerSuggestionsMessage({ page, offset, askable }: OwnerlessPage): Message {
  const { items, total } = page;
  if (total === 0) {
    const text = 'Every service has an owner.';
    return { text, blocks: [section(`${ICON.ok} *${text}*`)] };
  }
  const title = `${count(total, 'service')} without owner`;
  const { back, on } = turns({ offset, size: 10, total });
  const turn = (label: string, to: number | null, nth: number) =>
    to === null ? [] : [button('claim-list', label, String(to), { nth })];
  return fitted(items.length, (shown) => ({
    text: `${title}; of ${askable} it is likely whose they are.`,
    blocks: [
      header(title),
      ...items.slice(0, shown).map((one, nth) => ownerlessBlock(one, nth)),
      ...context(
        windowWords({ offset, size: 10, total }),
        shown < items.length ? `and ${items.length - shown} more` : '',
      ),
      ...actions([
        ...(askable === 0
          ? []
          : [button('claim-ask-all', `Ask ${count(askable, 'team')}`, '', { style: 'primary' })]),
        ...turn('◀ Previous', back, 10),
        ...turn('Next ▶', on, 11),
      ]),
    ],
  }));
}

function ownerlessBlock({ service, suggestions, asked }: OwnerSuggestions, nth: number): KnownBlock {
  const [first] = suggestions;
  const guess =
    first === undefined
      ? 'Nothing leads to a team.'
      : `${mrkdwn(first.team.name, 60)}, ${likely(first)}: ${evidenceWords(first)}`;
  const text = [`*${mrkdwn(service.id, 80)}*`, guess, askedWords(asked)]
    .filter((line) => line !== '')
    .join('\n');
  return section(text, button('claim-new', 'Whose is it?', service.id, { nth }));
}

export function askedAllMessage(asked: number): Message {
  const text =
    asked === 0
      ? 'There was nobody left to ask.'
      : `Asked about ${count(asked, 'service')}, each in its likely team's channel.`;
  return { text, blocks: [section(`${ICON.ok} ${text}`)] };
}

export function askedMessage(service: string, team: string): Message {
  const text = `${mrkdwn(team, 60)} is asked whether ${mrkdwn(service, 80)} is theirs. You hear what they say.`;
  return { text, blocks: [section(`${ICON.ok} ${text}`)] };
}
