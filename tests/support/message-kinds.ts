/** Messages to try the sender with. */
import type { Instant } from '../../src/domain/instant.ts';
import type { Policy } from '../../src/domain/policy.ts';
import type { MessageKind } from '../../src/slack/messages/message.ts';
import type { Audience, Intent } from '../../src/use-cases/message-ports.ts';

export const ANA: Audience = { kind: 'person', person: 'ana@local.test' };
export const BO: Audience = { kind: 'person', person: 'bo@local.test' };
export const PAYMENTS: Audience = { kind: 'channel', channel: '#payments' };

export const POLICY: Policy = {
  organisation: 'Acme',
  timezone: 'Europe/London',
  workingHours: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' },
  admins: ['ada@local.test'],
  tiers: [],
  defaultTier: 'tier-1',
  rollout: { mode: 'on', teams: [] },
};

/** Says its subject's `text` in the version `v`, nothing where there is no text; falls back to Bo. */
export const note: MessageKind = {
  name: 'note',
  summary: 'Something',
  prefers: 'missing',
  async render({ subject }, { now }) {
    if (subject.text === undefined) return null;
    const text = `${String(subject.text)} at ${now}`;
    return {
      message: { text, blocks: [{ type: 'section', text: { type: 'plain_text', text } }] },
      version: String(subject.v ?? now),
    };
  },
  fallbacks: async () => [BO],
};

/** The same, said twice rather than not at all, and to nobody else. */
export const order: MessageKind = { ...note, name: 'order', prefers: 'duplicate', fallbacks: async () => [] };

export type Told = Partial<Intent> & { readonly text?: string };

export function intentOf(id: string, now: Instant, { text, ...intent }: Told): Intent {
  return {
    id,
    kind: 'note',
    audience: ANA,
    subject: { text: text ?? id, v: '1' },
    dedupeKey: id,
    createdAt: now,
    notBefore: now,
    ...intent,
  };
}
