import { expect, test } from 'vitest';
import { heatMap } from '../../src/pictures/heat-map.ts';
import { createPainter } from '../../src/pictures/painter.ts';
import { literalMap } from '../support/literal-map.ts';

const PNG = [0x89, 0x50, 0x4e, 0x47];

test('pictures are painted one after the other, beside the bot’s own thread, and a broken one breaks no other', async () => {
  const paint = createPainter();
  let turns = 0;
  const turning = setInterval(() => {
    turns += 1;
  }, 5);
  const large = paint(heatMap(literalMap({ services: 60, rules: 20 }), 'light'));
  const broken = paint({ svg: '<svg', width: 1, height: 1 });
  const small = paint(heatMap(literalMap({ services: 1, rules: 1 }), 'dark'));
  await expect(broken).rejects.toThrow();
  expect([...(await large).slice(0, 4)]).toEqual(PNG);
  expect([...(await small).slice(0, 4)]).toEqual(PNG);
  clearInterval(turning);
  expect(turns).toBeGreaterThan(5);
});
