import type { RichTextElement } from '@slack/types';
import type { Instant } from '../../domain/instant.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { ReadinessDetails } from '../../use-cases/show-details.ts';
import type { CheckView } from '../../use-cases/show-readiness.ts';
import { linked, ours, words } from './blocks.ts';
import { scorecardLine } from './card-footer.ts';
import { isWithheld, reasonOf } from './check-lines.ts';
import { nearby, sinceRich, whenRich } from './dates.ts';
import { instantIn, valueWords } from './fact-values.ts';
import type { LineGroup } from './pages.ts';
import { count, mrkdwn, plain } from './text.ts';
import { ICON, levelWithIcon, outcomeIcon, outcomeWord } from './words.ts';

const AUDIENCE = { shared: false };
const MOST_EVIDENCE = 3;

/** One group for each level of each scorecard, and one for what does not count yet. */
export function checkGroups({ scorecards }: ReadinessDetails, now: Instant): LineGroup[] {
  return scorecards.flatMap(({ line, levels, apart }) => [
    { heading: scorecardLine(line), rows: [] },
    ...levels.map(({ level, checks }) => ({
      heading: `${levelWithIcon(level, (name) => `*${mrkdwn(name, 40)}*`)} · ${tally(checks)}`,
      rows: openFirst(checks).map((view) => () => checkRow(view, now)),
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

/** What is open first: the reason why one opens the details. */
const ORDER: readonly Outcome[] = ['fail', 'unknown', 'exempt', 'pass', 'not_applicable'];

function openFirst(checks: readonly CheckView[]): CheckView[] {
  return checks.toSorted((a, b) => ORDER.indexOf(a.check.outcome) - ORDER.indexOf(b.check.outcome));
}

/** "✅ **Runbook linked** · https://wiki… · minimum bar": one line where nothing is to be done. */
function checkRow(view: CheckView, now: Instant): RichTextElement[] {
  const { outcome } = view.check;
  return [
    ours(`${outcomeIcon(outcome)} `),
    words(view.title, 120, true),
    ...(outcome === 'pass' ? proof(view, now) : [ours(` · ${outcomeWord(outcome)}`)]),
    ...(isOpen(view) ? [ours(' since '), sinceRich(view.since, now)] : []),
    ...(view.required ? [ours(' · minimum bar')] : []),
    ...(view.from === null ? [] : [ours(' · counts from '), whenRich(view.from, now)]),
    ...(isOpen(view) ? explanation(view, now) : []),
  ];
}

function isOpen({ check }: CheckView): boolean {
  return check.outcome === 'fail' || check.outcome === 'unknown' || check.outcome === 'exempt';
}

/** The values that made it pass. */
function proof(view: CheckView, now: Instant): RichTextElement[] {
  const values = view.check.evidence.flatMap(({ value }) => (value === undefined ? [] : [value]));
  if (values.length === 0 || isWithheld(view, AUDIENCE)) return [];
  const shown = values.slice(0, MOST_EVIDENCE).flatMap((value) => {
    const at = instantIn(value);
    return [ours(' · '), at === null ? ours(valueWords(value, 70)) : whenRich(at, now)];
  });
  return view.source === null ? shown : [...shown, ours(' ('), words(view.source, 60), ours(')')];
}

/** What is said below the title of what is open: why, by whom, and what to do. */
function explanation(view: CheckView, now: Instant): RichTextElement[] {
  const reason = reasonOf(view, AUDIENCE);
  const { outcome, standing, unprovenSince } = view.check;
  const held = unprovenSince === undefined ? [] : [sinceRich(unprovenSince, now)];
  return [
    ...(reason === null ? [] : [ours(INDENT), words(reason, 300), ...source(view, now)]),
    ...held.flatMap((moment) => [
      ours(`${INDENT}Still counted as ${outcomeWord(standing)}; unproven since `),
      moment,
    ]),
    ...(outcome === 'fail'
      ? [ours(`${INDENT}To do: `), words(view.fix, 300), ...linked(view.fixUrl, 'How')]
      : []),
  ];
}

/** As wide as an icon and its blank. */
const INDENT = '\n      ';

/** " (github, 3 hours ago)" */
function source(view: CheckView, now: Instant): RichTextElement[] {
  const [first] = isWithheld(view, AUDIENCE) ? [] : view.check.evidence;
  if (first?.collector === undefined || first.collectedAt === undefined) return [];
  const age = nearby(first.collectedAt, now) ?? 'over a week ago';
  return [ours(` (${plain(first.collector, 40)}, ${age})`, { italic: true })];
}
