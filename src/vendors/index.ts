import { pagerduty } from './pagerduty.ts';
import type { StandIn } from './vendor.ts';

/** All stand-ins. */
export const vendors: readonly StandIn<never>[] = [pagerduty];
