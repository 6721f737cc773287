/** The search field for teams in a modal. */
import type { InputBlock, PlainTextOption } from '@slack/types';
import type { Named } from '../../use-cases/nudge-views.ts';
import type { ActionName } from './action-names.ts';
import { choice, plainText } from './blocks.ts';

/** Its `block_id`. */
export const TEAM = 'team';

/** `action`: whose `options` offer the teams. */
export function teamSelect(
  action: ActionName,
  {
    label,
    hint,
    optional,
    chosen,
  }: {
    readonly label: string;
    readonly hint?: string;
    readonly optional: boolean;
    readonly chosen: Named | null;
  },
): InputBlock {
  const [initial] = chosen === null ? [] : teamOptions([chosen]);
  return {
    type: 'input',
    block_id: TEAM,
    label: plainText(label, 150),
    optional,
    ...(hint === undefined ? {} : { hint: plainText(hint, 300) }),
    element: {
      type: 'external_select',
      action_id: action,
      placeholder: plainText('Type the name of a team', 150),
      min_query_length: 0,
      ...(initial === undefined ? {} : { initial_option: initial }),
    },
  } satisfies InputBlock;
}

/** What it offers: at most 100, as Slack takes no more. */
export function teamOptions(teams: readonly Named[]): PlainTextOption[] {
  return teams
    .flatMap(({ id, name }) => choice({ label: id === name ? id : `${name} · ${id}`, value: id }))
    .slice(0, 100);
}
