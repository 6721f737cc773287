import { expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../../src/domain/instant.ts';
import { outage } from '../../../src/slack/messages/outage.ts';
import type { CollectorState } from '../../../src/use-cases/collection-ports.ts';
import { onBothDatabases } from '../../support/databases.ts';
import { startDelivering } from '../../support/delivering.ts';
import { ANA, BO } from '../../support/message-kinds.ts';
import { NOW } from '../../support/view-models.ts';

const SINCE = NOW - 20 * MINUTE;

function stateOf(collector: string, outageSince: number | null): CollectorState {
  return {
    collector,
    pausedUntil: null,
    lastGoodAt: SINCE - 1,
    lastError: 'answers 503',
    lastErrorAt: NOW,
    outageSince,
  };
}

const begun = (collector: string, audience = ANA) => ({
  kind: 'outage',
  subject: { collector, since: SINCE },
  audience,
});
const ended = (collector: string, audience = ANA) => ({
  kind: 'outage',
  subject: { collector, since: SINCE, ended: NOW },
  audience,
});

onBothDatabases('an outage', (database) => {
  async function delivering() {
    const store = await database.open();
    const sender = await startDelivering({ store, delivery: { kinds: [outage] } });
    const said = (to: string) => sender.workspace.messages(to).map(({ text }) => text);
    return {
      ...sender,
      said,
      setState: (state: CollectorState) => store.collections.setStates([state]),
      store,
    };
  }

  test('is told to each admin when it begins and when it ends', async () => {
    const { tell, pass, said, setState } = await delivering();
    await setState(stateOf('github', SINCE));
    await tell(begun('github'), begun('github', BO));
    await setState(stateOf('github', null));
    await pass(2 * SECOND);
    await tell(ended('github'), ended('github', BO));
    for (const admin of ['@ana', '@bo'])
      expect(said(admin)).toEqual([
        expect.stringContaining('github does not answer'),
        expect.stringContaining('github answers again, after 20 minutes'),
      ]);
  });

  test('that is over before it could be told is told once, when it ends', async () => {
    const { tell, pass, said, setState } = await delivering();
    await setState(stateOf('github', null));
    await tell(begun('github'), ended('github'));
    await pass(2 * SECOND);
    expect(said('@ana')).toEqual([expect.stringContaining('answers again')]);
  });

  test('of several vendors at once is one message to each admin', async () => {
    const { tell, pass, said, setState, store } = await delivering();
    for (const name of ['github', 'pagerduty', 'snyk']) await setState(stateOf(name, SINCE));
    await tell(begun('github'), begun('pagerduty'), begun('pagerduty', BO), begun('snyk', BO));
    await pass(5 * SECOND);
    expect(said('@ana')).toEqual([expect.stringContaining('github, pagerduty and snyk do not answer')]);
    expect(said('@bo')).toHaveLength(1);
    expect(await store.messages.counts()).toMatchObject({ sent: 2, dropped: 2 });
  });

  test('that begins after such a message is told too', async () => {
    const { tell, pass, said, setState } = await delivering();
    await setState(stateOf('github', SINCE));
    await tell(begun('github'));
    await pass(2 * SECOND);
    await setState(stateOf('snyk', SINCE));
    await tell(begun('snyk'));
    expect(said('@ana')).toHaveLength(2);
  });
});
