import { expect, test } from 'vitest';
import { reportTrend } from '../../../src/slack/commands/report-trend.ts';
import { commandContext, said } from '../../support/asking.ts';
import { literalTrend } from '../../support/literal-trend.ts';

test('a trend comes with its picture, named by its last day', async () => {
  const answer = await reportTrend.run('payments-api', commandContext());
  expect(answer).toMatchObject({ kind: 'file', file: { name: 'readiness-trend-2026-11-21.png' } });
});

test('where no day was kept no picture comes', async () => {
  const { pictures } = commandContext().verbs;
  const trend = async () => ({ ...literalTrend(), days: [] });
  const answer = await reportTrend.run('x', commandContext({ pictures: { ...pictures, trend } }));
  expect(said(answer)).toMatch(/^private .*Nothing has been kept/s);
});
