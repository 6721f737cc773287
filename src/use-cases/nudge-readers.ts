import type { EscalationView, NudgeView, OwnerlessView, StormView } from './nudge-views.ts';

/** What messages are rendered from. Each null: there is nothing to say any more. */
export interface NudgeReaders {
  readonly nudge: (id: string) => Promise<NudgeView | null>;
  /** Null also where it was mended, or excepted, meanwhile. */
  readonly escalation: (about: {
    readonly service: string;
    readonly gap: string;
    readonly step: EscalationView['step'];
  }) => Promise<EscalationView | null>;
  readonly storm: (id: string) => Promise<StormView | null>;
  readonly ownerless: () => Promise<OwnerlessView | null>;
}
