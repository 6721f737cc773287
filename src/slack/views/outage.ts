import type { Instant } from '../../domain/instant.ts';
import { context, section } from './blocks.ts';
import { lengthWords, since } from './dates.ts';
import type { Message } from './message.ts';
import { count, listed, mrkdwn, sentence } from './text.ts';
import { ICON } from './words.ts';

export interface OutageView {
  readonly vendor: string;
  readonly since: Instant;
  /** That it is asked about. */
  readonly services: number;
  /** Its newest failure, in words. */
  readonly lastError: string | null;
  /** Other vendors that are out at the same time. */
  readonly others: readonly { readonly vendor: string; readonly since: Instant }[];
}

/** To admins, when a vendor has answered nobody for a while. */
export function outageMessage(outage: OutageView, now: Instant): Message {
  const vendor = mrkdwn(outage.vendor, 40);
  const others = outage.others.map((other) => `${mrkdwn(other.vendor, 40)} since ${since(other.since, now)}`);
  const names = [outage, ...outage.others].map((one) => mrkdwn(one.vendor, 40));
  const isOne = names.length === 1;
  const asked = outage.services === 0 ? '' : ` about any of ${count(outage.services, 'service')}`;
  return {
    text: `${listed(names, 5)} ${isOne ? 'does' : 'do'} not answer. The last good facts stay, no owner is told, nothing turns to a fail.`,
    blocks: [
      section(
        `${ICON.unknown} *${vendor} has not answered${asked} since ${since(outage.since, now)}.*\n` +
          'The last good facts stay in force and show their age. Where they get too old the answer is “don’t know”: no gap is counted, and no owner is told.',
      ),
      ...context(
        others.length === 0 ? '' : `Silent too: ${listed(others, 5)}`,
        outage.lastError === null ? '' : `It says: ${sentence(outage.lastError, 200)}`,
        `Look at ${vendor}’s status page, then at its token and limits: \`/ready admin sources\`. You hear once more when it answers.`,
      ),
    ],
  };
}

export interface OutageEndedView {
  readonly vendor: string;
  readonly since: Instant;
  readonly ended: Instant;
  /** Services about which the last attempt failed: they are asked about again. */
  readonly failing: number;
  readonly stillOut: readonly string[];
}

/** To admins, when it answers again. */
export function outageEndedMessage(outage: OutageEndedView): Message {
  const vendor = mrkdwn(outage.vendor, 40);
  const took = lengthWords(outage.ended - outage.since);
  const waiting =
    outage.failing === 0
      ? ''
      : ` ${count(outage.failing, 'service')} ${outage.failing === 1 ? 'waits' : 'wait'} to be asked about again; that happens by itself.`;
  return {
    text: `${vendor} answers again, after ${took}.${waiting}`,
    blocks: [
      section(`${ICON.ok} *${vendor} answers again*, after ${took}.${waiting}`),
      ...context(
        outage.stillOut.length === 0
          ? ''
          : `Still silent: ${listed(
              outage.stillOut.map((name) => mrkdwn(name, 40)),
              5,
            )}`,
      ),
    ],
  };
}
