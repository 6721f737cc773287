import type { KnownBlock, RichTextElement } from '@slack/types';
import type { Instant } from '../../domain/instant.ts';
import type { Explanation, RuleLine, ScorecardExplanation } from '../../use-cases/explain-rule.ts';
import {
  actions,
  button,
  type Choice,
  context,
  header,
  lines,
  menu,
  ours,
  section,
  words,
} from './blocks.ts';
import { ruleMessage } from './explain-rule.ts';
import { fitted, type Message } from './message.ts';
import { nearestRules } from './nearest.ts';
import { groupedLines, type LineGroup, totalRows, turns, type Window, windowWords } from './pages.ts';
import { type ExplainTarget, explainValue } from './targets.ts';
import { count, mrkdwn, plain } from './text.ts';
import { ICON, levelWithIcon } from './words.ts';

const PAGE = 20;

type Facts = Extract<Explanation, { kind: 'facts' }>;

/** What, why, fix and who fails it; `target` says what was asked and from which line on it is shown. */
export function explanationMessage(explanation: Explanation, target: ExplainTarget, now: Instant): Message {
  if (explanation.kind === 'rule') return ruleMessage(explanation.rule, now);
  if (explanation.kind === 'nearest') return nearestRules(explanation.asked, explanation.nearest);
  if (explanation.kind === 'facts') return factsMessage(explanation, target);
  if (explanation.kind === 'scorecard') return scorecardMessage(explanation.scorecard, target);
  const [only, another] = explanation.scorecards;
  if (only !== undefined && another === undefined)
    return scorecardMessage(only, { ...target, words: only.id });
  return scorecardsMessage(explanation.scorecards);
}

function scorecardsMessage(scorecards: readonly ScorecardExplanation[]): Message {
  if (scorecards.length === 0) return noScorecards();
  const row = ({ name, levels, description }: ScorecardExplanation) => [
    words(name, 80, true),
    ours(` · ${count(rulesOf(levels), 'rule')}`),
    ...(description === null ? [] : [ours(' · '), words(description, 160)]),
  ];
  return fitted(Math.min(scorecards.length, PAGE), (shown) => ({
    text: `${count(scorecards.length, 'scorecard')}. Choose one to see its rules.`,
    blocks: [
      header('What is checked'),
      ...lines(scorecards.slice(0, shown).map(row)),
      ...context(
        scorecards.length > shown ? `and ${scorecards.length - shown} more; explain NAME shows one` : '',
      ),
      ...actions([
        ...menu(
          'explain',
          'Choose a scorecard',
          scorecards.slice(0, shown).flatMap(({ id, name }) => explained(name, id)),
        ),
        factsButton(),
      ]),
    ],
  }));
}

function noScorecards(): Message {
  const text = 'There are no scorecards yet, so nothing is checked.';
  return { text, blocks: [section(`*${text}*\nWhoever runs me can add one under \`scorecards/\`.`)] };
}

function scorecardMessage(scorecard: ScorecardExplanation, target: ExplainTarget): Message {
  const groups = scorecard.levels.map(({ level, rules }) => ({
    heading: levelWithIcon(level, (name) => `*${mrkdwn(name, 40)}*`),
    rows: rules.map((line) => () => ruleRow(line)),
  }));
  const choices = scorecard.levels.flatMap(({ rules }) =>
    rules.flatMap(({ scorecard: id, rule }) => explained(rule.title, `${id}/${rule.id}`)),
  );
  return paged({
    title: plain(scorecard.name, 120),
    lead: scorecard.description === null ? '' : mrkdwn(scorecard.description, 300),
    summary: `${mrkdwn(scorecard.name, 80)} asks ${count(rulesOf(scorecard.levels), 'question')} in ${count(scorecard.levels.length, 'level')}.`,
    groups,
    target: { ...target, words: scorecard.id },
    choices,
  });
}

function ruleRow({ rule, counts }: RuleLine): RichTextElement[] {
  return [
    words(rule.title, 90, true),
    ...(rule.required ? [ours(' · minimum bar')] : []),
    ...(rule.stage === 'announced' ? [ours(` · ${ICON.coming} announced`)] : []),
    ...(counts.fail === 0 ? [] : [ours(` · ${counts.fail} not yet`)]),
  ];
}

function factsMessage({ namespaces }: Facts, target: ExplainTarget): Message {
  const groups = namespaces.map(({ name, words: called, summary, fields }) => ({
    heading: `*${mrkdwn(called, 60)}* (${mrkdwn(name, 40)}): ${mrkdwn(summary, 160)}`,
    rows: fields.map(({ path, type, description }) => () => [
      words(path, 100, true),
      ours(` ${plain(type, 80)}: `),
      words(description, 160),
    ]),
  }));
  return paged({
    title: 'Facts that rules can ask for',
    lead: '',
    summary: `${count(totalRows(groups), 'fact')} in ${count(groups.length, 'namespace')} that rules can ask for.`,
    groups,
    target,
    choices: [],
  });
}

interface Paged {
  readonly title: string;
  readonly lead: string;
  readonly summary: string;
  readonly groups: readonly LineGroup[];
  readonly target: ExplainTarget;
  /** One for each line, in their order. */
  readonly choices: readonly Choice[];
}

function paged({ title, lead, summary, groups, target, choices }: Paged): Message {
  const total = totalRows(groups);
  const offset = Math.min(target.offset, Math.max(0, total - 1));
  return fitted(PAGE, (size) => {
    const window = { offset, size, total };
    return {
      text: summary,
      blocks: [
        header(title),
        ...(lead === '' ? [] : context(lead)),
        // 20 lines in as many groups would be 40 blocks; the rest takes four.
        ...groupedLines(groups, window).slice(0, 44),
        ...context(windowWords(window)),
        ...actions([
          ...menu('explain', 'Why, and what to do', choices.slice(offset, offset + size)),
          ...turnButtons(target, window),
        ]),
      ] satisfies KnownBlock[],
    };
  });
}

function turnButtons({ words: asked }: ExplainTarget, window: Window) {
  const back = turns({ ...window, size: Math.max(window.size, PAGE) }).back;
  const { on } = turns(window);
  const turn = (label: string, offset: number | null, nth: number) =>
    offset === null ? [] : [button('explain', label, explainValue({ words: asked, offset }), { nth })];
  return [...turn('◀ Previous', back, 10), ...turn('Next ▶', on, 11)];
}

function explained(label: string, asked: string): Choice[] {
  return [{ label, value: explainValue({ words: asked, offset: 0 }) }];
}

function factsButton() {
  return button('explain', 'Facts', explainValue({ words: 'facts', offset: 0 }), { nth: 1 });
}

function rulesOf(levels: ScorecardExplanation['levels']): number {
  return levels.reduce((sum, { rules }) => sum + rules.length, 0);
}
