/** What a service is labelled as decides how strictly it is held ready, so a label is no way out of that. */
import type { Service, Tier } from './catalog.ts';

export type Label = 'tier' | 'lifecycle' | 'type';
export type Labels = Readonly<Record<Label, string>>;

export function labelsOf({ tier, lifecycle, type }: Labels | Service): Labels {
  return { tier, lifecycle, type };
}

/**
 * The labels of which a change would ask less of the service: a lower tier, no longer in production, another type.
 * Such a change is for the approvers of the tier that it has.
 * @param tiers most critical first
 */
export function easedLabels(
  before: Labels,
  after: Labels,
  tiers: readonly Pick<Tier, 'id'>[],
): readonly Label[] {
  const place = (id: string) => tiers.findIndex((tier) => tier.id === id);
  const isLower =
    place(before.tier) >= 0 && (place(after.tier) > place(before.tier) || place(after.tier) < 0);
  return [
    ...(isLower ? (['tier'] as const) : []),
    ...(before.lifecycle === 'production' && after.lifecycle !== 'production'
      ? (['lifecycle'] as const)
      : []),
    ...(before.type === after.type ? [] : (['type'] as const)),
  ];
}
