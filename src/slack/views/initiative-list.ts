import type { KnownBlock } from '@slack/types';
import type { InitiativeLine, InitiativeListing } from '../../use-cases/initiative-views.ts';
import { actions, button, context, header, menu, section } from './blocks.ts';
import { openValue } from './initiative-form.ts';
import { doneWords, progressBar, stateOf } from './initiative-words.ts';
import { fitted, type Message } from './message.ts';
import { count, listed, mrkdwn, plain } from './text.ts';

const MOST_LINES = 20;

/** Running ones, drafts that are the reader's to start, and what ended. */
export function initiativeList(listing: InitiativeListing): Message {
  const { running, drafts, ended } = listing;
  const all = [...running, ...drafts, ...ended];
  if (all.length === 0) return noneYet();
  const what =
    running.length === 0 ? 'No initiative is running' : count(running.length, 'running initiative');
  const spoken = listed(running.map(spokenLine), 3);
  return fitted(Math.min(all.length, MOST_LINES), (shown) => {
    const left = Math.max(0, shown - running.length);
    return {
      text: spoken === '' ? `${what}.` : `${what}: ${spoken}.`,
      blocks: [
        header(what),
        ...running.slice(0, shown).map(block),
        ...group('*Drafts of yours*', drafts.slice(0, left)),
        ...group('*Ended*', ended.slice(0, Math.max(0, left - drafts.length))),
        ...context(all.length > shown ? `and ${all.length - shown} more: open them below.` : ''),
        ...actions([...menu('initiative-open', 'Open an initiative', all.map(choiceOf)), newButton()]),
      ],
    };
  });
}

function newButton() {
  return button('initiative-new', 'New', '', { style: 'primary', spoken: 'Begin a new initiative' });
}

function group(heading: string, lines: readonly InitiativeLine[]): KnownBlock[] {
  return lines.length === 0 ? [] : [section([heading, ...lines.map(shortLine)].join('\n'))];
}

function block(line: InitiativeLine, nth: number): KnownBlock {
  const { title, ownerName, id } = line.initiative;
  const text = `*${mrkdwn(title, 120)}* · ${stateOf(line)}\n${bar(line)} · ${mrkdwn(ownerName, 40)}`;
  return section(text, button('initiative-open', 'Open', openValue(id, 0), { nth, spoken: `Open ${title}` }));
}

/** "███████▒░░ 9 of 12" */
function bar({ counts }: InitiativeLine): string {
  return `${progressBar(counts)} ${doneWords(counts)}`;
}

function shortLine(line: InitiativeLine): string {
  const { state, title, ownerName } = line.initiative;
  const progress = state === 'draft' ? '' : ` · ${doneWords(line.counts)}`;
  return `${mrkdwn(title, 90)} · ${stateOf(line)}${progress} · ${mrkdwn(ownerName, 40)}`;
}

function spokenLine(line: InitiativeLine): string {
  return `${mrkdwn(line.initiative.title, 80)}, ${doneWords(line.counts)} done, ${stateOf(line)}`;
}

function choiceOf(line: InitiativeLine) {
  const { id, title } = line.initiative;
  return { label: `${plain(title, 50)} · ${stateOf(line)}`, value: openValue(id, 0) };
}

function noneYet(): Message {
  const next =
    'An initiative is a few rules, or a level, that certain services are to meet by a date. Their owners are reminded in the one message a day that they get anyway, and everybody sees how far it is.';
  return {
    text: `No initiative yet. ${next}`,
    blocks: [section(`*No initiative yet.*\n${next}`), ...actions([newButton()])],
  };
}
