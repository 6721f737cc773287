/** The outbox's sender over a local workspace, on a clock that the test moves. */

import { setImmediate as breathe } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import {
  createDelivery,
  type Delivery,
  type DeliveryOptions,
  type DeliveryState,
} from '../../src/slack/delivery.ts';
import type { StorePort } from '../../src/use-cases/ports.ts';
import { type AdjustableClock, manualClock } from '../../src/workspace/clock.ts';
import type { Fault, Message } from '../../src/workspace/slack.ts';
import { startWorkspace, type Workspace, type WorkspaceOptions } from '../../src/workspace/workspace.ts';
import { NO_PICTURES } from './literal-map.ts';
import { NO_NUDGES } from './literal-nudges.ts';
import { NO_UPKEEP } from './literal-upkeep.ts';
import { intentOf, note, order, POLICY, type Told } from './message-kinds.ts';
import { recordingLog } from './recording-log.ts';
import { SCOPES } from './slack-bot.ts';
import { NOW } from './view-models.ts';
import { waitOn } from './wait-on.ts';

/** Lets the bot look whether its message stands in a conversation. */
export const LOOKING = ['im:write', 'im:history', 'channels:history'];
const REQUIRED = SCOPES.filter((scope) => !LOOKING.includes(scope));

export interface Delivering {
  readonly workspace: Workspace;
  readonly clock: AdjustableClock;
  readonly log: ReturnType<typeof recordingLog>;
  readonly state: () => readonly DeliveryState[];
  /** Queues what is to be said, and lets the sender look. */
  readonly tell: (...intents: readonly Told[]) => Promise<void>;
  /** Moves the clock second by second, with whatever is under way coming to rest in between. */
  readonly pass: (ms: number) => Promise<void>;
  /** New senders over the same database, as after a restart. */
  readonly restart: () => Promise<void>;
}

export interface DeliveringOptions {
  readonly store: StorePort;
  readonly workspace?: WorkspaceOptions;
  readonly delivery?: Partial<DeliveryOptions>;
  /** What the kinds render from; nothing is known by default. */
  readonly deps?: Partial<DeliveryOptions['deps']>;
  readonly scopes?: readonly string[];
  readonly faults?: readonly Fault[];
  /** One by default. */
  readonly senders?: number;
}

export async function startDelivering(options: DeliveringOptions): Promise<Delivering> {
  const { store } = options;
  const clock = manualClock(NOW);
  const workspace = await startWorkspace({
    people: [{ name: 'ana' }, { name: 'bo' }, { name: 'ada' }, { name: 'gone', deleted: true }],
    channels: [
      { name: 'general' },
      { name: 'payments' },
      { name: 'old', isArchived: true },
      { name: 'partners', isShared: true },
      { name: 'elsewhere', bot: false },
    ],
    rateLimits: true,
    clock,
    ...options.workspace,
    app: { scopes: [...REQUIRED, ...(options.scopes ?? LOOKING)], ...options.workspace?.app },
  });
  workspace.faults.push(...(options.faults ?? []));
  const log = recordingLog();
  const waits = new Set<object>();
  const create = () =>
    createDelivery({
      credentials: { botToken: workspace.credentials.botToken, apiUrl: workspace.apiUrl },
      kinds: [note, order],
      store,
      deps: {
        policy: POLICY,
        vendorOf: (collector) => collector,
        exception: async () => null,
        batch: async () => null,
        nudges: NO_NUDGES,
        upkeep: NO_UPKEEP,
        pictures: NO_PICTURES,
        initiative: async () => null,
        ...options.deps,
      },
      alone: true,
      clock,
      log,
      timeout: 300,
      wait: (ms, signal) => waitOn(clock, waits, ms, signal),
      ...options.delivery,
    });
  let senders: readonly Delivery[] = [];
  const start = async () => {
    senders = Array.from({ length: options.senders ?? 1 }, create);
    for (const sender of senders) await sender.start();
  };
  const stop = () => Promise.all(senders.map((sender) => sender.stop()));
  await start();
  onTestFinished(async () => {
    await stop();
    await workspace.close();
  });

  /** Until every sender, and every message on its way, waits for the clock. */
  async function rest(): Promise<void> {
    const busy = () => senders.reduce((sum, sender) => sum + sender.state().underWay + 1, 0);
    await breathe();
    while (waits.size < busy()) await breathe();
  }
  let told = 0;
  return {
    workspace,
    clock,
    log,
    state: () => senders.map((sender) => sender.state()),
    async tell(...intents) {
      await store.messages.add(
        intents.map((intent) => {
          told += 1;
          return intentOf(`i${String(told).padStart(4, '0')}`, clock.now(), intent);
        }),
      );
      for (const sender of senders) sender.kick();
      await rest();
    },
    async pass(ms) {
      for (let passed = 0; passed < ms; passed += 1_000) {
        clock.advance(Math.min(1_000, ms - passed));
        await rest();
      }
    },
    async restart() {
      await stop();
      await start();
      await rest();
    },
  };
}

/** What stands in a conversation, without the instant that `note` adds. */
export function texts(messages: readonly Message[]): string[] {
  return messages.map(({ text }) => text.replace(/ at \d+/, ''));
}
