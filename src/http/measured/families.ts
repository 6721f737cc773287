/**
 * Every family of measurements that `/metrics` shows; the README's table is drawn from it. To add one: name it here,
 * and let `process-metrics.ts` (this process), `tallies.ts` (what happened) or `standing.ts` (how the services stand)
 * fill it. Names follow https://prometheus.io/docs/practices/naming: base units, `_total` for what only grows.
 */
export interface Family {
  readonly name: string;
  readonly type: 'gauge' | 'counter' | 'histogram';
  readonly help: string;
  readonly labels: readonly string[];
}

export const FAMILIES = {
  build: {
    name: 'readybot_build_info',
    type: 'gauge',
    help: 'Version of the bot and of its runtime.',
    labels: ['version', 'node'],
  },
  services: {
    name: 'readybot_services',
    type: 'gauge',
    help: 'Living services, by how they stand to the minimum bar (unjudged: no scorecard applies, or none was asked yet).',
    labels: ['minimum_bar'],
  },
  checks: {
    name: 'readybot_checks',
    type: 'gauge',
    help: 'Checks of living services by outcome, announced rules and those on trial included.',
    labels: ['scorecard', 'outcome'],
  },
  collections: {
    name: 'readybot_collections',
    type: 'gauge',
    help: 'Services that a collector is asked about, by how its last attempt went; due ones wait to be asked.',
    labels: ['collector', 'state'],
  },
  collectorAnswered: {
    name: 'readybot_collector_last_answer_timestamp_seconds',
    type: 'gauge',
    help: 'When a collector last had an answer about any service, in Unix seconds.',
    labels: ['collector'],
  },
  collectorOut: {
    name: 'readybot_collector_outage',
    type: 'gauge',
    help: 'Whether a collector answers nobody: 1 or 0.',
    labels: ['collector'],
  },
  catalogRead: {
    name: 'readybot_catalog_read_timestamp_seconds',
    type: 'gauge',
    help: 'When this process last read the catalog without an error, in Unix seconds.',
    labels: [],
  },
  answers: {
    name: 'readybot_answer_duration_seconds',
    type: 'histogram',
    help: 'From the arrival of what somebody asked in Slack until its answer was sent, by what was asked.',
    labels: ['verb', 'outcome'],
  },
  jobSuccess: {
    name: 'readybot_job_last_success_timestamp_seconds',
    type: 'gauge',
    help: 'When a job last ended well, in Unix seconds.',
    labels: ['job'],
  },
  jobDuration: {
    name: 'readybot_job_last_duration_seconds',
    type: 'gauge',
    help: 'How long a job’s last run took, whatever its end.',
    labels: ['job'],
  },
  slackConnected: {
    name: 'readybot_slack_connected',
    type: 'gauge',
    help: 'Whether Slack can reach the bot: 1 or 0.',
    labels: [],
  },
  outbox: {
    name: 'readybot_outbox_messages',
    type: 'gauge',
    help: 'What the bot says unasked: waiting (pending), on its way (sending), perhaps sent (ambiguous), sent, or with nothing or nobody left (dropped).',
    labels: ['state'],
  },
  eventLoop: {
    name: 'readybot_event_loop_delay_seconds',
    type: 'gauge',
    help: 'How late timers fired since the last scrape (10 ms of it are the measurement itself).',
    labels: ['quantile'],
  },
  memory: {
    name: 'process_resident_memory_bytes',
    type: 'gauge',
    help: 'Resident memory.',
    labels: [],
  },
  started: {
    name: 'process_start_time_seconds',
    type: 'gauge',
    help: 'When the process started, in Unix seconds.',
    labels: [],
  },
} as const satisfies Readonly<Record<string, Family>>;

export const families: readonly Family[] = Object.values(FAMILIES);
