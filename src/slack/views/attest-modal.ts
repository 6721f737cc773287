import type { KnownBlock } from '@slack/types';
import { LONGEST_STATEMENT } from '../../domain/attestation.ts';
import { DAY, type Instant } from '../../domain/instant.ts';
import type { AttestableRule, AttestationDraft, AttestationLine } from '../../use-cases/attestation-views.ts';
import { attestValue, withdrawalValue } from './attest-target.ts';
import { actions, button, choice, context, plainText, section } from './blocks.ts';
import { day } from './dates.ts';
import { dateInput, selectInput, textInput, urlInput } from './inputs.ts';
import type { Message, Modal } from './message.ts';
import { count, link, mrkdwn } from './text.ts';
import { ICON } from './words.ts';

/** The modal's inputs by their `block_id`s: the fields that `AttestAsk` names. */
export const ATTEST_INPUT = {
  rule: 'rule',
  statement: 'statement',
  evidence: 'evidence',
  date: 'date',
} as const;

/** What was typed so far, by `block_id`. */
export type TypedStatement = Readonly<Record<string, readonly string[]>>;

/** Somebody states what no system can tell: one rule, what was found, where that can be read, and when it was. */
export function attestModal(draft: AttestationDraft, typed: TypedStatement, now: Instant): Modal {
  const { service, chosen } = draft;
  return {
    type: 'modal',
    callback_id: 'attest',
    private_metadata: attestValue({ service: service.id, rule: chosen.rule }),
    title: plainText('Attest', 24),
    submit: plainText('Attest', 24),
    close: plainText('Cancel', 24),
    blocks: [
      section(
        `*${mrkdwn(chosen.title, 150)}* · ${mrkdwn(service.id, 80)}\n${mrkdwn(chosen.whyItMatters, 300)}`,
      ),
      ...ruleChoice(draft),
      ...standing(draft, now),
      ...fields(draft, typed),
      ...context(
        `Everybody who can see ${mrkdwn(service.id, 80)} reads who attested it, when, and the evidence. The rule passes as soon as you press *Attest*.`,
      ),
    ],
  } satisfies Modal;
}

function ruleChoice({ rules, chosen }: AttestationDraft): KnownBlock[] {
  const options = rules.flatMap(({ title, rule }) => choice({ label: title, value: rule }));
  if (options.length < 2) return [];
  const { rule: block } = ATTEST_INPUT;
  return [selectInput({ block, label: 'What', options, chosen: [chosen.rule], dispatches: 'attest' })];
}

/** What counts now; who stated it may take it back. */
function standing({ service, chosen, own }: AttestationDraft, now: Instant): KnownBlock[] {
  const { current } = chosen;
  if (current === null) return [];
  return [
    ...context(`${ICON.ok} ${attestedWords(current, now)}`),
    ...(own
      ? actions([
          {
            ...button('attest-withdraw', 'Withdraw it', withdrawalValue(service.id, current.id)),
            confirm: {
              title: plainText('Withdraw it?', 100),
              text: plainText('The rule will fail until somebody attests it again. History keeps both.', 300),
              confirm: plainText('Withdraw', 30),
              deny: plainText('Keep it', 30),
              style: 'danger',
            },
          },
        ])
      : []),
  ];
}

function fields({ chosen, today }: AttestationDraft, typed: TypedStatement): KnownBlock[] {
  const value = (block: string) => typed[block]?.[0] ?? '';
  const { statement, evidence, date } = ATTEST_INPUT;
  return [
    textInput({
      block: statement,
      label: 'What did you check, and what did you find?',
      multiline: true,
      most: LONGEST_STATEMENT,
      value: value(statement),
      placeholder: chosen.fix,
    }),
    urlInput({
      block: evidence,
      label: 'Link to the evidence',
      optional: chosen.evidence === 'optional',
      value: value(evidence),
      placeholder: 'https://…',
    }),
    dateInput({
      block: date,
      label: 'When was that?',
      date: value(date) || today,
      hint: `It counts for ${lasts(chosen)} from that day. You are asked again a week and a day before it ends.`,
    }),
  ];
}

function lasts({ validFor }: Pick<AttestableRule, 'validFor'>): string {
  return count(Math.max(1, Math.floor(validFor / DAY)), 'day');
}

/** "Attested by Ana on 8 March, until 6 June · evidence: …" */
function attestedWords(
  { byName, at, until, statement, evidence, hidden }: AttestationLine,
  now: Instant,
): string {
  const said = hidden ? '' : `: “${mrkdwn(statement, 200)}”`;
  const proof = evidence === null ? '' : ` · ${link(evidence, 'Evidence')}`;
  const end = until <= now ? 'ended' : 'until';
  return `Attested by ${mrkdwn(byName, 60)}, as of ${day(at)}, ${end} ${day(until)}${said}${proof}`;
}

/** What came of it, above the card as it is now. */
export function attestedModal(line: AttestationLine, card: Message): Modal {
  return settled(`${ICON.ok} *${mrkdwn(line.title, 150)}* is attested until ${day(line.until)}.`, card);
}

export function withdrawnModal(card: Message): Modal {
  return settled(
    'What you attested is withdrawn. History keeps that it was there, and that you took it back.',
    card,
  );
}

function settled(words: string, { blocks }: Message): Modal {
  return {
    type: 'modal',
    callback_id: 'attest',
    title: plainText('Attest', 24),
    close: plainText('Close', 24),
    blocks: [section(words), { type: 'divider' }, ...blocks],
  } satisfies Modal;
}
