/** What follows from an import for people: services that they were handed, labels that ask less than before. */
import { v7 as uuidv7 } from 'uuid';
import { stewardsOf, type Team } from '../domain/catalog.ts';
import type { Instant } from '../domain/instant.ts';
import type { Policy } from '../domain/policy.ts';
import { easedLabels, labelsOf } from '../domain/relabel.ts';
import { mayBeNudged } from '../domain/rollout.ts';
import type { AuditAct } from './audit-ports.ts';
import type { Audience, Intent } from './message-ports.ts';
import type { ImportPlan, ServiceChange } from './plan-import.ts';

export interface Occasion {
  readonly at: Instant;
  readonly by: string;
  readonly act?: { readonly id: string; readonly name: string } | undefined;
}

/** What a service that asks less of itself than before is written down as. */
export const RELABELLED = 'catalog.relabel';

type Altered = Extract<ServiceChange, { fields: readonly string[] }>;

function altered({ services }: Pick<ImportPlan, 'services'>): readonly Altered[] {
  return services.filter(
    (change): change is Altered => change.kind === 'changed' || change.kind === 'revived',
  );
}

/** A lowered tier, a service that left production or changed its type: `in` says where that was written. */
export function relabellings(
  plan: Pick<ImportPlan, 'services'>,
  { tiers }: Pick<Policy, 'tiers'>,
  { at, by, act }: Occasion,
): readonly AuditAct[] {
  return altered(plan).flatMap(({ record, before }) => {
    const [from, to] = [labelsOf(before.service), labelsOf(record.service)];
    const eased = easedLabels(from, to, tiers);
    if (eased.length === 0) return [];
    const sources = eased.map((label) => record.fieldSources[label] ?? record.origin.source);
    return {
      at,
      actor: act?.id ?? null,
      actorName: act?.name ?? null,
      from: act === undefined ? 'bot' : 'slack',
      act: RELABELLED,
      serviceKey: record.key,
      subject: record.key,
      details: {
        ...{ from: { ...from }, to: { ...to }, eased: [...eased], by },
        in: sources.every((source) => source === 'slack') ? 'slack' : 'elsewhere',
      },
    };
  });
}

/**
 * One message to each team that was given services, about all of them: to its channel, or to its stewards. What was
 * written in files is told where the rollout has reached the team.
 */
export function handovers(
  plan: Pick<ImportPlan, 'services'>,
  teams: readonly Team[],
  { rollout }: Pick<Policy, 'rollout'>,
  { at, act }: Occasion,
): readonly Intent[] {
  const given = altered(plan).filter(({ record, before }) => record.service.owner !== before.service.owner);
  const receivers = new Set(given.flatMap(({ record }) => record.service.owner ?? []));
  return teams
    .filter(({ id }) => receivers.has(id) && (act !== undefined || mayBeNudged(rollout, id)))
    .flatMap((team) =>
      placesOfTeam(team).map((audience) => ({
        id: uuidv7({ msecs: at }),
        kind: 'handover',
        audience,
        subject: { team: team.id, at },
        dedupeKey: `handover:${team.id}:${at}:${audience.kind === 'person' ? audience.person : audience.channel}`,
        createdAt: at,
        notBefore: at,
      })),
    );
}

/** Where a team is told something that concerns all of it: its channel, or its stewards where it has none. */
export function placesOfTeam(team: Team): readonly Audience[] {
  if (team.channel !== undefined) return [{ kind: 'channel', channel: team.channel }];
  return stewardsOf(team).map((person) => ({ kind: 'person', person }));
}
