import { expect, test } from 'vitest';
import { reportExport } from '../../../src/slack/actions/report-export.ts';
import { report } from '../../../src/slack/commands/report.ts';
import { reportValue } from '../../../src/slack/views/report-target.ts';
import { actionContext, commandContext, press, said } from '../../support/asking.ts';
import { sketch } from '../../support/sketch.ts';
import { expectNoViolations, startBot } from '../../support/slack-bot.ts';

test('in Slack a release is checked, shown again and taken along', async () => {
  const bot = await startBot('http');
  const { workspace } = bot;
  const seen = () => workspace.visibleTo('ana', 'general');
  const next = async (act: () => Promise<unknown>) => {
    const before = seen().length;
    await act();
    return workspace.until(() => seen()[before]);
  };
  const checked = await next(() =>
    workspace.command('ana', 'report release checkout', { channel: 'general' }),
  );
  expect(checked.text).toContain('No-go for Checkout.');
  expect(checked.ephemeralTo).not.toBeNull();
  const shown = await next(() => workspace.command('ana', 'report show 7k3m9qxz', { channel: 'general' }));
  expect(sketch(shown as never)).toBe(sketch(checked as never));
  const csv = await next(() => workspace.click('ana', shown, 'report-export:1'));
  expect(JSON.stringify(csv.blocks)).toContain('service,name,tier,result,minimum_bar');
  const file = await workspace.until(() =>
    [...workspace.slack.files.values()].find(({ completed }) => completed),
  );
  expect(file.name).toBe('release-7k3m9qxz.csv');
  expect(new TextDecoder().decode(file.bytes ?? undefined)).toContain('\r\nledger,Ledger,Customers stop,');
  // For the eyes of whoever pressed: the conversation with the bot, not the channel.
  expect(file.channels.every((channel) => channel.startsWith('D'))).toBe(true);
  const posted = await next(() => workspace.click('ana', shown, 'release-share'));
  expect(posted.ephemeralTo).toBeNull();
  expect(posted.text).toContain('Ana shares: No-go for Checkout.');
  expect(sketch(posted as never)).toContain(
    'the link of this message and `/ready report show 7k3m9qxz` show',
  );
  expect(sketch(posted as never)).not.toContain('release-share');
  expect(workspace.visibleTo('bo', 'general')).toContainEqual(expect.objectContaining({ ts: posted.ts }));
  const card = await next(() => workspace.command('ana', 'report @payments 30d', { channel: 'general' }));
  expect(card.text).toContain('Report card of Payments, 30 days.');
  expectNoViolations(bot);
  await bot.close();
});

test('without a period a report is the digest', async () => {
  expect(said(await report.run('', commandContext()))).toContain('Readiness this week');
  expect(said(await report.run('30d', commandContext()))).toContain('Report card');
});

test.each([
  [{ format: 'markdown', kind: 'release', about: '7k3m9qxz' }, '# No-go: Checkout'],
  [{ format: 'markdown', kind: 'card', about: '@payments 30d' }, '# Report card: Payments, 30 days'],
  [{ format: 'csv', kind: 'card', about: '@payments 30d' }, 'part,id,name,level_before'],
] as const)('%o is taken along as a file, whose beginning is shown', async (target, text) => {
  const answer = await reportExport.run(press(reportValue(target)), actionContext());
  expect(said(answer)).toContain(text);
  expect(answer).toMatchObject({ kind: 'file', file: { content: { text: expect.stringContaining(text) } } });
});

test.each(['nonsense', 'pdf release 7k3m9qxz', 'csv card @payments'])(
  'a value that no button of ours has is refused kindly: %s',
  async (value) => {
    await expect(reportExport.run(press(value), actionContext())).rejects.toThrow('from an older message');
  },
);
