import type { RichTextElement } from '@slack/types';
import type { Evidence } from '../../domain/fact.ts';
import type { Instant } from '../../domain/instant.ts';
import type { ReadinessDetails } from '../../use-cases/show-details.ts';
import type { CheckView } from '../../use-cases/show-readiness.ts';
import { linked, ours, words } from './blocks.ts';
import { scorecardLine } from './card-footer.ts';
import { isWithheld, reasonOf } from './check-lines.ts';
import { nearby, sinceRich, whenRich } from './dates.ts';
import { valueWords } from './fact-values.ts';
import type { LineGroup } from './pages.ts';
import { count, mrkdwn, plain } from './text.ts';
import { ICON, levelIcon, levelName, outcomeIcon, outcomeWord } from './words.ts';

const AUDIENCE = { shared: false };
const MOST_EVIDENCE = 3;

/** One group for each level of each scorecard, and one for what does not count yet. */
export function checkGroups({ scorecards }: ReadinessDetails, now: Instant): LineGroup[] {
  return scorecards.flatMap(({ line, levels, apart }) => [
    { heading: scorecardLine(line), rows: [] },
    ...levels.map(({ level, checks }) => ({
      heading: `${levelIcon(level)} *${mrkdwn(levelName(level), 40)}* · ${tally(checks)}`,
      rows: checks.map((view) => () => checkRow(view, now)),
    })),
    ...(apart.length === 0
      ? []
      : [
          {
            heading: `${ICON.coming} *Not counted yet*`,
            rows: apart.map((view) => () => checkRow(view, now)),
          },
        ]),
  ]);
}

/** "5 of 7 ok, 1 does not apply" */
function tally(checks: readonly CheckView[]): string {
  const applying = checks.filter(({ check }) => check.outcome !== 'not_applicable');
  const ok = applying.filter(({ check }) => check.outcome === 'pass' || check.outcome === 'exempt').length;
  const beside = checks.length - applying.length;
  return `${ok} of ${applying.length} ok${beside === 0 ? '' : `, ${count(beside, 'does not apply', 'do not apply')}`}`;
}

function checkRow(view: CheckView, now: Instant): RichTextElement[] {
  return [
    ours(`${outcomeIcon(view.check.outcome)} `),
    words(view.title, 120, true),
    ours(` · ${outcomeWord(view.check.outcome)} since `),
    sinceRich(view.since, now),
    ...(view.required ? [ours(' · minimum bar')] : []),
    ...(view.from === null ? [] : [ours(' · counts from '), whenRich(view.from, now)]),
    ...explanation(view, now),
    ours('\n'),
  ];
}

/** What is said below the title: why, what to do, and what proves it. */
function explanation(view: CheckView, now: Instant): RichTextElement[] {
  const reason = reasonOf(view, AUDIENCE);
  const { outcome, unprovenSince } = view.check;
  const open = outcome === 'fail' || outcome === 'unknown';
  const proof = isWithheld(view, AUDIENCE) ? '' : evidenceWords(view.check.evidence, now);
  return [
    ...(reason === null ? [] : [ours('\n'), words(reason, 300)]),
    ...(open && unprovenSince !== undefined
      ? [
          ours(`\nStill counted as ${outcomeWord(view.check.standing)}; unproven since `),
          sinceRich(unprovenSince, now),
        ]
      : []),
    ...(outcome === 'fail' ? [ours('\nTo do: '), words(view.fix, 300), ...linked(view.fixUrl, 'How')] : []),
    ...(proof === '' ? [] : [ours('\n'), ours(proof, { italic: true })]),
  ];
}

/** "required approvals 2 (github, 3 hours ago)" */
function evidenceWords(evidence: readonly Evidence[], now: Instant): string {
  const known = evidence.filter(({ value }) => value !== undefined).slice(0, MOST_EVIDENCE);
  return known.map((one) => evidenceWord(one, now)).join(' · ');
}

function evidenceWord({ path, value, collector, collectedAt }: Evidence, now: Instant): string {
  const name = plain((path.split('.').at(-1) ?? path).replaceAll('_', ' '), 60);
  const age = collectedAt === undefined ? '' : (nearby(collectedAt, now) ?? 'over a week ago');
  const source = [collector === undefined ? '' : plain(collector, 40), age].filter((part) => part !== '');
  return `${name} ${valueWords(value ?? null, 80)}${source.length === 0 ? '' : ` (${source.join(', ')})`}`;
}
