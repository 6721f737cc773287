import { expect, test } from 'vitest';
import { initiativeNew } from '../../../src/slack/actions/initiative-new.ts';
import { beginningValue, readBeginning } from '../../../src/slack/views/initiative-beginning.ts';
import { actionContext, press } from '../../support/asking.ts';

test('an initiative begun beside a map has its rules and services filled in', async () => {
  const context = actionContext();
  const [scorecard] = (await context.verbs.initiatives.choices(context.viewer)).scorecards;
  const [rule] = scorecard?.rules ?? [];
  const about = {
    scorecard: scorecard?.id ?? '',
    rules: [rule?.id ?? ''],
    filter: 'team:payments tier:tier-1',
  };
  const answer = await initiativeNew.run(press(beginningValue(about)), context);
  expect(JSON.stringify(answer)).toContain('"initial_value":"team:payments tier:tier-1"');
  expect(JSON.stringify(answer)).toContain(`"initial_options":[{"text":`);
});

test.each([
  [{ scorecard: 'readiness', rules: ['a', 'b'], filter: 'team:x tier:y' }],
  [{ scorecard: 'readiness', rules: ['a'], filter: '' }],
])('what it begins with is read as it was written: %j', (about) => {
  expect(readBeginning(beginningValue(about))).toEqual(about);
});

test.each(['', '0199-abc', 'about', 'about readiness'])('“%s” begins nothing', (value) => {
  expect(readBeginning(value)).toBeUndefined();
});
