import { v7 as uuidv7 } from 'uuid';
import { type Attestation, attestationInForce } from '../domain/attestation.ts';
import type { Team } from '../domain/catalog.ts';
import { DAY, type Instant } from '../domain/instant.ts';
import { mayBeNudged } from '../domain/rollout.ts';
import { historyOf, ruleIdOf } from './attestable-rules.ts';
import type { Context } from './context.ts';
import type { Directory } from './exception-views.ts';
import type { Audience, Intent } from './message-ports.ts';
import type { ServiceRecord } from './ports.ts';
import { subjectKey } from './subject-key.ts';

/** Days before the end at which it is told, the last one first. */
const TOLD_BEFORE = [1, 7];
const MOST = 500;

/**
 * Tells whoever attested something, and the stewards of the service, that it is about to end: seven days and one day
 * before. Told once each, however often this runs, and only where the rollout has reached the owning team. Throws an `ExternalServiceError` where Slack does not say who the
 * stewards are: nobody is told then, until it does.
 */
export async function remindAttestations(
  { store, directory, policy }: Pick<Context, 'store' | 'directory' | 'policy'>,
  now: Instant,
): Promise<{ readonly told: number }> {
  const furthest = Math.max(...TOLD_BEFORE) * DAY;
  const ending = await store.attestations.ending(now + 1, now + furthest + 1, MOST);
  if (ending.length === 0) return { told: 0 };
  const keys = [...new Set(ending.map(({ serviceKey }) => serviceKey))];
  const [records, histories, teams] = await Promise.all([
    store.catalog.byKeys(keys),
    store.attestations.of(keys),
    store.catalog.teams(),
  ]);
  const intents = await Promise.all(
    ending.map(async (one) => {
      const record = records.get(one.serviceKey);
      const history = historyOf(ruleIdOf(one), histories.get(one.serviceKey) ?? []);
      const counts = attestationInForce(history, now)?.id === one.id;
      if (!counts || record === undefined || record.archivedAt !== null) return [];
      if (!mayBeNudged(policy.rollout, record.service.owner)) return [];
      return intentsAbout(one, await audiencesOf(directory, one, record, teams), now);
    }),
  );
  return { told: await store.messages.add(intents.flat()) };
}

function intentsAbout(one: Attestation, audiences: readonly Audience[], now: Instant): readonly Intent[] {
  const days = TOLD_BEFORE.find((before) => one.until - now <= before * DAY);
  if (days === undefined) return [];
  const subject = { attestation: one.id, service: one.serviceKey, days };
  return audiences.map((audience) => ({
    id: uuidv7(),
    kind: 'attestation-ending',
    audience,
    subject,
    dedupeKey: `attestation-ending:${subjectKey(subject)}:${audience.kind === 'person' ? audience.person : audience.channel}`,
    createdAt: now,
    notBefore: now,
  }));
}

/** Each person once: the catalog names stewards by e-mail, Slack names who attested by id. */
async function audiencesOf(
  directory: Directory,
  { by }: Attestation,
  { service }: ServiceRecord,
  teams: readonly Team[],
): Promise<readonly Audience[]> {
  const team = teams.find(({ id }) => id === service.owner);
  const named = team === undefined ? [] : team.stewards.length > 0 ? team.stewards : team.members.slice(0, 1);
  const { people, unresolved } =
    named.length === 0 ? { people: [], unresolved: [] } : await directory.resolve(named);
  const all = new Set([by, ...people.map(({ id }) => id), ...unresolved]);
  return [...all].map((person) => ({ kind: 'person', person }));
}
