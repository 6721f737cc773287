import type { ActionsBlockElement, RichTextElement } from '@slack/types';
import type { Instant } from '../../domain/instant.ts';
import type { NudgeView, RolloutTeam, RolloutView } from '../../use-cases/nudge-views.ts';
import { actions, button, context, header, lines, menu, ours, section, words } from './blocks.ts';
import { fitted, type Message } from './message.ts';
import { nudgeMessage } from './nudge.ts';
import { count, listed, mrkdwn } from './text.ts';
import { ICON } from './words.ts';

const MOST_TEAMS = 25;

const MODES = {
  silent: 'silent: nobody is told anything, whatever is added here',
  preview: 'in preview: only the teams that you add are told',
  on: 'on: every team is told',
} as const;

/** Who would get what unasked, and how it is widened team by team; for admins. */
export function rolloutMessage(view: RolloutView): Message {
  const { mode, told, teams } = view;
  return fitted(Math.min(teams.length, MOST_TEAMS), (shown) => ({
    text: `Reminders are ${MODES[mode]}.${mode === 'on' ? '' : ` Told so far: ${toldNames(told)}.`}`,
    blocks: [
      header('Who is reminded'),
      section(`Reminders are ${MODES[mode]}.\n${firstDay(view)}`),
      ...lines(teams.slice(0, shown).map((team) => row(team, mode))),
      ...context(
        teams.length > shown
          ? `and ${count(teams.length - shown, 'more team')}: \`/ready admin rollout sample TEAM\` shows any`
          : '',
        mode === 'preview'
          ? '`/ready admin rollout add TEAM` adds another than the next; `mode: on` in ready.yml tells all.'
          : '',
        mode === 'silent' ? 'Change `rollout: {mode: …}` in ready.yml to begin.' : '',
      ),
      ...actions(controls(view, shown)),
    ],
  }));
}

function toldNames(told: RolloutView['told']): string {
  const names = told.map(({ name }) => mrkdwn(name, 60));
  return names.length === 0 ? 'nobody' : listed(names, 5);
}

function firstDay({ counts: { messages, gaps, services, ownerless } }: RolloutView): string {
  const all = `If all were told now: ${count(messages, 'message')} about ${count(gaps, 'gap')} of ${count(services, 'service')}.`;
  return ownerless === 0
    ? all
    : `${all} ${ICON.doubt} ${count(ownerless, 'service')} without owner: what they lack reaches nobody.`;
}

/** "✅ **Payments** · told · 7 gaps of 3 services → Ana" */
function row(team: RolloutTeam, mode: RolloutView['mode']): RichTextElement[] {
  const { told, services, gaps, to, trouble } = team;
  const active = told && mode !== 'silent';
  return [
    ours(`${active ? ICON.ok : ICON.aside} `),
    words(team.team.name, 60, true),
    ours(` · ${active ? 'told' : told ? 'added' : 'not yet'} · `),
    ours(gaps === 0 ? 'nothing to tell' : `${count(gaps, 'gap')} of ${count(services, 'service')}`),
    ...(to === null || gaps === 0
      ? []
      : [ours(' → '), words(to.kind === 'person' ? to.name : to.channel, 60)]),
    ...(trouble === null ? [] : [ours(` · ${ICON.doubt} `), words(trouble, 120)]),
  ];
}

function controls({ mode, next, teams }: RolloutView, shown: number): readonly ActionsBlockElement[] {
  const visible = teams.slice(0, shown);
  const choiceOf = ({ team }: RolloutTeam) => ({ label: team.name, value: team.id });
  return [
    ...(mode !== 'preview' || next === null
      ? []
      : [
          button('rollout-add-team', `Add next team: ${next.name}`, next.id, {
            style: 'primary',
            spoken: `Add next team: ${next.name}`,
          }),
        ]),
    ...menu('rollout-sample', 'Read a sample', visible.filter(({ gaps }) => gaps > 0).map(choiceOf)),
    ...(mode === 'on'
      ? []
      : menu(
          'rollout-remove-team',
          'Take a team out',
          visible.filter(({ addedInSlack }) => addedInSlack).map(choiceOf),
        )),
  ];
}

/** What a team would get, as it would look: it can be read, and nothing can be done about it. */
export function sampleMessage(team: string, sample: NudgeView | null, now: Instant): Message {
  if (sample !== null) return nudgeMessage(sample, { now, home: null });
  const text = `${mrkdwn(team, 80)} has nothing that it would be reminded of now.`;
  return { text, blocks: [section(text)] };
}
