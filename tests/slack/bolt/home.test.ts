import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/domain/errors.ts';
import { DAY } from '../../../src/domain/instant.ts';
import { createHomes } from '../../../src/slack/bolt/home.ts';
import type { Stage } from '../../../src/use-cases/first-start.ts';
import type { HomeAsk } from '../../../src/use-cases/home-views.ts';
import { home } from '../../support/literal-home.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { NOW } from '../../support/view-models.ts';
import { viewer } from '../../support/viewers.ts';

const PAYMENTS = { of: { kind: 'team', id: 'payments' }, offset: 20 } as const;

/** Homes over a Slack that keeps what is published, and a verb that names what it was asked. */
function scene(more: { stranger?: boolean; fails?: Error; refuses?: boolean } = {}) {
  const published: string[] = [];
  const asked: HomeAsk[] = [];
  const log = recordingLog();
  const state = { now: NOW, name: 'Acme', stage: null as Stage | null, gate: Promise.resolve() };
  const homes = createHomes({
    client: {
      views: {
        async publish({ view }: { view: unknown }) {
          if (more.refuses) throw Object.assign(new Error('no'), { data: { error: 'not_enabled' } });
          published.push(JSON.stringify(view));
          return { ok: true };
        },
      },
    } as never,
    people: { viewer: async (id) => viewer({ id, stranger: more.stranger ?? false }) },
    verbs: {
      home: {
        async show(_viewer, ask) {
          asked.push(ask);
          await state.gate;
          if (more.fails) throw more.fails;
          return home({ of: { kind: 'organisation' }, name: state.name });
        },
      },
    },
    clock: { now: () => state.now },
    stage: () => state.stage,
    log,
  });
  return { homes, published, asked, log, state };
}

test('whoever opens theirs sees it, and again at the next visit', async () => {
  const { homes, published, asked } = scene();
  await homes.open('UANA', '');
  await homes.open('UANA', '');
  expect(published).toHaveLength(2);
  expect(asked).toEqual([
    { of: { kind: 'me' }, offset: 0 },
    { of: { kind: 'me' }, offset: 0 },
  ]);
});

test('what it was switched to stays, from its beginning, whoever forgot it meanwhile', async () => {
  const { homes, asked } = scene();
  await homes.open('UANA', JSON.stringify({ about: 'team 20 payments' }));
  await homes.open('UBO', 'nonsense');
  expect(asked).toEqual([
    { of: { kind: 'team', id: 'payments' }, offset: 0 },
    { of: { kind: 'me' }, offset: 0 },
  ]);
});

describe('after somebody acted', () => {
  test('their Home follows, on the page that it was at', async () => {
    const { homes, published, asked, state } = scene();
    await homes.show('UANA', PAYMENTS);
    state.name = 'Acme anew';
    await homes.acted('UANA');
    expect(asked).toEqual([PAYMENTS, PAYMENTS]);
    expect(published.at(-1)).toContain('Acme anew');
  });

  test('nothing is published that they see already', async () => {
    const { homes, published } = scene();
    await homes.open('UANA', '');
    await homes.acted('UANA');
    expect(published).toHaveLength(1);
  });

  test.each([
    ['who never opened theirs', false, 0],
    ['who last looked a day ago', true, DAY],
  ])('nobody is asked about for those %s', async (_who, opened, later) => {
    const { homes, asked, state } = scene();
    if (opened) await homes.open('UANA', '');
    const before = asked.length;
    state.now += later;
    await homes.acted('UANA');
    await homes.acted('UBO');
    expect(asked).toHaveLength(before);
  });

  test('many acts at once are drawn together, and an older state never covers a newer one', async () => {
    const { homes, published, asked, state } = scene();
    await homes.open('UANA', '');
    const gate = Promise.withResolvers<void>();
    state.gate = gate.promise;
    const all = [homes.acted('UANA')];
    await Promise.resolve();
    state.name = 'Acme at last';
    all.push(homes.acted('UANA'), homes.acted('UANA'), homes.acted('UANA'));
    gate.resolve();
    await Promise.all(all);
    expect(asked.length).toBeLessThanOrEqual(3);
    expect(published.at(-1)).toContain('Acme at last');
  });
});

describe('what goes wrong is said in the Home, and keeps nobody from the next visit', () => {
  test('a refusal in its own words', async () => {
    const { homes, published } = scene({ fails: new UserError('Ask somebody else.') });
    await homes.open('UANA', '');
    expect(published.at(-1)).toContain('Ask somebody else.');
  });

  test('our bug with a reference to the log', async () => {
    const { homes, published, log } = scene({ fails: new Error('boom') });
    await homes.open('UANA', '');
    expect(published.at(-1)).toMatch(/Something broke \(ref [0-9a-f]{4}\)/);
    expect(log.lines.some(({ level }) => level === 'error')).toBe(true);
  });

  test('strangers see nothing of ours', async () => {
    const { homes, published, asked } = scene({ stranger: true });
    await homes.open('UFAY', '');
    expect(asked).toEqual([]);
    expect(published.at(-1)).toContain('members of this workspace only');
  });

  test('a refusal of Slack’s goes to the log', async () => {
    const { homes, log } = scene({ refuses: true });
    await homes.open('UANA', '');
    expect(log.lines).toContainEqual(expect.objectContaining({ level: 'warn' }));
  });
});

describe('at a first start', () => {
  test('it says that the catalog is being read, and then shows what is there', async () => {
    const { homes, published, state } = scene();
    state.stage = { kind: 'reading', services: 40 };
    await homes.open('UANA', '');
    expect(published[0]).toContain('Your answer comes by itself');
    expect(published).toHaveLength(2);
  });

  test('what is not judged yet is said before it is believed', async () => {
    const { homes, published, state } = scene();
    state.stage = { kind: 'judging', judged: 3, services: 40 };
    await homes.open('UANA', '');
    expect(published[0]).toContain('3 of 40');
  });
});
