import { expect, test } from 'vitest';
import { reportMap } from '../../../src/slack/commands/report-map.ts';
import { commandContext, said } from '../../support/asking.ts';
import { literalMap } from '../../support/literal-map.ts';

function context() {
  const asked: string[] = [];
  const map = async (_viewer: unknown, words: string) => {
    asked.push(words);
    return words === 'nothing' ? { ...literalMap({ services: 1 }), rows: [] } : literalMap({ services: 6 });
  };
  const { pictures } = commandContext().verbs;
  return { asked, context: commandContext({ pictures: { ...pictures, map } }) };
}

test('a word for the colours is no word of the question', async () => {
  const { asked, context: here } = context();
  const dark = await reportMap.run('team:payments dark by tier', here);
  const light = await reportMap.run('team:payments by tier', here);
  expect(asked).toEqual(['team:payments by tier', 'team:payments by tier']);
  const svgs = [dark, light].map((answer) =>
    answer.kind === 'file' && answer.file.content.kind === 'picture' ? answer.file.content.picture.svg : '',
  );
  expect(svgs[0]).toContain('#1a1d21');
  expect(svgs[1]).toContain('fill="#ffffff"');
});

test('where there is nothing to draw no picture comes', async () => {
  expect(said(await reportMap.run('nothing', context().context))).toMatch(/^private .*nothing to draw/is);
});
