import { fractionOf } from '../../src/domain/fraction-of.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { Vendor } from './company.ts';

/** When the vendor is asked about the service by itself: the last time up to then. The next is an interval later. */
export function lastTurn(service: number, { name, interval }: Vendor, at: Instant): Instant {
  const phase = Math.floor(fractionOf(`${service} ${name}`) * interval);
  return at - ((((at - phase) % interval) + interval) % interval);
}
