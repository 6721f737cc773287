import type { ReadinessMap } from '../../use-cases/picture-views.ts';
import { section } from './blocks.ts';
import type { Message } from './message.ts';
import { count, mrkdwn, plain } from './text.ts';
import { ICON } from './words.ts';

/** What a channel reads above its heat map: the finding. It stands by itself where the picture cannot be sent. */
export function digestMapMessage(map: ReadinessMap): Message {
  const text = mapFinding(map);
  return { text, blocks: [section(text)] };
}

/** "Readiness map · Payments" */
export function mapTitle({ scorecard }: ReadinessMap, name: string): string {
  return `Readiness map · ${plain(name, 80)} · ${plain(scorecard.name, 80)}`;
}

/**
 * "❌ Weakest rule: *Runbook*, 3 of 12 services ok. Weakest team: *Payments*, 45 % ok." Or that all are met, and how much
 * of it is known.
 */
function mapFinding({ columns, rows, weakest, by }: ReadinessMap): string {
  const [rule] = weakest;
  const unknown = columns.reduce((sum, { counts }) => sum + counts.unknown, 0);
  const known = columns.reduce((sum, { counts }) => sum + counts.pass + counts.exempt, 0);
  if (rule === undefined) {
    if (known === 0) return `${ICON.unknown} Nothing is known yet of ${count(unknown, 'check')}.`;
    const rest = unknown === 0 ? '' : `, as far as is known: ${count(unknown, 'check')} can't be told`;
    return `${ICON.ok} All rules are met${rest}.`;
  }
  const { pass, fail } = rule.counts;
  // Services without an owner are no team.
  const row = rows.find(({ id, ok }) => id !== null && ok !== null && ok < 100);
  const weak =
    row === undefined || rows.length < 2
      ? ''
      : ` Weakest ${by}: *${mrkdwn(row.name, 80)}*, ${row.ok} % of its checks ok.`;
  return `${ICON.gap} Weakest rule: *${mrkdwn(rule.title, 100)}*, ok at ${pass} of ${count(pass + fail, 'service')}.${weak}`;
}
