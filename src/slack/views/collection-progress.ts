import type { Duration, Instant } from '../../domain/instant.ts';
import { MINUTE, SECOND } from '../../domain/instant.ts';
import type { Run } from '../../use-cases/message-ports.ts';
import { context, section } from './blocks.ts';
import { lengthWords } from './dates.ts';
import type { Message } from './message.ts';
import { count, mrkdwn } from './text.ts';
import { ICON } from './words.ts';

const CELLS = 12;
/** Before that a guess of the rest says nothing. */
const GUESSED_AFTER: Duration = 3 * SECOND;

/** How far a collection is, or what came of it. */
export function collectionProgressMessage(run: Run, now: Instant): Message {
  return run.endedAt === null ? underWay(run, now) : summary(run, run.endedAt);
}

/** What whoever asked for it reads at once. */
export function collectionBegun({ about, total }: Pick<Run, 'about' | 'total'>): Message {
  const text = `The facts of ${mrkdwn(about, 80)} are being collected: ${count(total, 'service')}. A message to you tells how far it is.`;
  return { text, blocks: [section(text)] };
}

function underWay(run: Run, now: Instant): Message {
  const { about, done, total, failed } = run;
  const left = timeLeft(run, now);
  const parts = [
    `${done} of ${count(total, 'service')}`,
    ...(failed === 0 ? [] : [`${ICON.unknown} ${failed} without an answer`]),
    ...(left === null ? [] : [`about ${lengthWords(rough(left))} left`]),
  ];
  return {
    text: `Collecting the facts of ${mrkdwn(about, 80)}: ${parts.join(', ')}.`,
    blocks: [
      section(`*Collecting the facts of ${mrkdwn(about, 80)}*\n${bar(done, total)}  ${parts.join(' · ')}`),
    ],
  };
}

function summary({ about, done, total, failed, startedAt }: Run, endedAt: Instant): Message {
  const took = lengthWords(endedAt - startedAt);
  if (done < total) return stopped(about, done, total);
  const asked = count(total, 'service');
  const outcome =
    failed === 0
      ? `${ICON.ok} *The facts of ${mrkdwn(about, 80)} are collected*: ${asked} in ${took}.`
      : `${ICON.unknown} *The facts of ${mrkdwn(about, 80)} are collected, with gaps*: ${asked} in ${took}, ${failed} without an answer.`;
  return {
    text: outcome.replaceAll('*', ''),
    blocks: [
      section(outcome),
      ...(failed === 0
        ? []
        : context('Where nobody answered, the last good facts stay. `/ready admin sources` says why.')),
    ],
  };
}

/** Its process ended before it did; what was collected is kept, and the rest is due. */
function stopped(about: string, done: number, total: number): Message {
  const text = `${ICON.unknown} *Collecting the facts of ${mrkdwn(about, 80)} stopped* at ${done} of ${count(total, 'service')}. Nothing was lost: the others are collected when they are due.`;
  return { text: text.replaceAll('*', ''), blocks: [section(text)] };
}

function bar(done: number, total: number): string {
  const full = total === 0 ? CELLS : Math.min(CELLS, Math.floor((CELLS * done) / total));
  return '█'.repeat(full) + '░'.repeat(CELLS - full);
}

/** An estimate: seconds say nothing in it once it is minutes. */
function rough(left: Duration): Duration {
  return left < MINUTE ? left : Math.round(left / MINUTE) * MINUTE;
}

function timeLeft({ done, total, startedAt }: Run, now: Instant): Duration | null {
  const taken = now - startedAt;
  if (done === 0 || done >= total || taken < GUESSED_AFTER) return null;
  return Math.round((taken / done) * (total - done));
}
