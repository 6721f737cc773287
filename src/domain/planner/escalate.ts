/** When others hear of what its owners were told of and leave open: never by elapsed time alone. */
import { DAY, HOUR, type Instant } from '../instant.ts';
import type { GapKind } from './gap.ts';

export type EscalationStep = 'channel' | 'approvers';

export interface EscalationQuestion {
  readonly kind: GapKind;
  /** When reminders of it reached somebody. */
  readonly delivered: readonly Instant[];
  /** When somebody last did something about its service. */
  readonly answeredAt: Instant | null;
  /** Reminders of the tier without an answer. */
  readonly after: number;
  /** The tier's interval of repeats: what rides along with the reminders of others in between does not count. */
  readonly everyDays: number;
  /** When the steps were taken. */
  readonly taken: Readonly<Partial<Record<EscalationStep, Instant>>>;
  /** The team has a channel, and is not reminded there anyway. */
  readonly hasChannel: boolean;
}

/** The step to be taken now: the channel after so many unanswered reminders, the approvers after as many again. */
export function escalate(question: EscalationQuestion): EscalationStep | null {
  const { kind, delivered, answeredAt, after, everyDays, taken, hasChannel } = question;
  if ((kind !== 'bar' && kind !== 'initiative') || taken.approvers !== undefined) return null;
  const unanswered = spaced(
    delivered.filter((at) => at > (answeredAt ?? 0)),
    everyDays,
  );
  if (hasChannel && taken.channel === undefined) return unanswered.length >= after ? 'channel' : null;
  const since = taken.channel;
  if (since === undefined) return unanswered.length >= 2 * after ? 'approvers' : null;
  return unanswered.filter((at) => at > since).length >= after ? 'approvers' : null;
}

/** People are reminded at one time of day or another, and the clocks change. */
const ABOUT = 12 * HOUR;

function spaced(delivered: readonly Instant[], everyDays: number): readonly Instant[] {
  const counted: Instant[] = [];
  for (const at of delivered.toSorted((a, b) => a - b)) {
    const last = counted.at(-1);
    if (last === undefined || at - last >= everyDays * DAY - ABOUT) counted.push(at);
  }
  return counted;
}
