/** What a visitor of the playground may change in Acme's other systems, to see what the bot makes of it. */
import type { VendorName } from './environment.ts';
import type { SlackOutside } from './slack.ts';
import type { OnLoadTest, World } from './world.ts';

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
export function controlsOf(
  { services, web }: World,
  down: Set<VendorName>,
  slack: SlackOutside,
): readonly Control[] {
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
    channelOf('returns', slack),
    pageOf('https://wiki.acme.test/runbooks/returns', 'The wiki, the runbook of returns', web),
    ...(payments.load_test === undefined ? [] : [loadTestOf(payments.load_test)]),
    switchOf('github', 'GitHub', down),
    switchOf('datadog', 'Datadog', down),
  ];
}

/** What Slack and links said is asked again once a minute at most, so the words say so. */
function channelOf(name: string, slack: SlackOutside): Control {
  const isArchived = () => slack.channel(name)?.isArchived ?? true;
  return {
    ...{ id: 'channel', where: `Slack, #${name}` },
    state: () => `The channel is ${isArchived() ? 'archived' : 'in use'}. Asked once a minute at most.`,
    label: () => (isArchived() ? 'Bring it back' : 'Archive it'),
    press() {
      const channel = slack.channel(name);
      if (channel !== undefined) slack.archive(channel, !channel.isArchived);
    },
  };
}

function pageOf(address: string, where: string, { gone }: World['web']): Control {
  return {
    ...{ id: 'page', where },
    state: () => `${gone.has(address) ? 'It answers 404.' : 'It opens.'} Asked once a minute at most.`,
    label: () => (gone.has(address) ? 'Put it back' : 'Take it away'),
    press() {
      if (!gone.delete(address)) gone.add(address);
    },
  };
}

function loadTestOf(run: OnLoadTest): Control {
  return {
    ...{ id: 'load', where: 'Acme Load, payments-api' },
    state: () => `It bore ${run.times_peak} times the busiest day.`,
    label: () => (run.times_peak < 1.5 ? 'Make it bear 1.8' : 'Make it bear 1.2'),
    press() {
      run.times_peak = run.times_peak < 1.5 ? 1.8 : 1.2;
    },
  };
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
