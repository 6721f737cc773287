import { expect, test } from 'vitest';
import { placeIn, withPlace } from '../../../src/slack/bolt/asked.ts';
import { loadingModal } from '../../../src/slack/views/notices.ts';

test('a modal carries where it was asked for', () => {
  const place = { channel: 'C1', thread: '1.2' };
  expect(placeIn(withPlace(loadingModal('x'), place).private_metadata ?? '')).toEqual(place);
});

test.each(['', 'null', '[]', '{"channel":7}', 'x'])('anything else is nowhere: %s', (metadata) => {
  expect(placeIn(metadata)).toEqual({ channel: null, thread: null });
});
