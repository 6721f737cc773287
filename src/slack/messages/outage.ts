import type { Instant } from '../../domain/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Audience } from '../../use-cases/message-ports.ts';
import { subjectKey } from '../../use-cases/subject-key.ts';
import { outageEndedMessage, outageMessage } from '../views/outage.ts';
import type { About, MessageDeps, MessageKind, Rendered } from './message.ts';

const NAME = 'outage';

/** `{ collector, since }` when it begins, `{ collector, since, ended }` when it ends. */
export const outage: MessageKind = {
  name: NAME,
  summary: 'A vendor answers nobody any more, or answers again: to admins, never to owners',
  prefers: 'duplicate',
  async render(about, deps) {
    const read = readSubject(about.subject);
    if (read === null) return null;
    return read.ended === null ? renderBegun(read, about, deps) : renderEnded(read, read.ended, deps);
  },
  // Every admin gets their own.
  fallbacks: async () => [],
};

interface Outage {
  readonly collector: string;
  readonly since: Instant;
}

function readSubject({ collector, since, ended }: JsonObject): (Outage & { ended: Instant | null }) | null {
  if (typeof collector !== 'string' || typeof since !== 'number') return null;
  return { collector, since, ended: typeof ended === 'number' ? ended : null };
}

/** One message tells of all that are out at the time: those that it named are not told again. */
async function renderBegun(
  { collector, since }: Outage,
  { audience }: About,
  { store, vendorOf, now }: MessageDeps,
): Promise<Rendered | null> {
  const [states, tallies] = await Promise.all([store.collections.states(), store.collections.tally(now)]);
  const state = states.get(collector);
  if (state?.outageSince !== since) return null;
  const others = [...states.values()].flatMap(({ collector: name, outageSince }) =>
    outageSince === null || name === collector ? [] : [{ collector: name, since: outageSince }],
  );
  for (const other of others) if (await isNamed(store, { collector, since }, other, audience)) return null;
  return {
    message: outageMessage(
      {
        vendor: vendorOf(collector),
        since,
        services: tallies.get(collector)?.services ?? 0,
        lastError: state.lastError,
        others: others.map((other) => ({ vendor: vendorOf(other.collector), since: other.since })),
      },
      now,
    ),
    version: [{ collector, since }, ...others].map(nameOf).toSorted().join(' '),
  };
}

function nameOf({ collector, since }: Outage): string {
  return `${collector}@${since}`;
}

/** Whether the message about `other` that this audience got says it already. */
async function isNamed(
  { messages }: MessageDeps['store'],
  one: Outage,
  { collector, since }: Outage,
  audience: Audience,
): Promise<boolean> {
  const sent = await messages.sent(NAME, subjectKey({ collector, since }));
  return sent.some(
    (message) =>
      JSON.stringify(message.audience) === JSON.stringify(audience) &&
      message.version.split(' ').includes(nameOf(one)),
  );
}

async function renderEnded(
  { collector, since }: Outage,
  ended: Instant,
  { store, vendorOf, now }: MessageDeps,
): Promise<Rendered> {
  const [states, tallies] = await Promise.all([store.collections.states(), store.collections.tally(now)]);
  const still = [...states.values()].filter(
    (state) => state.outageSince !== null && state.collector !== collector,
  );
  return {
    message: outageEndedMessage({
      vendor: vendorOf(collector),
      since,
      ended,
      failing: tallies.get(collector)?.failing ?? 0,
      stillOut: still.map((state) => vendorOf(state.collector)),
    }),
    version: nameOf({ collector, since }),
  };
}
