/** What the entries and buttons of reminders are about. Written by views, read by actions. */

/** What somebody who is reminded may ask for: each counts as an answer. */
export const NUDGE_ACTS = ['check', 'except', 'verify'] as const;
export type NudgeAct = (typeof NUDGE_ACTS)[number];

export interface NudgeTarget {
  readonly act: NudgeAct;
  /** Id. */
  readonly service: string;
  /** The rule that is meant, as an ask for an exception names it; nothing = none. */
  readonly rule?: string;
}

export function nudgeValue({ act, service, rule }: NudgeTarget): string {
  return rule === undefined ? `${act} ${service}` : `${act} ${service} ${rule}`;
}

/** Undefined for anything that {@link nudgeValue} did not write. */
export function readNudge(value: string): NudgeTarget | undefined {
  const match = /^(\w+) (\S+)(?: (\S+))?$/.exec(value);
  const act = NUDGE_ACTS.find((name) => name === match?.[1]);
  if (act === undefined) return undefined;
  const rule = match?.[3];
  return { act, service: match?.[2] ?? '', ...(rule === undefined ? {} : { rule }) };
}

export interface SnoozeTarget {
  /** 0 = not any more. */
  readonly days: 0 | 1 | 7;
  /** Id. */
  readonly service: string;
}

export function snoozeValue({ days, service }: SnoozeTarget): string {
  return `${days} ${service}`;
}

export function readSnooze(value: string): SnoozeTarget | undefined {
  const match = /^([017]) (\S+)$/.exec(value);
  const days = ([0, 1, 7] as const).find((some) => `${some}` === match?.[1]);
  return days === undefined ? undefined : { days, service: match?.[2] ?? '' };
}

export interface StormTarget {
  readonly id: string;
  /** Pressed on the list of jobs, which is then drawn anew; the admins' messages follow by themselves. */
  readonly onJobs: boolean;
}

export function stormValue({ id, onJobs }: StormTarget): string {
  return onJobs ? `${id} jobs` : id;
}

export function readStorm(value: string): StormTarget | undefined {
  const match = /^([\w-]{1,64})( jobs)?$/.exec(value);
  return match === null ? undefined : { id: match[1] ?? '', onJobs: match[2] !== undefined };
}
