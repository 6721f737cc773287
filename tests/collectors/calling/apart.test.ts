import { expect, test } from 'vitest';
import { apart } from '../../../src/collectors/calling/apart.ts';
import { ExternalServiceError } from '../../../src/domain/errors.ts';

const answered = async () => new Map([['a', { value: { count: 1 } }]]);

test('a namespace that fails leaves the others, and says until when the vendor wants to be left alone', async () => {
  const told = await apart(['a', 'b'], {
    slo: answered,
    monitors: () => Promise.reject(new ExternalServiceError('Pager', 'wait', { notBefore: 5 })),
    oncall: () => Promise.reject(new ExternalServiceError('Pager', 'broken')),
  });
  expect(told.get('a')).toEqual({
    slo: { value: { count: 1 } },
    monitors: { failed: 'wait', notBefore: 5 },
    oncall: { failed: 'broken' },
  });
  expect(told.get('b')).toEqual({
    monitors: { failed: 'wait', notBefore: 5 },
    oncall: { failed: 'broken' },
  });
});

test('our own bugs are not taken for failures of the vendor', async () => {
  const asking = apart(['a'], { slo: answered, monitors: () => Promise.reject(new TypeError('bug')) });
  await expect(asking).rejects.toThrow('bug');
});
