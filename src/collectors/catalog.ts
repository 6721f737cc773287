import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Service } from '../domain/catalog.ts';
import { DAY, HOUR } from '../domain/instant.ts';
import type { JsonObject } from '../domain/json.ts';
import { serviceFacts } from './catalog/service-facts.ts';
import { type Answer, type Asked, defineCollector, type Occasion } from './collector.ts';

/** The catalog is ours: what it says is true at once, and needs no account anywhere. */
export const catalog = defineCollector({
  name: 'catalog',
  vendor: 'The catalog',
  summary: 'What the catalog says about the service, and the custom facts that are written there.',
  fills: ['service', 'custom'],
  interval: HOUR,
  maxAge: 30 * DAY,
  settings: z.strictObject({}),
  secrets: z.object({}),
  open: () => undefined,
  collect: (service, occasion) =>
    Promise.resolve({
      service: serviceAnswer(service, occasion),
      custom: { value: service.custom, ...customExpiry(service.custom, occasion) },
    }),
});

/**
 * What somebody wrote by hand is believed for a while after it last changed: nobody takes it back when it is no
 * longer so. A value that stays as it was keeps its end.
 */
function customExpiry(
  custom: JsonObject,
  { now, previous = [], customValidFor }: Occasion & Pick<Asked, 'previous'>,
): Pick<Answer, 'expiring'> {
  if (customValidFor === undefined) return {};
  const before = previous.find(({ namespace }) => namespace === 'custom');
  const expiring = Object.entries(custom).map(([key, value]) => {
    const known = before?.expiring?.find(({ path }) => path === key);
    const isSame = isDeepStrictEqual(before?.value?.[key], value);
    return isSame && known !== undefined ? known : { path: key, until: now + customValidFor };
  });
  return expiring.length === 0 ? {} : { expiring };
}

function serviceAnswer(
  service: Service,
  { flags, dependents, verifiedAt }: Pick<Asked, 'flags' | 'dependents' | 'verifiedAt'>,
): Answer {
  const notLookedUp = [
    ...(dependents === undefined
      ? [{ path: 'dependents', reason: 'who depends on it was not looked up' }]
      : []),
    ...(verifiedAt === undefined
      ? [{ path: 'verified_at', reason: 'when it was verified was not looked up' }]
      : []),
  ];
  const never = {
    path: 'verified_at',
    reason: 'nobody verified its entry yet: its team can, on its card in Slack',
  };
  const verified = verifiedAt == null ? {} : { verified_at: new Date(verifiedAt).toISOString() };
  return {
    value: { ...serviceFacts(service, flags), dependents, ...verified },
    unreadable: notLookedUp,
    absent: [...absences(service), ...(verifiedAt === null ? [never] : [])],
  };
}

/** Why a value is not there, with what to write where. */
function absences(service: Service): readonly { path: string; reason: string }[] {
  const { id, owner, ownerDeclared, channel, repos, dependsOn, links } = service;
  const unlinked = ['runbook', 'logs', 'dashboard'].filter(
    (type) => !links.some((link) => link.type === type),
  );
  const missing: readonly (readonly [absent: boolean, path: string, reason: string])[] = [
    [
      owner === undefined && ownerDeclared === undefined,
      'owner',
      `no owner is named: add \`owner\` to ${id}`,
    ],
    [
      owner === undefined && ownerDeclared !== undefined,
      'owner',
      `"${ownerDeclared}" is no team of the catalog: name one that is`,
    ],
    [channel === undefined, 'channel', `no channel is named: add \`channel\` to ${id}`],
    [repos.length === 0, 'repo', `no repository is named: add \`repo\` to ${id}`],
    [
      dependsOn === undefined,
      'depends_on',
      'dependencies are unsaid: list them, or write `depends_on: none`',
    ],
    ...unlinked.map(
      (type) => [true, `link.${type}`, `no link of type ${type}: add one under \`links\``] as const,
    ),
  ];
  return missing.flatMap(([absent, path, reason]) => (absent ? [{ path, reason }] : []));
}
