import { v7 as uuidv7 } from 'uuid';
import { type Attestation, attestationInForce } from '../domain/attestation.ts';
import { DAY, type Instant } from '../domain/instant.ts';
import { mayBeNudged } from '../domain/rollout.ts';
import { historyOf, ruleIdOf } from './attestable-rules.ts';
import type { Context } from './context.ts';
import type { Intent } from './message-ports.ts';
import { rolloutNow } from './nudging/rollout-now.ts';
import { subjectKey } from './subject-key.ts';

/** Days before the end at which it is told, the last one first. */
const TOLD_BEFORE = [1, 7];
const MOST = 500;

/**
 * Tells whoever attested something that it is about to end: seven days and one day before. Told once each, however
 * often this runs, and only where the rollout has reached the owning team. Stewards find it in their reminder.
 */
export async function remindAttestations(
  { store, policy }: Pick<Context, 'store' | 'policy'>,
  now: Instant,
): Promise<{ readonly told: number }> {
  const furthest = Math.max(...TOLD_BEFORE) * DAY;
  const ending = await store.attestations.ending(now + 1, now + furthest + 1, MOST);
  if (ending.length === 0) return { told: 0 };
  const keys = [...new Set(ending.map(({ serviceKey }) => serviceKey))];
  const [records, histories, rollout] = await Promise.all([
    store.catalog.byKeys(keys),
    store.attestations.of(keys),
    rolloutNow({ store, policy }),
  ]);
  const intents = ending.flatMap((one) => {
    const record = records.get(one.serviceKey);
    const history = historyOf(ruleIdOf(one), histories.get(one.serviceKey) ?? []);
    const counts = attestationInForce(history, now)?.id === one.id;
    if (!counts || record === undefined || record.archivedAt !== null) return [];
    return mayBeNudged(rollout, record.service.owner) ? intentsAbout(one, now) : [];
  });
  return { told: await store.messages.add(intents) };
}

function intentsAbout(one: Attestation, now: Instant): readonly Intent[] {
  const days = TOLD_BEFORE.find((before) => one.until - now <= before * DAY);
  if (days === undefined) return [];
  const subject = { attestation: one.id, service: one.serviceKey, days };
  return [
    {
      id: uuidv7(),
      kind: 'attestation-ending',
      audience: { kind: 'person', person: one.by },
      subject,
      dedupeKey: `attestation-ending:${subjectKey(subject)}:${one.by}`,
      createdAt: now,
      notBefore: now,
    },
  ];
}
