/** What elements of ours ask for: the names of the files of `actions/`. Views write them, `bolt.ts` reads them. */
export type ActionName =
  | 'assign-owner'
  | 'attest'
  | 'attest-withdraw'
  | 'check-again'
  | 'details'
  | 'digest-settings'
  | 'exception-approve'
  | 'exception-batch-approve'
  | 'exception-batch-deny'
  | 'exception-change'
  | 'exception-deny'
  | 'exception-new'
  | 'exception-open'
  | 'exception-page'
  | 'exception-pick'
  | 'exception-question'
  | 'exception-revoke'
  | 'exception-shorten'
  | 'exception-withdraw'
  | 'explain'
  | 'initiative-cancel'
  | 'initiative-change'
  | 'initiative-close'
  | 'initiative-extend'
  | 'initiative-new'
  | 'initiative-open'
  | 'initiative-start'
  | 'map-csv'
  | 'not-mine'
  | 'nudge-check-all'
  | 'nudge-menu'
  | 'nudge-settings'
  | 'open'
  | 'pick'
  | 'report-export'
  | 'rollout-add-team'
  | 'rollout-remove-team'
  | 'rollout-sample'
  | 'say'
  | 'share'
  | 'show'
  | 'snooze'
  | 'storm-discard'
  | 'storm-send'
  | 'turn-page';

/** The overflow menu's own action id: each of its entries carries the action that it asks for in its value. */
export const MENU = 'menu';

/** An entry's value: the action and what it is about. */
export function menuValue(action: ActionName, value: string): string {
  return `${action} ${value}`;
}
