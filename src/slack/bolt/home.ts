import type { WebClient } from '@slack/web-api';
import { DAY, type Instant } from '../../domain/instant.ts';
import { type Stage, saysStage } from '../../use-cases/first-start.ts';
import type { HomeAsk } from '../../use-cases/home-views.ts';
import type { Log } from '../../use-cases/log.ts';
import type { Clock } from '../../use-cases/ports.ts';
import type { Verbs } from '../../use-cases/verbs.ts';
import { type Home, homeView, noticeHome } from '../views/home.ts';
import { readHome } from '../views/home-target.ts';
import { refusal, remarked, stillWorking } from '../views/notices.ts';
import { apology } from './apology.ts';
import { aboutIn } from './asked.ts';
import type { People } from './people.ts';
import { troubleOf } from './slack-error.ts';

/** People's Homes, published for each of them alone. Nothing here rejects: what fails is said there, and logged. */
export interface Homes {
  /** Somebody opened theirs, which Slack says at every visit. `metadata`: of what it shows; empty where it shows nothing. */
  readonly open: (userId: string, metadata: string) => Promise<void>;
  /** Shows something else there. */
  readonly show: (userId: string, ask: HomeAsk) => Promise<void>;
  /** They did something: their Home follows, where this process knows that they looked at it within a day. */
  readonly acted: (userId: string) => Promise<void>;
}

interface HomeSources {
  readonly client: Pick<WebClient, 'views'>;
  readonly people: People;
  readonly verbs: Pick<Verbs, 'home'>;
  readonly clock: Clock;
  readonly stage: () => Stage | null;
  readonly log: Log;
}

interface Known {
  ask: HomeAsk;
  openedAt: Instant;
  /** As it was published last. */
  shown: string;
  /** What is drawn now, and all before it. */
  turn: Promise<void>;
  /** The next one, which has not begun: it will show all that has happened until it does. */
  next: Promise<void> | null;
}

const OWN: HomeAsk = { of: { kind: 'me' }, offset: 0 };
const REMEMBERED = DAY;
const MOST_PEOPLE = 5_000;

export function createHomes(sources: HomeSources): Homes {
  const { clock } = sources;
  const known = new Map<string, Known>();

  function looked(userId: string, ask: HomeAsk): Known {
    const before = known.get(userId);
    known.delete(userId);
    const fresh = { shown: '', turn: Promise.resolve(), next: null };
    const home: Known = Object.assign(before ?? fresh, { ask, openedAt: clock.now() });
    known.set(userId, home);
    for (const oldest of known.keys()) if (known.size > MOST_PEOPLE) known.delete(oldest);
    return home;
  }

  return {
    async open(userId, metadata) {
      const before = readHome(aboutIn(metadata)) ?? OWN;
      const home = looked(userId, { of: before.of, offset: 0 });
      // Slack may have lost what we published: it is drawn whatever we remember.
      home.shown = '';
      await drawn(sources, userId, home);
    },
    show: (userId, ask) => drawn(sources, userId, looked(userId, ask)),
    async acted(userId) {
      const home = known.get(userId);
      if (home === undefined) return;
      if (clock.now() - home.openedAt >= REMEMBERED) known.delete(userId);
      else await drawn(sources, userId, home);
    },
  };
}

/** One after the other for each person, so that an older state never covers a newer one. */
function drawn(sources: HomeSources, userId: string, home: Known): Promise<void> {
  if (home.next !== null) return home.next;
  const next = home.turn.then(() => {
    home.next = null;
    return draw(sources, userId, home);
  });
  home.turn = next;
  home.next = next;
  return next;
}

async function draw(sources: HomeSources, userId: string, home: Known): Promise<void> {
  const { stage, log } = sources;
  const { ask } = home;
  const now = stage();
  if (now?.kind === 'reading')
    await publish(sources, userId, home, noticeHome(stillWorking(saysStage(now)), ask));
  const view = await viewFor(sources, userId, ask).catch((error: unknown) =>
    noticeHome(apology(log, 'home', error), ask),
  );
  await publish(sources, userId, home, view);
}

async function viewFor({ people, verbs, stage }: HomeSources, userId: string, ask: HomeAsk): Promise<Home> {
  const viewer = await people.viewer(userId, false);
  if (viewer.stranger) return noticeHome(refusal('I answer members of this workspace only.'), OWN);
  const view = homeView(await verbs.home.show(viewer, ask));
  const now = stage();
  if (now?.kind !== 'judging') return view;
  // While everything is judged for the first time no Home may pass for the whole truth.
  return {
    ...view,
    blocks: remarked({ text: '', blocks: view.blocks }, saysStage(now)).blocks.slice(0, 100),
  };
}

async function publish({ client, log }: HomeSources, userId: string, home: Known, view: Home): Promise<void> {
  const shown = JSON.stringify(view);
  if (shown === home.shown) return;
  try {
    await client.views.publish({ user_id: userId, view });
    home.shown = shown;
  } catch (error) {
    log.warn({ trouble: troubleOf(error) }, 'a Home was not published');
  }
}
