import type { EscalationView } from '../../use-cases/nudge-views.ts';
import { escalationMessage } from '../views/escalation.ts';
import type { About, MessageDeps, MessageKind } from './message.ts';

/** `{ service, gap, step }`: the service's key, what is open, and who hears of it at this step. */
export const escalation: MessageKind = {
  name: 'escalation',
  summary:
    'A gap of the minimum bar or an initiative stands open after several reminders: to the team’s channel, then to who decides about its tier',
  // Nobody tells it again.
  prefers: 'duplicate',
  async render(about, deps) {
    const view = await told(about, deps);
    if (view === null) return null;
    const shared = about.audience.kind === 'channel';
    return { message: escalationMessage(view, { now: deps.now, shared }), version: view.step };
  },
  async fallbacks(about, deps) {
    const view = about.audience.kind === 'channel' ? await told(about, deps) : null;
    const tier = deps.policy.tiers.find(({ id }) => id === view?.service.tier.id);
    // Who is in a Slack user group is not known here.
    const approvers = (tier?.approvers ?? []).filter((name) => !name.startsWith('@'));
    return [...approvers, ...deps.policy.admins].map((person) => ({ kind: 'person', person }));
  },
};

async function told(
  { subject: { service, gap, step } }: About,
  { nudges }: Pick<MessageDeps, 'nudges'>,
): Promise<EscalationView | null> {
  if (typeof service !== 'string' || typeof gap !== 'string') return null;
  return step === 'channel' || step === 'approvers' ? nudges.escalation({ service, gap, step }) : null;
}
