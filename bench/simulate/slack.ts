/** The local workspace, and the outbox's sender on a clock that is moved on: as in tests, for a year. */
import { setImmediate as breathe } from 'node:timers/promises';
import type { App } from '../../src/app.ts';
import { SECOND } from '../../src/domain/instant.ts';
import { createDelivery, type Delivery } from '../../src/slack/delivery.ts';
import { messageKinds } from '../../src/slack/messages/index.ts';
import { initiativeToTell } from '../../src/use-cases/initiatives/show-initiative.ts';
import { nudgeReaders } from '../../src/use-cases/nudging/others-to-tell.ts';
import { mapToTell } from '../../src/use-cases/pictures/map-to-tell.ts';
import { batchToTell } from '../../src/use-cases/tell-batch.ts';
import { exceptionToTell } from '../../src/use-cases/tell-exception.ts';
import { upkeepReaders } from '../../src/use-cases/upkeep/upkeep-readers.ts';
import type { AdjustableClock } from '../../src/workspace/clock.ts';
import { listen } from '../../src/workspace/happenings.ts';
import { startWorkspace, type Workspace } from '../../src/workspace/workspace.ts';
import { waitOn } from '../../tests/support/wait-on.ts';
import { nameOf, OWNERS, zoneOf } from './company.ts';

const SCOPES = ['chat:write', 'channels:read', 'channels:history', 'im:write', 'im:history', 'users:read'];

export interface Posted {
  readonly channel: string;
  readonly at: number;
  readonly text: string;
  /** Of the intent. */
  readonly stamp: string;
}

export interface Slack {
  readonly workspace: Workspace;
  /** What was posted since it was last asked; updates of what stands are none. */
  readonly posted: () => readonly Posted[];
  readonly updates: () => number;
  readonly setOut: (out: boolean) => void;
}

export async function startSlack(clock: AdjustableClock): Promise<Slack> {
  const owners = Array.from({ length: OWNERS }, (_, owner) => ({
    ...{ name: nameOf(owner), email: `${nameOf(owner)}@acme.test`, tz: zoneOf(owner).timezone },
  }));
  const others = ['root', 'vera', 'uma'].map((name) => ({ name, email: `${name}@acme.test` }));
  const workspace = await startWorkspace({
    people: [...owners, ...others],
    channels: [
      { name: 'all' },
      ...owners.map((_, owner) => ({ name: `t${owner}`, members: [nameOf(owner)] })),
    ],
    rateLimits: true,
    clock,
    app: { scopes: [...SCOPES, 'users:read.email'] },
  });
  const posted: Posted[] = [];
  let updates = 0;
  listen(workspace.slack, (happening) => {
    if (happening.kind === 'message-changed') updates += 1;
    if (happening.kind !== 'message-posted') return;
    const { channel, text, metadata } = happening.message;
    // The workspace keeps what the sender stamped on it.
    const { event_payload: stamp } = metadata as { event_payload: { id: string } };
    posted.push({ channel, text, at: clock.now(), stamp: stamp.id });
  });
  return {
    workspace,
    posted: () => posted.splice(0),
    updates: () => updates,
    setOut(out) {
      workspace.faults.length = 0;
      workspace.calls.length = 0;
      if (!out) return;
      const fault = { times: Number.MAX_SAFE_INTEGER, kind: 'server-error', status: 503 } as const;
      workspace.faults.push({ ...fault, method: '*' });
    },
  };
}

export interface Sender {
  /** Sends what is due now, for as long as that takes on the clock: at most a few minutes. */
  readonly send: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const LONGEST = 240;

export async function startSender(app: App, workspace: Workspace, clock: AdjustableClock): Promise<Sender> {
  const waits = new Set<object>();
  const { store, policy } = app.context;
  const delivery: Delivery = createDelivery({
    credentials: { botToken: workspace.credentials.botToken, apiUrl: workspace.apiUrl },
    kinds: messageKinds,
    store,
    deps: {
      policy,
      vendorOf: (collector) => collector,
      exception: (id) => exceptionToTell(app.context, id),
      batch: (id, concerns) => batchToTell(app.context, id, concerns),
      nudges: nudgeReaders(app.context),
      upkeep: upkeepReaders(app.context),
      initiative: (id) => initiativeToTell(app.context, id),
      // Its workspace grants no `files:write`: findings go without their pictures.
      pictures: {
        map: (channel) => mapToTell(app.context, channel),
        paintMap: async () => new Uint8Array(1),
      },
    },
    alone: true,
    clock,
    log: { debug() {}, info() {}, warn() {}, error: (fields, event) => console.error(event, fields) },
    wait: (ms, signal) => waitOn(clock, waits, ms, signal),
  });
  await delivery.start();
  const rest = async () => {
    await breathe();
    while (waits.size < delivery.state().underWay + 1) await breathe();
  };
  return {
    async send() {
      for (let passed = 0; passed < LONGEST; passed += 1) {
        const due = await store.messages.nextDue();
        if (delivery.state().underWay === 0 && (due === null || due > clock.now())) return;
        delivery.kick();
        await rest();
        if (delivery.state().underWay === 0 && ((await store.messages.nextDue()) ?? Infinity) > clock.now())
          return;
        clock.advance(SECOND);
        await rest();
      }
    },
    stop: () => delivery.stop(),
  };
}
