import type { monitors } from '../../facts/monitors.ts';
import type { FactsOf } from '../../facts/namespace.ts';

export type Monitor = NonNullable<FactsOf<typeof monitors>['all']>[number];

/** What all monitors of a service say together; what their system does not tell (`muted`) is left out of them. */
export function monitorFacts(all: readonly Monitor[]): FactsOf<typeof monitors> {
  const having = (status: Monitor['status']) => all.filter((one) => one.status === status).length;
  const isMutingKnown = all.every(({ muted }) => muted !== undefined);
  return {
    count: all.length,
    alerting: having('alerting'),
    without_data: having('no_data'),
    ...(isMutingKnown ? { muted: all.filter(({ muted }) => muted === true).length } : {}),
    all: [...all],
  };
}
