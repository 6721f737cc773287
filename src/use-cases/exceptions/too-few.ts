import { type AskProblem, problem } from './check-ask.ts';
import type { Deciders, Question } from './deciders.ts';

const MOST_NAMES = 5;

/** Where too few people are there to agree, even with the admins: who could decide, and what to change in ready.yml. */
export function tooFewProblem(
  { people }: Pick<Deciders, 'people'>,
  { tier, required, matter }: Pick<Question, 'tier' | 'required' | 'matter'>,
): AskProblem | undefined {
  if (people.length >= required) return undefined;
  const names = new Intl.ListFormat('en-GB').format(people.slice(0, MOST_NAMES).map(({ name }) => name));
  const needs = `“${tier.name}” needs ${required} ${required === 1 ? 'approval' : 'approvals'}${matter.kind === 'standing' ? ' for what is meant to stand' : ''}`;
  const who =
    people.length === 0
      ? `Nobody but you could decide about this: ${needs}, and ready.yml names no other approver or admin who is in this workspace.`
      : `${needs}, and besides you only ${names} could give one.`;
  return problem(
    'services',
    `${who} Add people to approvers or fallback_approvers of ${tier.id} in ready.yml, or lower its approvals_required.`,
  );
}
