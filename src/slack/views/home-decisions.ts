import type { KnownBlock } from '@slack/types';
import type { Instant } from '../../domain/instant.ts';
import type { ExceptionLine } from '../../use-cases/exception-views.ts';
import type { Decision, HomeView } from '../../use-cases/home-views.ts';
import { actions, button, context, section } from './blocks.ts';
import { day, when } from './dates.ts';
import { stormValue } from './nudge-target.ts';
import { discardStorm } from './storm.ts';
import { count, mrkdwn } from './text.ts';
import { ICON } from './words.ts';

/** What waits for the reader's word; nothing where nothing does. */
export function decisionBlocks({ decisions, at }: HomeView): KnownBlock[] {
  const { items, total } = decisions;
  if (total === 0) return [];
  const rest = total - items.length;
  return [
    { type: 'divider' },
    section(`*${count(total, 'decision waits', 'decisions wait')} for you*`),
    ...items.flatMap((one) => decisionRow(one, at)),
    ...(rest === 0
      ? []
      : [
          ...context(`and ${rest} more`),
          ...actions([button('say', 'All exceptions to decide', 'exceptions to-decide')]),
        ]),
  ];
}

type Row<Kind extends Decision['kind']> = Extract<Decision, { kind: Kind }>;

function decisionRow(decision: Decision, now: Instant): KnownBlock[] {
  switch (decision.kind) {
    case 'storm':
      return stormRow(decision);
    case 'exception':
      return [exceptionRow(decision, now)];
    case 'batch':
      return [batchRow(decision, now)];
    case 'claim':
      return claimRow(decision, now);
    case 'relabel':
      return relabelRow(decision, now);
  }
}

function stormRow({ id, messages, owners, of, reason }: Row<'storm'>): KnownBlock[] {
  const said = `${count(messages, 'reminder')} to ${owners} of ${count(of, 'owner')}`;
  return [
    section(`${ICON.doubt} *${said}: held back*\n${mrkdwn(reason, 200)}`),
    ...actions([
      button('storm-send', 'Send', stormValue({ id, onJobs: false }), { style: 'primary' }),
      discardStorm(id, false),
      button('say', 'Jobs', 'admin jobs'),
    ]),
  ];
}

/** "🛡️ *payments-api* · Code coverage over 85 %" and below "Omar asks until 28 March · 2 days ago · 1 of 2 agreed". */
function exceptionRow({ id, line, at }: Row<'exception'>, now: Instant): KnownBlock {
  const { exception, service } = line;
  const agreed =
    exception.approvals.length === 0
      ? ''
      : ` · ${exception.approvals.length} of ${exception.approvalsRequired} agreed`;
  return section(
    `${ICON.exception} *${mrkdwn(service.id, 60)}* · ${titlesOf(line)}\n${asks(line)} until ${day(exception.askedUntil)} · asked ${when(at, now)}${agreed}`,
    button('exception-open', 'Decide', id, { spoken: `Decide about ${service.id}` }),
  );
}

function batchRow({ line, services, at }: Row<'batch'>, now: Instant): KnownBlock {
  return section(
    `${ICON.exception} *${count(services, 'service')}* · ${titlesOf(line)}\n${asks(line)} until ${day(line.exception.askedUntil)} · asked ${when(at, now)}`,
    button('say', 'Decide', 'exceptions to-decide', {
      spoken: `List these ${services} to decide`,
    }),
  );
}

function asks({ exception }: ExceptionLine): string {
  return `${mrkdwn(exception.requester.name, 40)} asks`;
}

export function titlesOf({ titles: [first = '–', ...rest] }: ExceptionLine): string {
  return `${mrkdwn(first, 70)}${rest.length === 0 ? '' : ` and ${rest.length} more`}`;
}

function claimRow(claim: Row<'claim'>, now: Instant): KnownBlock[] {
  const { id, service, team, from, by, note, at } = claim;
  const owner = from === null ? 'nobody' : mrkdwn(from.name, 60);
  const whose = team === null ? `is not of ${owner}` : `is of ${mrkdwn(team.name, 60)}`;
  const said = note === null ? '' : `\n_${mrkdwn(note, 200)}_`;
  return [
    section(
      `${ICON.doubt} ${mrkdwn(by, 60)} says that *${mrkdwn(service.id, 80)}* ${whose} · ${when(at, now)}${said}`,
    ),
    ...actions([
      ...(team === null
        ? []
        : [button('claim-confirm', 'Confirm', id, { style: 'primary', spoken: 'Confirm that it is ours' })]),
      button('claim-not-us', team === null ? 'It stays theirs' : 'Not us', id),
      button('claim-other', 'Someone else', id),
      button('open', 'Open the card', service.id),
    ]),
  ];
}

function relabelRow(asked: Row<'relabel'>, now: Instant): KnownBlock[] {
  const { id, service, from, to, eased, by, reason, at } = asked;
  const changes = eased.map((label) => `${label} ${mrkdwn(from[label], 40)} → ${mrkdwn(to[label], 40)}`);
  return [
    section(
      `${ICON.doubt} *${mrkdwn(service.id, 80)}* · ${changes.join(', ')}\n${mrkdwn(by, 60)} asks that less is asked of it · ${when(at, now)}\n_${mrkdwn(reason, 200)}_`,
    ),
    ...actions([
      button('relabel-approve', 'Approve', id, { style: 'primary' }),
      button('relabel-deny', 'Deny', id),
      button('open', 'Open the card', service.id),
    ]),
  ];
}
