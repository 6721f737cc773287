import type { Instant } from '../../src/domain/instant.ts';
import type { AdjustableClock } from '../../src/workspace/clock.ts';
import type { Agenda } from './agenda.ts';
import type { Dice } from './dice.ts';
import type { Year } from './due.ts';
import type { Event } from './events.ts';
import type { Sender, Slack } from './slack.ts';

/** All that is at work while the year goes by. */
export interface Stage {
  readonly clock: AdjustableClock;
  readonly dice: Dice;
  readonly book: Agenda<Event>;
  readonly year: Year;
  readonly slack: Slack;
  /** Another one after each restart. */
  sender: Sender;
  /** Services that are to be asked about now, by number. */
  readonly toAsk: Set<number>;
  /** Those about which some vendor failed. */
  readonly unanswered: Set<number>;
  /** When it will be mended, by `service rule`. */
  readonly mending: Map<string, { readonly at: Instant; readonly told: boolean }>;
}
