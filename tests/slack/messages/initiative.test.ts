import { expect, test } from 'vitest';
import type { Initiative } from '../../../src/domain/initiative.ts';
import { initiative as kind } from '../../../src/slack/messages/initiative.ts';
import type { About, MessageDeps } from '../../../src/slack/messages/message.ts';
import { initiative, initiativeView } from '../../support/literal-initiatives.ts';
import { POLICY } from '../../support/message-kinds.ts';
import { NOW } from '../../support/view-models.ts';

const DEADLINE = initiative().deadline;

/** Messages about initiatives ask nothing else. */
function deps(more: Partial<Initiative> | null): MessageDeps {
  const view = more === null ? null : initiativeView({ initiative: initiative(more) });
  return { policy: POLICY, now: NOW, initiative: async () => view } as unknown as MessageDeps;
}

function about(
  subject: About['subject'],
  audience: About['audience'] = { kind: 'channel', channel: '#all' },
): About {
  return { subject: { initiative: 'i1', ...subject }, audience };
}

test.each<[string, About['subject'], Partial<Initiative> | null, boolean]>([
  ['the start of a running one is told', { what: 'start', deadline: DEADLINE }, {}, true],
  [
    'not that of one that was cancelled meanwhile',
    { what: 'start', deadline: DEADLINE },
    { state: 'cancelled' },
    false,
  ],
  ['half way is told', { what: 'half', deadline: DEADLINE }, {}, true],
  ['not of a deadline that was moved meanwhile', { what: 'half', deadline: DEADLINE - 1 }, {}, false],
  ['the end is told', { what: 'ended', deadline: DEADLINE }, { state: 'ended' }, true],
  ['not of one that runs again', { what: 'ended', deadline: DEADLINE }, {}, false],
  ['a list is told of one that has ended', { what: 'week', once: '2026-03-09' }, { state: 'ended' }, true],
  ['not of one that was met meanwhile', { what: 'week', once: '2026-03-09' }, { state: 'met' }, false],
  ['a draft is told of', { what: 'drafted', once: '1' }, { state: 'draft' }, true],
  ['nothing is told of what is gone', { what: 'start', deadline: DEADLINE }, null, false],
  ['nor anything that is none of ours', { what: 'constructor' }, {}, false],
])('%s', async (_what, subject, more, told) => {
  expect((await kind.render(about(subject), deps(more))) !== null).toBe(told);
});

test('where its channel cannot be written to its owner hears it, where its owner is gone the admins', async () => {
  const people = async (one: About) =>
    (await kind.fallbacks(one, deps({}))).map((each) => each.kind === 'person' && each.person);
  expect(await people(about({ what: 'start' }))).toEqual(['UANA', ...POLICY.admins]);
  expect(await people(about({ what: 'week' }, { kind: 'person', person: 'UANA' }))).toEqual(POLICY.admins);
});
