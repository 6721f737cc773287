import type { KnownBlock, RichTextElement } from '@slack/types';
import type { Instant } from '../../domain/instant.ts';
import type { RuleExplanation } from '../../use-cases/explain-rule.ts';
import { actions, button, context, header, lines, linked, menu, ours, section, words } from './blocks.ts';
import { sinceRich, when } from './dates.ts';
import { fitted, type Message } from './message.ts';
import { explainValue } from './targets.ts';
import { clean, clip, count, mrkdwn, plain } from './text.ts';
import { measuredWords } from './why-words.ts';
import { ICON, levelIcon, levelName } from './words.ts';

const MOST_FAILING = 10;

/** One rule: why it matters to customers, what to do, what it reads, and who does not pass it yet. */
export function ruleMessage(rule: RuleExplanation, now: Instant): Message {
  const { failing } = rule;
  return fitted(Math.min(failing.first.length, MOST_FAILING), (shown) => ({
    text: spoken(rule),
    blocks: [
      header(`${levelIcon(rule.level)} ${plain(rule.rule.title, 130)}`),
      ...lines([
        purpose('Why: ', rule.rule.why, null),
        purpose('To do: ', rule.rule.fix, rule.rule.fixUrl ?? null),
      ]),
      ...context(standing(rule, now), ...factLines(rule)),
      expression(rule.rule.expression),
      section(tally(rule)),
      ...lines(failing.first.slice(0, shown).map((one) => failingRow(one, now))),
      ...context(
        failing.total > shown
          ? `and ${failing.total - shown} more: \`list failing:${mrkdwn(rule.rule.id, 80)}\``
          : '',
      ),
      ...actions([
        ...menu(
          'open',
          'Open a service',
          failing.first.map(({ id }) => ({ label: id, value: id })),
        ),
        button('explain', 'All rules', explainValue({ words: rule.scorecard, offset: 0 })),
      ]),
    ],
  }));
}

function spoken({ rule, level, failing }: RuleExplanation): string {
  const who =
    failing.total === 0 ? 'No service fails it.' : `${count(failing.total, 'service')} not there yet.`;
  return `${mrkdwn(rule.title, 100)}, for ${mrkdwn(levelName(level), 40)}. ${mrkdwn(rule.why, 200)} ${who}`;
}

function purpose(lead: string, text: string, url: string | null): RichTextElement[] {
  return [ours(lead, { bold: true }), words(text, 400), ...linked(url, 'How')];
}

/** "Silver of Production readiness · minimum bar · weight 2 · code quality" */
function standing({ rule, level, scorecardName }: RuleExplanation, now: Instant): string {
  const parts = [
    `${mrkdwn(levelName(level), 40)} of ${mrkdwn(scorecardName, 80)}`,
    rule.required ? 'minimum bar' : '',
    rule.weight === 1 ? '' : `weight ${rule.weight}`,
    rule.category === undefined ? '' : mrkdwn(rule.category.replaceAll('-', ' '), 40),
    rule.stage === 'announced' && rule.effectiveFrom !== undefined
      ? `${ICON.coming} counts from ${when(rule.effectiveFrom, now)}`
      : '',
    rule.nudge ? '' : 'never nudged',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function factLines({ facts }: RuleExplanation): string[] {
  const shown = facts.slice(0, 3).map(({ path, description }) => {
    return `Reads ${mrkdwn(path, 80)}${description === '' ? '' : `: ${mrkdwn(description, 140)}`}`;
  });
  return facts.length > 3 ? [...shown, `and ${count(facts.length - 3, 'more fact')}`] : shown;
}

function expression(text: string): KnownBlock {
  const shown = { type: 'text', text: clip(clean(text), 500) } as const;
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_preformatted', elements: [shown] }],
  };
}

function tally({ counts, failing }: RuleExplanation): string {
  const parts = [
    `${ICON.ok} ${counts.pass} ok`,
    `${ICON.gap} ${counts.fail} not yet`,
    counts.unknown === 0 ? '' : `${ICON.unknown} ${counts.unknown} not known`,
    counts.exempt === 0 ? '' : `${ICON.exception} ${counts.exempt} by exception`,
  ];
  const line = parts.filter((part) => part !== '').join('   ');
  return failing.total === 0 ? line : `${line}\nNot there yet, longest first:`;
}

function failingRow(one: RuleExplanation['failing']['first'][number], now: Instant): RichTextElement[] {
  const reason = one.hidden ? 'details are private to its team' : (measuredWords(one.why) ?? one.reason);
  return [
    words(one.id, 80, true),
    ...(one.owner === null ? [] : [ours(' · '), words(one.owner, 40)]),
    ours(' · since '),
    sinceRich(one.since, now),
    ...(reason === null ? [] : [ours(' · '), words(reason, 120)]),
  ];
}
