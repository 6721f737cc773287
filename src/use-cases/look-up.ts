import type { GroupView, ServiceLine } from './list-services.ts';
import type { ReadinessCard } from './show-readiness.ts';

/** What the words behind `/ready` can turn out to mean. */
export type LookUpAnswer =
  | { readonly kind: 'card'; readonly card: ReadinessCard }
  | { readonly kind: 'group'; readonly group: GroupView }
  /** A repository, channel or URL that several services share. */
  | { readonly kind: 'several'; readonly asked: string; readonly lines: readonly ServiceLine[] }
  /** Nothing by that name; up to five nearest, possibly none. */
  | {
      readonly kind: 'nearest';
      readonly asked: string;
      readonly nearest: readonly {
        readonly id: string;
        readonly name: string;
        readonly kind: 'service' | 'team' | 'system';
      }[];
    };
