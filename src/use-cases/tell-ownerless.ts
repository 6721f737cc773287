import type { Instant } from '../domain/instant.ts';
import { localDate, mondayOf } from '../domain/local-date.ts';
import { isWorkingTime } from '../domain/planner/working-time.ts';
import type { Context } from './context.ts';
import { intentOf } from './nudging/intents.ts';
import { ownerlessView } from './nudging/ownerless.ts';

/**
 * Tells admins once a week, in the organisation's working hours, which services nobody answers for. It is about the
 * bot's own trouble (reminders that reach no one), so that it goes in preview too; silent is silent.
 */
export async function tellOwnerless(
  context: Context,
  now: Instant,
): Promise<{ readonly told: number; readonly services: number }> {
  const { policy, store, directory, planning } = context;
  const none = { told: 0, services: 0 };
  if (!planning.settled() || policy.rollout.mode === 'silent') return none;
  const { workingHours, timezone } = policy;
  const isHoliday =
    workingHours.holidays === undefined ? () => false : await context.holidaysOf(workingHours.holidays);
  if (!isWorkingTime(now, { ...workingHours, timezone, isHoliday })) return none;
  const week = mondayOf(localDate(now, timezone));
  if ((await store.marks.read(TOLD)) === week) return none;
  const { services } = await ownerlessView(context);
  const { people, unresolved } = services.length === 0 ? NOBODY : await directory.resolve(policy.admins);
  const told = [...people.map(({ id }) => id), ...unresolved];
  return store.transaction(async (ports) => {
    await ports.marks.write(TOLD, week);
    const intents = told.map((person) =>
      intentOf(
        'ownerless',
        { subject: { week }, audience: { kind: 'person', person }, occasion: 'new' },
        now,
      ),
    );
    const added = intents.length === 0 ? 0 : await ports.messages.add(intents);
    return { told: added, services: services.length };
  });
}

const TOLD = 'ownerless services told in the week of';
const NOBODY = { people: [], unresolved: [] };
