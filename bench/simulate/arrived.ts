/** What has just arrived in Slack: whether it was true, and what its readers do about it. */
import { HOUR, type Instant, MINUTE } from '../../src/domain/instant.ts';
import type { ToldGap } from '../../src/domain/planner/gap.ts';
import type { NudgeRecord } from '../../src/use-cases/nudge-ports.ts';
import { idOf, mailOf, nameOf, RULES, zoneOf } from './company.ts';
import { episodeOf, type Year } from './due.ts';
import { userOf } from './people.ts';
import type { Posted, Slack } from './slack.ts';

/** Calls back for each gap that somebody has read of. */
export type Read = (owner: number, service: number, rule: number) => Promise<void>;

export async function lookAtPosted(
  year: Year,
  slack: Slack,
  posted: readonly Posted[],
  read: Read,
): Promise<void> {
  for (const { channel, at, text, stamp } of posted) {
    const owner = ownerOf(year, slack, channel);
    if (owner === undefined) {
      year.tally.elsewhere(slack.workspace.slack.conversations.get(channel)?.kind ?? channel);
      continue;
    }
    year.tally.posted(owner, at, text, stamp);
    const key = `person:${userOf(owner)}`;
    const nudge = (await year.office.app().store.nudges.latest([key])).get(key);
    if (nudge?.deliveredAt === at) await readNudge(year, owner, nudge, at, read);
    else year.tally.elsewhere('other direct messages to owners');
  }
}

function ownerOf({ people }: Year, { workspace }: Slack, channel: string): number | undefined {
  const members = workspace.slack.conversations.get(channel)?.members ?? new Set<string>();
  return workspace.slack.conversations.get(channel)?.kind === 'im'
    ? [...members].flatMap((id) => people.ownerOf(id) ?? [])[0]
    : undefined;
}

async function readNudge(
  year: Year,
  owner: number,
  nudge: NudgeRecord,
  at: Instant,
  read: Read,
): Promise<void> {
  const { store } = year.office.app();
  const keys = [...new Set(nudge.gaps.map(({ service }) => service))];
  const stored = await store.evaluations.of(keys);
  const shown = nudge.gaps.filter((gap) => {
    const check = stored.get(gap.service)?.[0]?.checks.find(({ rule }) => `readiness/${rule}` === gap.id);
    if (check?.outcome === 'unknown') year.tally.falsehood('unknown', wordsOf(year, gap, at));
    // What was mended meanwhile is left out of what is sent.
    return check?.outcome === 'fail';
  });
  for (const gap of shown) {
    const service = year.office.numberOf(gap.service);
    const rule = RULES.findIndex(({ id }) => `readiness/${id}` === gap.id);
    const { broken, since } = year.fate.at(service, rule);
    if (!broken && at - since > HOUR) year.tally.falsehood('mended', wordsOf(year, gap, at));
    if (!isTheirs(year, owner, service, at))
      year.tally.falsehood('not their service', wordsOf(year, gap, at));
    if (broken) year.tally.told(episodeOf(year, service, rule));
    await read(owner, service, rule);
  }
}

/** Who is there is looked up every quarter of an hour. */
const LOOKED_UP = 30 * MINUTE;

function isTheirs({ people, ownerOf: owners }: Year, owner: number, service: number, at: Instant): boolean {
  const team = owners[service] ?? -1;
  return [at, at - LOOKED_UP].some((when) => people.presentOf(team, when) === owner);
}

function wordsOf({ office }: Year, { service, id, since }: ToldGap, at: Instant): string {
  const day = (instant: Instant) => new Date(instant).toISOString().slice(0, 16);
  return `${idOf(office.numberOf(service))} ${id} since ${day(since)}, told ${day(at)}`;
}

export function profileOf(owner: number) {
  return {
    ...{ id: userOf(owner), name: nameOf(owner), email: mailOf(owner), timezone: zoneOf(owner).timezone },
    ...{ stranger: false, guest: false },
  };
}
