import { DAY } from '../../src/domain/instant.ts';
import { localDate } from '../../src/domain/local-date.ts';
import { keepInitiatives } from '../../src/use-cases/initiatives/keep-initiatives.ts';
import { ADMIN, catalogYml, OWNERS, SERVICES, scorecardYml } from './company.ts';
import type { Event } from './events.ts';
import { breaks, change, mends } from './nature.ts';
import { startSender } from './slack.ts';
import type { Stage } from './stage.ts';

const ROOT = {
  id: 'UROOT',
  name: 'root',
  email: ADMIN,
  timezone: 'Europe/London',
  stranger: false,
  guest: false,
};

/** What the year brings, at its moment. */
export async function happen(stage: Stage, event: Event): Promise<unknown> {
  const { year, slack, toAsk } = stage;
  switch (event.kind) {
    case 'breaks':
      return breaks(stage, event.service, event.rule);
    case 'mends':
      return mends(stage, event.service, event.rule);
    case 'flaps':
      return change(stage, event.service, event.rule, !year.fate.at(event.service, event.rule).broken);
    case 'ask': {
      const services = event.services === 'all' ? year.ownerOf.keys() : event.services;
      for (const service of services) toAsk.add(service);
      return;
    }
    case 'slack':
      return slack.setOut(event.out);
    case 'release':
      year.office.write('scorecards/readiness.yml', scorecardYml(event.day));
      return restart(stage);
    case 'restart':
      return restart(stage);
    case 'reorganise':
      return reorganise(stage);
    case 'naive':
      return loopOverGaps(stage);
    case 'initiative':
      return startInitiative(stage);
    case 'initiatives':
      return keepInitiatives(year.office.app().context);
    case 'storm':
      return letThrough(stage);
  }
}

async function restart(stage: Stage): Promise<void> {
  const { office } = stage.year;
  await stage.sender.stop();
  await office.reopen();
  stage.sender = await startSender(office.app(), stage.slack.workspace, stage.clock);
  office.app().context.planning.settle();
}

/** Eight services get another team. */
async function reorganise({ year, dice, clock }: Stage): Promise<void> {
  for (let nth = 0; nth < 8; nth += 1) {
    const service = dice.below(SERVICES);
    year.ownerOf[service] = dice.below(OWNERS);
    year.ownerSince.set(service, clock.now());
  }
  year.office.write(
    'catalog/all.yml',
    catalogYml((service) => year.ownerOf[service] ?? 0),
  );
  await year.office.importCatalog();
}

/** What a loop would do that sends a message for each gap and day. */
async function loopOverGaps({ year, clock }: Stage): Promise<void> {
  const { catalog } = year.office.app().store;
  const { items } = await catalog.list({}, { offset: 0, limit: SERVICES }, 'readiness');
  for (const { key, standing } of items) {
    const owner = year.ownerOf[year.office.numberOf(key)];
    if (owner !== undefined) year.tally.naive(owner, clock.now(), standing?.failing ?? 0);
  }
}

async function startInitiative({ year, slack, clock }: Stage): Promise<void> {
  const { verbs } = year.office.app();
  const channel = [...slack.workspace.slack.conversations.values()].find(({ name }) => name === 'all')?.id;
  await verbs.initiatives.add(
    await verbs.viewerOf(ROOT),
    {
      ...{
        title: 'Rotations',
        why: 'Tired people err.',
        scorecard: 'readiness',
        asks: { rules: ['rotation'] },
      },
      ...{ filter: 'tier:tier-1', owner: ROOT.id, channel: channel ?? null },
      date: localDate(clock.now() + 45 * DAY, 'Europe/London'),
    },
    true,
  );
}

/** An admin lets through what was held. */
async function letThrough({ year, clock }: Stage): Promise<void> {
  const { verbs, store } = year.office.app();
  const [newest] = await store.nudges.storms(1);
  if (newest?.state !== 'held') return;
  await verbs.nudges.decideStorm(await verbs.viewerOf(ROOT), newest.id, 'send');
  const last = year.held.at(-1);
  if (last !== undefined) last.to = clock.now();
}
