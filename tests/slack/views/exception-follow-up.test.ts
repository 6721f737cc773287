import { expect, test } from 'vitest';
import { exceptionList } from '../../../src/slack/views/exception-list.ts';
import { exceptionRequest } from '../../../src/slack/views/exception-request.ts';
import { stuckMessage } from '../../../src/slack/views/exception-stuck.ts';
import { followUpWords } from '../../../src/slack/views/exception-words.ts';
import { exceptionLine, exceptionListing, exceptionView } from '../../support/literal-exceptions.ts';
import { sketch } from '../../support/sketch.ts';

test.each([
  ['https://jira.acme.test/browse/PAY-812', undefined, '|PAY-812>'],
  ['https://github.com/acme/shop/issues/12', 'open', '|shop#12> (open)'],
  ['https://github.com/acme/shop/pull/7', 'merged', '|shop#7> (merged)'],
  ['https://github.com/acme/shop/issues/12', 'closed as not planned', '|shop#12> (closed as not planned)'],
] as const)('%s, %s, is shown as %s', (url, state, shown) => {
  expect(followUpWords(url, state)).toBe(`<${url}${shown}`);
});

test('a request and a list say how the follow-up stands, and nothing where that is not known', () => {
  const of = (followUp: 'open' | undefined) => {
    const known = followUp === undefined ? {} : { followUp };
    const page = { items: [exceptionLine(known)], total: 1, offset: 0, size: 12 };
    return [
      sketch(exceptionRequest(exceptionView(known), { shared: false })),
      sketch(exceptionList(exceptionListing({ page }))),
    ];
  };
  const [request, list] = of('open');
  expect(request).toContain('(open)');
  expect(list).toContain('follow-up open');
  const [unknown, listed] = of(undefined);
  expect(`${unknown} ${listed}`).not.toMatch(/\((open|closed)\)|follow-up (open|closed)/);
});

test('where nobody is left to agree it is said what to change', () => {
  const said = sketch(stuckMessage(exceptionView(), 1));
  expect(said).toContain('2 approvals are needed, 1 could be given by who is left');
  expect(said).toContain('fallback_approvers');
  expect(sketch(stuckMessage(exceptionView(), 0))).toContain('nobody is left');
});
