import type { Clock } from './clock.ts';
import { openAllDms } from './conversations.ts';
import type { Transport } from './delivery/transport.ts';
import { readSeed, type Seed } from './seed.ts';
import type { Message, Settings, Slack } from './slack.ts';

/** Until the workspace says how payloads travel, nobody gets them. */
const NOBODY: Transport = {
  send: async () => ({
    status: 'failed',
    reason: 'connection_failed',
    detail: 'no app is connected',
    noRetry: false,
  }),
};

/** A fresh workspace in which nothing has happened yet. */
export function createSlack(seed: Seed, clock: Clock, settings: Settings): Slack {
  const { team, app, people, groups, conversations } = readSeed(seed, Math.floor(clock.now() / 1000));
  const slack: Slack = {
    clock,
    settings,
    team,
    app,
    transport: NOBODY,
    people: byId(people),
    groups: byId(groups),
    conversations: byId(conversations),
    messages: new Map<string, Message[]>(),
    stacks: new Map(),
    homes: new Map(),
    files: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    read: new Map(),
    violations: [],
    calls: [],
    deliveries: [],
    faults: [],
    listeners: new Set(),
    origin: '',
    lastTs: 0,
    lastId: 0,
  };
  openAllDms(slack);
  return slack;
}

const byId = <Item extends { id: string }>(items: Item[]): Map<string, Item> =>
  new Map(items.map((item) => [item.id, item]));
