import type { Fault, Slack } from '../slack.ts';

/** The fault to act out for this call, counted down; null when none is set for it. */
export function takeFault(slack: Slack, method: string): Fault | null {
  const fault = slack.faults.find((it) => it.times > 0 && (it.method === method || it.method === '*'));
  if (!fault) return null;
  fault.times -= 1;
  return fault;
}
