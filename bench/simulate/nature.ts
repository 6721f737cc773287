/** Things break and are mended, sooner where somebody was told. */
import { DAY } from '../../src/domain/instant.ts';
import { TICK } from './agenda.ts';
import { profileOf } from './arrived.ts';
import { idOf, RULES, VENDORS } from './company.ts';
import { mendsIn } from './fate.ts';
import type { Stage } from './stage.ts';
import { lastTurn } from './vendor-turns.ts';

type Staged = Pick<Stage, 'clock' | 'dice' | 'book' | 'year' | 'mending'>;

export function mendLater(
  { clock, dice, book, mending }: Staged,
  service: number,
  rule: number,
  told: boolean,
): void {
  const key = `${service} ${rule}`;
  const at = clock.now() + mendsIn(dice, told);
  const known = mending.get(key);
  if (known !== undefined && (known.told || known.at <= at)) return;
  mending.set(key, { at, told });
  book.add(at, { kind: 'mends', service, rule });
}

export function breaks(staged: Staged, service: number, rule: number): void {
  if (staged.year.fate.at(service, rule).broken) return;
  change(staged, service, rule, true);
  staged.mending.delete(`${service} ${rule}`);
  mendLater(staged, service, rule, false);
}

export function mends(staged: Staged, service: number, rule: number): void {
  const known = staged.mending.get(`${service} ${rule}`);
  // It was to be mended sooner, or broke again meanwhile.
  if (known === undefined || known.at > staged.clock.now()) return;
  staged.mending.delete(`${service} ${rule}`);
  change(staged, service, rule, false);
}

export function change(staged: Staged, service: number, rule: number, broken: boolean): void {
  const standing = staged.year.fate.at(service, rule);
  if (standing.broken === broken) return;
  Object.assign(standing, { broken, since: staged.clock.now() });
  askSoon(staged, service, rule);
}

/** When the vendor's next turn comes for the service, and the one after that: it has to be seen twice. */
function askSoon({ clock, book }: Staged, service: number, rule: number): void {
  const vendor = VENDORS.find(({ name }) => name === RULES[rule]?.vendor);
  if (vendor === undefined) return;
  const next = lastTurn(service, vendor, clock.now()) + vendor.interval;
  book.add(next, { kind: 'ask', services: [service] });
  book.add(next + vendor.interval + TICK, { kind: 'ask', services: [service] });
}

/** Somebody has read of it: most mend it within days, a few put it off for a week. */
export async function hasRead(staged: Staged, owner: number, service: number, rule: number): Promise<void> {
  mendLater(staged, service, rule, true);
  if (!staged.dice.happens(0.02)) return;
  const { verbs } = staged.year.office.app();
  await verbs.nudges.snooze(await verbs.viewerOf(profileOf(owner)), idOf(service), 7);
  staged.year.snoozes.set(`${owner} ${service}`, staged.clock.now() + 7 * DAY);
}
