/** What a visitor of the playground may change in Acme's other systems, to see what the bot makes of it. */
import type { VendorName } from './environment.ts';
import type { World } from './world.ts';

export interface Control {
  readonly id: string;
  /** Whose it is. */
  readonly where: string;
  /** How it is now. */
  readonly state: () => string;
  /** What pressing it does now. */
  readonly label: () => string;
  readonly press: () => void;
}

/** @param down systems that answer nobody; altered by what is pressed */
export function controlsOf({ services }: World, down: Set<VendorName>): readonly Control[] {
  const payments = services.get('payments-api');
  const ledger = services.get('ledger');
  if (payments?.pagerduty === undefined || ledger === undefined) return [];
  const { github, pagerduty } = payments;
  const { refuses } = pagerduty;
  return [
    {
      id: 'approval',
      where: 'GitHub, acme/payments-api',
      state: () =>
        github.approvals > 0 ? 'One approval is required to merge.' : 'Anybody may merge their own change.',
      label: () => (github.approvals > 0 ? 'Require none' : 'Require an approval'),
      press() {
        github.approvals = github.approvals > 0 ? 0 : 1;
      },
    },
    {
      id: 'paging',
      where: 'PagerDuty, payments-api',
      state: () =>
        pagerduty.refuses === undefined
          ? 'Readybot may see the service.'
          : 'Readybot may not see the service.',
      label: () => (pagerduty.refuses === undefined ? 'Hide it again' : 'Let it be seen'),
      press() {
        pagerduty.refuses = pagerduty.refuses === undefined ? refuses : undefined;
      },
    },
    {
      id: 'weakness',
      where: 'GitHub, acme/ledger',
      state: () =>
        ledger.github.alerts.critical > 0 ? 'A critical vulnerability is open.' : 'No vulnerability is open.',
      label: () => (ledger.github.alerts.critical > 0 ? 'Close it' : 'Find a critical one'),
      press() {
        ledger.github.alerts.critical = ledger.github.alerts.critical > 0 ? 0 : 1;
      },
    },
    switchOf('github', 'GitHub', down),
    switchOf('datadog', 'Datadog', down),
  ];
}

function switchOf(name: VendorName, where: string, down: Set<VendorName>): Control {
  return {
    ...{ id: `${name}-down`, where },
    state: () => (down.has(name) ? 'It answers 503 to everything.' : 'It answers.'),
    label: () => (down.has(name) ? 'Bring it back' : 'Take it down'),
    press() {
      if (!down.delete(name)) down.add(name);
    },
  };
}
